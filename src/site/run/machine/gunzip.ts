import { Inflate } from 'pako';

/** Unpacks gzip as it comes; data that are damaged or end early are an error, as they are in Node. */
export async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let ready: Buffer[] = [];
  const begin = (): Inflate => inflateInto((piece) => void ready.push(piece));
  let inflate = begin();
  for await (const piece of bytes) {
    // packed files one after another, as `cat` makes them: pako sees the next one only inside a piece
    if (inflate.ended && piece[0] !== 0) inflate = begin();
    push(inflate, piece, false);
    yield* ready;
    ready = [];
  }
  if (!inflate.ended) throw new Error('unexpected end of file');
}

/** As much of a cut piece of gzip data as can be unpacked. */
export function gunzipStart(piece: Uint8Array): Buffer {
  const pieces: Buffer[] = [];
  push(
    inflateInto((unpacked) => void pieces.push(unpacked)),
    piece,
    flush,
  );
  return Buffer.concat(pieces);
}

/** `Z_SYNC_FLUSH`: puts out all that is there. */
const flush = 2;

function inflateInto(take: (piece: Buffer) => void): Inflate {
  const inflate = new Inflate();
  inflate.onData = ({ buffer, byteOffset, length }) => take(Buffer.from(buffer, byteOffset, length));
  return inflate;
}

function push(inflate: Inflate, piece: Uint8Array, mode: boolean | typeof flush): void {
  inflate.push(piece, mode);
  if (inflate.err < 0) throw new Error(inflate.msg || `zlib says ${inflate.err}`);
}
