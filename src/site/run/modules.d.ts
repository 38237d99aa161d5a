declare module 'path-browserify' {
  import path from 'node:path/posix';
  export default path;
}
declare module 'readable-stream' {
  export { default, pipeline, Readable, Transform } from 'node:stream';
}
/** The scan in WebAssembly, as base64; see `build.mjs`. */
declare const scanWasm: string;
/** Of workers; the types of a page do not have it. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}
