import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../error.js';
import { fileDigest } from './digest.js';
import type { Files } from './files.js';
import { pulledPath, recountDigest } from './locate.js';
import type { CorpusWithRows, Manifest } from './manifest.js';
import { unreadable } from './problem.js';
import { shown } from './project.js';
import { isFolder, readTree, treeDigest } from './tree.js';

/** Where pulled data are, and whether they came now or were here already. */
export interface Pulled {
  readonly path: string;
  readonly digest: string;
  readonly came: 'now' | 'before';
}

/** How many times a download is tried when its connection breaks. */
const attempts = 4;
/** How long a server may be silent before its connection counts as broken. */
const patienceMs = 60_000;

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
    patience = patienceMs,
    onBytes = () => {},
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
  if (isAddress(source)) await download(published, source, path, { patience, onBytes });
  else await copy(published, source, path);
  return { path, digest: manifest.digest, came: 'now' };
}

/** Receives how many bytes of a download have arrived, and the total where the server states it. */
export type OnDownload = (here: number, total: number | undefined) => void;

interface Listening {
  readonly patience: number;
  readonly onBytes: OnDownload;
}

/** Whether a source is an address, and no path. @throws UserError for an address that nothing can be downloaded from */
function isAddress(source: string): boolean {
  const [, scheme] = /^([a-z][a-z\d+.-]+):\/\//i.exec(source) ?? [];
  if (scheme === undefined) return false;
  if (/^https?$/i.test(scheme) && URL.canParse(source)) return true;
  throw new UserError(
    `--from "${source}" is neither a file nor an address that begins with http:// or https:// and a host`,
  );
}

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
    if (digest !== manifest.digest && arrived === 'in pieces') {
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

/**
 * Downloads an address into a file. Continues from what the file already holds where the server can (HTTP Range), and
 * reconnects a few times when the connection breaks.
 */
async function fetchInto(
  part: string,
  address: string,
  { patience, onBytes }: Listening,
): Promise<'at once' | 'in pieces'> {
  let pieces = (await sizeOf(part)) > 0 ? 1 : 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const offset = await sizeOf(part);
    // without "identity" a server may compress what it sends, and then neither offsets nor digests fit
    const headers = { 'Accept-Encoding': 'identity', ...(offset > 0 && { Range: `bytes=${offset}-` }) };
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new Error(`no answer for ${patience / 1000} s`)), patience);
    const response = await fetch(address, { headers, signal: silence.signal }).catch((cause: unknown) => {
      clearTimeout(timer);
      throw unreachable(address, cause);
    });
    const goesOn =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${offset}-`) === true;
    if (response.status === 416 || (response.status === 206 && !goesOn)) {
      clearTimeout(timer);
      await response.body?.cancel();
      await rm(part, { force: true });
      pieces = 0;
      continue;
    }
    if (!response.ok || !response.body) {
      clearTimeout(timer);
      await response.body?.cancel();
      throw new UserError(`${address} answers ${response.status} ${response.statusText}; ${byHand}`);
    }
    pieces = goesOn ? pieces + 1 : 1;
    let here = goesOn ? offset : 0;
    const length = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isFinite(length) ? here + length : undefined;
    const heard = async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        timer.refresh();
        onBytes((here += piece.length), total);
        yield piece;
      }
    };
    try {
      await pipeline(Readable.fromWeb(response.body), heard, createWriteStream(part, { flags: goesOn ? 'a' : 'w' }));
      return pieces === 1 ? 'at once' : 'in pieces';
    } catch (error) {
      // a full disk, not the network
      if (error instanceof Error && 'syscall' in error && error.syscall === 'write') throw error;
    } finally {
      clearTimeout(timer);
    }
  }
  throw new UserError(
    `the connection to ${new URL(address).host} broke ${attempts} times, after ${await sizeOf(part)} bytes; ` +
      'pull again to go on from there',
  );
}

const byHand = 'with the file at hand, give it: --from <file>';

function unreachable(address: string, error: unknown): UserError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = !(cause instanceof Error)
    ? String(cause)
    : 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : cause.message;
  return new UserError(`cannot reach ${new URL(address).host} (${reason}); ${byHand}`, { cause: error });
}

/** The parts that pulls of this process are writing. */
const active = new Set<string>();
let claims = 0;

/** A part file beside the final path that no other process writes to: its name holds this process's id. */
async function claimPart(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}-${(claims += 1)}.part`;
  active.add(part);
  return part;
}

/**
 * Takes over the part file of a pull that ended early, if there is one. Renaming is atomic: of two pulls that try, one
 * succeeds. Further part files are removed.
 */
async function continueOrphan(part: string, path: string): Promise<void> {
  const folder = dirname(path);
  const orphans = (await readdir(folder)).filter(
    (name) => name.startsWith(`${basename(path)}.`) && isOrphan(join(folder, name)),
  );
  for (const name of orphans) {
    const orphan = join(folder, name);
    if ((await sizeOf(part)) > 0) await rm(orphan, { force: true });
    else await rename(orphan, part).catch(() => {}); // another pull was faster
  }
}

function isOrphan(part: string): boolean {
  const owner = /\.(\d+)-\d+\.part$/.exec(part)?.[1];
  if (owner === undefined) return false;
  if (Number(owner) === process.pid) return !active.has(part);
  try {
    process.kill(Number(owner), 0); // sends nothing, and fails when there is no such process
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

async function release(part: string, left: 'keep' | 'remove'): Promise<void> {
  active.delete(part);
  if (left === 'remove') await rm(part, { force: true });
}

/** Gives a checked part its final name, once its bytes are on the disk. */
async function settle(part: string, path: string): Promise<void> {
  const file = await open(part, 'r');
  await file.sync().finally(() => file.close());
  await rename(part, path);
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
