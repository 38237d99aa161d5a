import { UserError } from '../error.js';
import { addressFault, printable } from './address.js';

/**
 * The request for a file at an address. One on S3 (`s3://bucket/key`), or on what speaks as S3 does, is signed where
 * the environment has AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and is asked for as everyone may otherwise. The
 * server is AWS_ENDPOINT_URL, by default Amazon's of AWS_REGION.
 *
 * @throws UserError for an address that nothing can be downloaded from
 */
export async function requestFor(address: string, headers: Readonly<Record<string, string>>): Promise<Request> {
  const fault = addressFault(address);
  if (fault !== undefined) throw new UserError(`${printable(address)} ${fault}`);
  if (!/^s3:/i.test(address)) return new Request(address, { headers });
  const { env } = process;
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || 'us-east-1';
  const url = objectUrl(address, env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'], region);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) return new Request(url, { headers });
  const { AwsClient } = await import('aws4fetch');
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    service: 's3',
    region,
  });
  return client.sign(url, { headers });
}

/** Where an object of S3 is asked for: by the bucket's own host at Amazon, by its path anywhere else. */
function objectUrl(address: string, endpoint: string | undefined, region: string): string {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(address) ?? [];
  const path = key.split('/').map(encodeURIComponent).join('/');
  if (endpoint !== undefined) return `${endpoint.replace(/\/$/, '')}/${bucket}/${path}`;
  return bucket.includes('.')
    ? `https://s3.${region}.amazonaws.com/${bucket}/${path}`
    : `https://${bucket}.s3.${region}.amazonaws.com/${path}`;
}
