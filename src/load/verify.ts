import { locate, recountDigest } from './locate.js';
import type { Manifest } from './manifest.js';

/** Whether the rows that are here are those of the manifest. */
export type Verification =
  | { readonly rows: 'recorded only' | 'not here' }
  | { readonly rows: 'as pinned' | 'other data'; readonly paths: readonly string[]; readonly digest: string };

/** Counts the digest of a corpus's rows again, where they are here. */
export async function verifyCorpus(manifest: Manifest): Promise<Verification> {
  if (!manifest.files) return { rows: 'recorded only' };
  const paths = locate(manifest);
  if (!paths) return { rows: 'not here' };
  const digest = await recountDigest(manifest, paths, true);
  return { rows: digest === manifest.digest ? 'as pinned' : 'other data', paths, digest };
}
