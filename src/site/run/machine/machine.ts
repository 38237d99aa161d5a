import { sha256 as noble } from '@noble/hashes/sha2.js';
import path from 'path-browserify';
import * as yaml from 'yaml';
import type { Sha256, Thread } from '../../../load/machine.js';

/*
 * What the library has of a machine in a page: see `load/machine.ts`, in the place of which it is bundled.
 */

export * from './files.js';
export * from './gunzip.js';
export * from './unzstd.js';
export const { basename, dirname, extname, join, relative, resolve, sep } = path;

export const packageRoot = '/recount';

const strict = new TextDecoder('utf-8', { fatal: true });

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

export function sha256(): Sha256 {
  const running = noble.create();
  const hash: Sha256 = {
    update(content) {
      running.update(typeof content === 'string' ? Buffer.from(content) : content);
      return hash;
    },
    digest: () => Buffer.from(running.digest()),
  };
  return hash;
}

export const sha256Of = (content: string): Buffer => sha256().update(content).digest();

/** After what waits already. A timer would take four milliseconds each time. */
export const setImmediate = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });

/** The library runs in one thread of the page, and starts no other. */
export const cores = (): number => 1;
export function startThread(): Thread {
  throw new Error('a page counts on one thread');
}

/** Outputs go where those of the kernel would: to the worker, which tells the page (see `worker.ts`). */
const kernel = {
  lastWriteDisplayData: (message: { data: object }): void => {
    (globalThis as { recountDisplay?: (data: object) => void }).recountDisplay?.(message.data);
  },
};
export const loadedModules = { '/tslab/dist/jupyter.js': { exports: kernel } };

export const placingYaml = (): typeof yaml => yaml;
