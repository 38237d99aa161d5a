/** The streams of the web: packages ask for them by the name of Node's module, and a page has them as globals. */
export const { CountQueuingStrategy, ReadableStream, TransformStream } = globalThis;
