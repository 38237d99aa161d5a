import { gunzip, unzstd } from '../machine.js';
import { type BytesKind, kindOfBytes } from './bytes-kind.js';
import { itemsOf, streamOf } from './web-stream.js';

/** Compressed data that are damaged, or end before they should: what came before stands. */
export class BrokenOff extends Error {
  override name = 'BrokenOff';
}

/** Bytes without their compression: gzip, zstd or xz, as the first of them say. @throws BrokenOff */
export async function* decompressed(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await bytes.next();
  if (first.done) return;
  const all = startingWith(first.value, bytes);
  const kind = kindOfBytes(first.value);
  try {
    yield* decompressors[kind]?.(all) ?? all;
  } catch (cause) {
    const isOurs = cause instanceof Error && kind in decompressors && !('syscall' in cause);
    throw isOurs ? new BrokenOff(`the ${kind} data break off here (${cause.message})`, { cause }) : cause;
  }
}

async function* startingWith(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

type Decompressor = (bytes: AsyncGenerator<Buffer>) => AsyncIterable<Buffer>;

const decompressors: Readonly<Partial<Record<BytesKind, Decompressor>>> = {
  gzip: gunzip,
  zstd: unzstd,
  xz,
};

type XzModule = Pick<typeof import('xz-decompress'), 'XzReadableStream'>;

async function* xz(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  // Node finds no names in this CommonJS file, and gives all of it as the default; bundlers give the names
  const loaded: XzModule & { readonly default?: XzModule } = await import('xz-decompress');
  const { XzReadableStream } = loaded.default ?? loaded;
  for await (const piece of itemsOf<Uint8Array>(new XzReadableStream(streamOf(bytes)))) yield Buffer.from(piece);
}
