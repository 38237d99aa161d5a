/*
 * Between generators and the web's streams, which Node and every browser have: readers that are made of those run in
 * both.
 */

/** Bytes as a stream. Where it is cancelled, the generator is ended, which closes its file. */
export const streamOf = (bytes: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });

/** The items of a stream, which is cancelled where no more of them are asked for. Not every browser iterates one. */
export async function* itemsOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined); // one that failed is at its end already
  }
}
