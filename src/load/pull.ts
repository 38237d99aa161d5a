import { copyFile, rm } from 'node:fs/promises';
import { UserError } from '../error.js';
import { addressFault, isAddress, printable } from './address.js';
import { fileDigest } from './digest.js';
import { fetchInto, type Listening, type OnDownload } from './download.js';
import type { Files } from './files.js';
import { pulledPath, recountDigest } from './locate.js';
import type { CorpusWithRows, Manifest } from './manifest.js';
import { claimPart, continueOrphan, release, settle, sizeOf } from './part-file.js';
import { unreadable } from './problem.js';
import { shown } from './project.js';
import { isFolder, readTree, treeDigest } from './tree.js';

/** Where pulled data are, and whether they came now or were here already. */
export interface Pulled {
  readonly path: string;
  readonly digest: string;
  readonly came: 'now' | 'before';
}

/**
 * Downloads the published rows of a corpus: from the address that its manifest pins, or `from` another address or file.
 *
 * The data arrive in a part file beside the final path, and get their final name only when their digest is the one that
 * the manifest pins. So the final path never holds anything else, whatever fails, stops or runs at the same time. The
 * next pull continues what a broken or stopped pull left.
 *
 * @throws UserError when the corpus has no published rows, when they cannot be had, or when they are other data.
 */
export async function pullCorpus(
  manifest: Manifest,
  {
    from,
    patience,
    onBytes,
  }: { readonly from?: string; readonly patience?: number; readonly onBytes?: OnDownload } = {},
): Promise<Pulled> {
  const { files } = manifest;
  if (!files)
    throw new UserError(
      `corpus "${manifest.id}" is known by its recorded counts alone: its postings were not published`,
    );
  if (!('address' in files))
    throw new UserError(
      `corpus "${manifest.id}" is read from ${[files.path].flat().map(shown).join(', ')}: there is nothing to pull`,
    );
  const published = { ...manifest, files };
  const path = pulledPath(manifest, files);
  if ((await sizeOf(path)) > 0 && (await recountDigest(published, [path])) === manifest.digest) {
    return { path, digest: manifest.digest, came: 'before' };
  }
  if (isFolder(path))
    throw new UserError(
      `${shown(path)} is a folder, and not of the data that the manifest pins; remove it, then pull again`,
    );
  const source = from ?? files.address;
  const fault = isAddress(source) ? addressFault(source) : undefined;
  if (fault !== undefined) throw new UserError(`${from === undefined ? '' : '--from '}"${printable(source)}" ${fault}`);
  if (isAddress(source)) await download(published, source, path, { patience, onBytes, byHand });
  else await copy(published, source, path);
  return { path, digest: manifest.digest, came: 'now' };
}

const byHand = 'with the file at hand, give it: --from <file>';

type Published = CorpusWithRows & { readonly files: Files & { readonly address: string } };

async function copy(manifest: Published, source: string, path: string): Promise<void> {
  if (isFolder(source))
    throw new UserError(
      `${source} is a folder; give the file, or read the folder as files.path of a manifest of your own`,
    );
  const part = await claimPart(path);
  try {
    await copyFile(source, part).catch((cause: unknown) => {
      throw unreadable(source, cause);
    });
    const digest = await check(manifest, part);
    if (digest !== manifest.digest) throw otherData(manifest, source, digest);
    await settle(part, path);
  } finally {
    await release(part, 'remove');
  }
}

async function download(manifest: Published, address: string, path: string, listening: Listening): Promise<void> {
  const part = await claimPart(path);
  let after: 'keep' | 'remove' = 'keep';
  try {
    await continueOrphan(part, path);
    const arrived = await fetchInto(part, address, listening);
    let digest = await check(manifest, part);
    if (digest !== manifest.digest && arrived.came === 'in pieces') {
      // the pieces may be of different data, where the server has changed them in between: once more, in one
      await rm(part);
      await fetchInto(part, address, listening);
      digest = await check(manifest, part);
    }
    after = 'remove';
    if (digest !== manifest.digest) throw otherData(manifest, address, digest);
    await settle(part, path);
  } finally {
    await release(part, after);
  }
}

/**
 * The digest of a part file. A tarball with the right digest is also checked for entries that lead out of it.
 *
 * @throws UserError when it has such entries.
 */
async function check(manifest: Published, part: string): Promise<string> {
  const { files } = manifest;
  const digest = fileDigest(part);
  if (files.format !== 'yaml-tarball') return digest;
  try {
    const tree = await readTree(part, Object.values(files.parts));
    return treeDigest(tree) === files.contents ? manifest.digest : digest;
  } catch (error) {
    if (digest === manifest.digest) throw error;
    return digest; // it is other data, and that is the plainer thing to say
  }
}

const otherData = (manifest: Published, source: string, digest: string): UserError =>
  new UserError(
    `${source} has ${digest}, but the manifest of "${manifest.id}" pins ${manifest.digest}; nothing of it was kept. ` +
      'Take the data that the manifest pins, or pin these in a manifest of your own',
  );
