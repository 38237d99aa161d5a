/** Unpacks Zstandard data: a page may not compile what lies in itself, and takes a decoder in JavaScript. */
export async function* unzstd(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let ready: Uint8Array[] = [];
  const decompress = new Decompress((piece) => ready.push(piece));
  const taken = function* () {
    for (const piece of ready) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    ready = [];
  };
  for await (const piece of bytes) {
    decompress.push(piece);
    yield* taken();
  }
  decompress.push(new Uint8Array(), true);
  yield* taken();
}
