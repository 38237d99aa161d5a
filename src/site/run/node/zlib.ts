import { Inflate } from 'pako';
import { Transform } from 'readable-stream';

export const constants = { Z_SYNC_FLUSH: 2 } as const;

/** Unpacks gzip as it comes; data that are damaged or end early are an error, as they are in Node. */
class Gunzip extends Transform {
  #inflate = this.#begin();

  #begin(): Inflate {
    const inflate = new Inflate();
    inflate.onData = (piece) => void this.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
    return inflate;
  }

  override _transform(piece: Uint8Array, _: string, done: (error?: Error) => void): void {
    // packed files one after another, as `cat` makes them: pako sees the next one only inside a piece
    if (this.#inflate.ended && piece[0] !== 0) this.#inflate = this.#begin();
    this.#inflate.push(piece, false);
    done(failureOf(this.#inflate));
  }

  override _flush(done: (error?: Error) => void): void {
    const { ended } = this.#inflate;
    done(failureOf(this.#inflate) ?? (ended ? undefined : new Error('unexpected end of file')));
  }
}

const failureOf = ({ err, msg }: Inflate): Error | undefined =>
  err < 0 ? new Error(msg || `zlib says ${err}`) : undefined;

export const createGunzip = (): Gunzip => new Gunzip();

/** As much of a piece of gzip data as can be unpacked. */
export function gunzipSync(piece: Uint8Array): Uint8Array {
  const inflate = new Inflate();
  const pieces: Uint8Array[] = [];
  inflate.onData = (unpacked) => void pieces.push(unpacked);
  inflate.push(piece, constants.Z_SYNC_FLUSH);
  const failure = failureOf(inflate);
  if (failure) throw failure;
  return Buffer.concat(pieces);
}

export default { createGunzip, gunzipSync, constants };
