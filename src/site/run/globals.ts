import { Buffer } from 'buffer';

/**
 * What the library takes for granted in Node. It comes before the library: modules run in the order of their imports.
 */
Object.assign(globalThis, {
  Buffer,
  process: { cwd: () => '/recount', env: {}, on: () => undefined, stdout: { write: () => true }, versions: {} },
});
