declare module 'path-browserify' {
  import path from 'node:path/posix';
  export default path;
}
