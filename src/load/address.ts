/** Whether a place is an address and no path: it begins with `http://`, `s3://` or the like. */
export const isAddress = (place: string): boolean => /^[a-z][a-z\d+.-]+:\/\//i.test(place);

/** An address as it may be printed: without the password that it should not hold. */
export const printable = (address: string): string => address.replace(/(:\/\/)[^/@]*@/, '$1…@');

/** What is wrong with an address; undefined where something can be downloaded from it. */
export function addressFault(address: string): string | undefined {
  if (!/^(?:https?|s3):\/\//i.test(address) || !URL.canParse(address))
    return 'is not an address that begins with http://, https:// or s3:// and a host or bucket';
  const { username, password, protocol, pathname } = new URL(address);
  if (username !== '' || password !== '') return 'holds a user or password, which would be published with it';
  if (protocol === 's3:' && pathname.length < 2) return 'names a bucket and no key: s3://bucket/folder/jobs.jsonl';
  if (protocol === 's3:' && pathname.includes('*'))
    return 'is a pattern; name each object in a list: path: [s3://…, s3://…]';
  return undefined;
}
