import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../error.js';
import { sizeOf } from './part-file.js';
import { requestFor } from './request.js';

/** How many times a download is tried when its connection breaks. */
const attempts = 4;
/** How long a server may be silent before its connection counts as broken. */
const patienceMs = 60_000;

/** Receives how many bytes of a download have arrived, and the total where the server states it. */
export type OnDownload = (here: number, total: number | undefined) => void;

export interface Listening {
  /** How long a server may be silent, in milliseconds; a minute by default. */
  readonly patience?: number | undefined;
  readonly onBytes?: OnDownload | undefined;
  /** What a person can do who has the file already. */
  readonly byHand: string;
  /** Whether nothing but the server tells that two pieces are of the same data: no digest is known beforehand. */
  readonly isUnpinned?: boolean;
}

export interface Arrived {
  readonly came: 'at once' | 'in pieces';
  /** The address to which the server sent on, if it did. */
  readonly redirected: string | undefined;
}

/**
 * Downloads an address into a file. Continues from what the file already holds where the server can (HTTP Range), and
 * reconnects a few times when the connection breaks. Without a digest to compare it goes on only where the server says
 * that the rest is of the same version (HTTP If-Range).
 *
 * @throws UserError when the address cannot be reached, or answers with an error
 */
export async function fetchInto(part: string, address: string, listening: Listening): Promise<Arrived> {
  const { isUnpinned = false } = listening;
  let pieces = (await sizeOf(part)) > 0 ? 1 : 0;
  let version: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (isUnpinned && version === undefined) await rm(part, { force: true });
    const piece = await takePiece(part, address, version, listening);
    if (piece === 'begin anew') await rm(part, { force: true });
    pieces = piece === 'begin anew' ? 0 : piece.goesOn ? pieces + 1 : 1;
    if (piece === 'begin anew') continue;
    version = piece.version ?? version;
    if (piece.isWhole) return { came: pieces === 1 ? 'at once' : 'in pieces', redirected: piece.redirected };
  }
  const kept = isUnpinned ? 'pull again' : 'pull again to go on from there';
  throw new UserError(
    `the connection to ${hostOf(address)} broke ${attempts} times, after ${await sizeOf(part)} bytes; ${kept}`,
  );
}

interface Piece {
  /** Whether it goes on from what was there. */
  readonly goesOn: boolean;
  /** Whether it came to its end. */
  readonly isWhole: boolean;
  readonly version: string | undefined;
  readonly redirected: string | undefined;
}

/** Adds to a file what the server sends from its end on; "begin anew" where it cannot go on from there. */
async function takePiece(
  part: string,
  address: string,
  known: string | undefined,
  { patience = patienceMs, onBytes = () => {}, byHand }: Listening,
): Promise<Piece | 'begin anew'> {
  const offset = await sizeOf(part);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no answer for ${patience / 1000} s`)), patience);
  try {
    const response = await ask(address, offset, known, silence.signal, byHand);
    if (response === 'begin anew') return response;
    const goesOn = response.status === 206;
    const piece = { goesOn, version: versionOf(response.headers), redirected: redirectedTo(response) };
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
    const body = Readable.fromWeb(response.body);
    const file = createWriteStream(part, { flags: goesOn ? 'a' : 'w' });
    const isWhole = await pipeline(body, heard, file).then(
      () => true,
      (error: unknown) => {
        // a full disk, not the network
        if (error instanceof Error && 'syscall' in error && error.syscall === 'write') throw error;
        return false;
      },
    );
    // a write that was under way when the connection broke still adds to the file: until then its size is not known
    if (!file.closed) await new Promise<void>((closed) => file.once('close', closed));
    return { ...piece, isWhole };
  } finally {
    clearTimeout(timer);
  }
}

type WithBody = Response & { readonly body: NonNullable<Response['body']> };

/** Asks for the bytes of a file from an offset on; "begin anew" where the server cannot go on from there. */
async function ask(
  address: string,
  offset: number,
  version: string | undefined,
  signal: AbortSignal,
  byHand: string,
): Promise<WithBody | 'begin anew'> {
  const range = { Range: `bytes=${offset}-`, ...(version !== undefined && { 'If-Range': version }) };
  // without "identity" a server may compress what it sends, and then neither offsets nor digests fit
  const request = await requestFor(address, { 'Accept-Encoding': 'identity', ...(offset > 0 && range) });
  const response = await fetch(request, { signal }).catch((cause: unknown) => {
    throw unreachable(address, cause, byHand);
  });
  const begin = response.headers.get('content-range') ?? '';
  if (response.status === 416 || (response.status === 206 && !begin.startsWith(`bytes ${offset}-`))) {
    await response.body?.cancel();
    return 'begin anew';
  }
  if (response.ok && response.body) return response as WithBody;
  const at = redirectedTo(response);
  const where = at === undefined ? address : `${address}, which leads to ${at},`;
  throw new UserError(`${where} answers ${await answered(response)}; ${byHand}`);
}

/** What tells one version of a file from the next: a strong entity tag, else the time of its last change. */
function versionOf(headers: Headers): string | undefined {
  const tag = headers.get('etag');
  return (tag?.startsWith('"') ? tag : headers.get('last-modified')) ?? undefined;
}

/** An answer that is no file: its status, and the code and message that S3 gives besides. */
async function answered(response: Response): Promise<string> {
  const text = response.headers.get('content-type')?.includes('xml') ? await response.text().catch(() => '') : '';
  await response.body?.cancel().catch(() => {});
  const [, code] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
  const [, message] = /<Message>([^<]{1,200})<\/Message>/.exec(text) ?? [];
  const said = code === undefined ? '' : ` (${code}${message === undefined ? '' : `: ${message.replace(/\.$/, '')}`})`;
  const region = response.headers.get('x-amz-bucket-region');
  const mend =
    response.status === 301 && region !== null ? `; the bucket is in another region: AWS_REGION=${region}` : '';
  return `${response.status} ${response.statusText}${said}${mend}`.replace('  ', ' ');
}

const redirectedTo = ({ redirected, url }: Response): string | undefined => (redirected ? url : undefined);

const hostOf = (address: string): string => new URL(address).host || address;

function unreachable(address: string, error: unknown, byHand: string): UserError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = !(cause instanceof Error)
    ? String(cause)
    : 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : cause.message;
  return new UserError(`cannot reach ${hostOf(address)} (${reason}); ${byHand}`, { cause: error });
}
