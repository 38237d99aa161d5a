/** The library needs it for the members of zip archives alone, which a page does not read: see `refused.ts`. */
export const promisify = <T>(call: T): T => call;
