import { existsSync } from 'node:fs';
import { UserError } from '../error.js';
import { addressFault, printable } from './address.js';
import { fileDigest } from './digest.js';
import { fetchInto, type OnDownload } from './download.js';
import type { OwnFiles } from './files.js';
import { seemsToBe } from './formats/other-format.js';
import { originsOf, readManifest } from './manifest.js';
import { describeOrigin, missing, type Origin, pulledFrom } from './origins.js';
import { claimPart, release, settle } from './part-file.js';
import { verifyCorpus } from './verify.js';

/** What is here of an origin. */
export interface OriginHere {
  readonly origin: string;
  readonly path: string;
  readonly digest: string;
  /** The digest of what was here before; undefined where nothing was. */
  readonly before: string | undefined;
}

/** What `data pull` brought for a corpus of one's own. */
export interface BroughtHere {
  readonly corpus: string;
  /** Of all its rows, those that are files here too. */
  readonly digest: string;
  readonly isPinned: boolean;
  /** Nothing came where all that the manifest pins was here already. */
  readonly came: readonly OriginHere[];
}

interface Bringing {
  readonly patience?: number;
  readonly onBytes?: OnDownload;
}

/**
 * Brings rows of one's own here that stand at addresses or in a database, each into a file that counts use from then
 * on. What was here is replaced once all of the new is there. Rows that are here and as the manifest pins them stay.
 *
 * @param named an id, or the path of a manifest
 * @returns undefined for a corpus without such rows
 * @throws UserError when they cannot be had, are a web page in place of a file, or other data than the manifest pins
 */
export async function bringHere(named: string, bringing: Bringing = {}): Promise<BroughtHere | undefined> {
  const own = originsOf(named);
  if (!own) return undefined;
  const { id: corpus, origins, digest: pinned, format } = own;
  const isPinned = pinned !== undefined;
  if (isPinned && missing(origins).length === 0) {
    const { rows } = await verifyCorpus(readManifest(named));
    if (rows === 'as pinned') return { corpus, digest: pinned, isPinned, came: [] };
  }
  const came: OriginHere[] = [];
  for (const origin of origins) came.push(await bringOne(origin, format, bringing));
  const manifest = readManifest(named);
  const verified = await verifyCorpus(manifest);
  if (isPinned && verified.rows === 'other data')
    throw new UserError(
      `${came.map(({ origin }) => origin).join(', ')}: the postings there make ${verified.digest}, but the manifest ` +
        `of "${corpus}" pins ${pinned}: they have changed since; take the pinned ones, or pin these`,
    );
  return { corpus, digest: manifest.digest, isPinned, came };
}

/**
 * Brings the file at an address here for a corpus that has no manifest yet.
 *
 * @returns where it is kept, as a manifest that names the address finds it
 * @throws UserError when it cannot be had, or the address is none, or that of a page about the file
 */
export async function bringFirst(id: string, address: string, bringing: Bringing = {}): Promise<string> {
  const fault = addressFault(address);
  if (fault !== undefined) throw new UserError(`${printable(address)} ${fault}`);
  const raw = rawAddress(address);
  if (raw !== undefined) throw new UserError(`${address} is a page about a file; ${raw}`);
  const path = pulledFrom(id, address);
  await bringOne({ address, path }, 'html', bringing); // a page may hold postings: who reads it says so
  return path;
}

async function bringOne(origin: Origin, format: OwnFiles['format'], bringing: Bringing): Promise<OriginHere> {
  const { path } = origin;
  const before = existsSync(path) ? fileDigest(path) : undefined;
  const part = await claimPart(path);
  try {
    if ('address' in origin) await download(part, origin.address, format, bringing);
    else await (await import('./formats/postgres.js')).copyRows(part, origin, bringing.onBytes);
    const digest = fileDigest(part);
    await settle(part, path);
    return { origin: describeOrigin(origin), path, digest, before };
  } finally {
    await release(part, 'remove');
  }
}

const byHand = 'with the file at hand, name it in the manifest: files.path';

async function download(part: string, address: string, format: OwnFiles['format'], bringing: Bringing): Promise<void> {
  const { redirected } = await fetchInto(part, address, { ...bringing, byHand, isUnpinned: true });
  const seeming = format === 'html' ? undefined : seemsToBe(part);
  if (seeming?.format !== 'html') return;
  const led = redirected === undefined ? '' : ` leads to ${redirected}, which`;
  throw new UserError(
    `${address}${led} gives ${seeming.what}, and no file of format: ${format}; ${rawAddress(address) ?? byHand}`,
  );
}

/** A page of GitHub shows a file; the file itself has an address of its own. */
export function rawAddress(address: string): string | undefined {
  const [, repository, file] = /^https?:\/\/github\.com\/([^/]+\/[^/]+)\/blob\/([^?#]+)/.exec(address) ?? [];
  return file && `the file itself is at https://raw.githubusercontent.com/${repository}/${file}`;
}
