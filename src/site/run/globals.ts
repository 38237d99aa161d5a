import { Buffer } from 'buffer/';
import * as machine from './machine/machine.js';

machine satisfies typeof import('../../load/machine.js');

/**
 * What the library takes for granted in Node. It comes before the library: modules run in the order of their imports.
 */
Object.assign(globalThis, {
  Buffer,
  process: {
    cwd: () => '/recount',
    env: {},
    on: () => undefined,
    nextTick: (call: (...given: unknown[]) => void, ...given: unknown[]) => queueMicrotask(() => call(...given)),
    stdout: { write: () => true },
    versions: {},
  },
});

// the browser's decoder reads UTF-8 many times as fast as the one that comes with Buffer
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const asItCame = Buffer.prototype.toString;
Buffer.prototype.toString = function (this: Buffer, encoding?: BufferEncoding, from?: number, to?: number): string {
  const isUtf8 = encoding === undefined || encoding === 'utf8' || encoding === 'utf-8';
  return isUtf8 ? utf8.decode(this.subarray(from, to)) : asItCame.call(this, encoding, from, to);
};
