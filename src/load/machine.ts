import buffer from 'node:buffer';
import { createHash, hash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import timers from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
import { unzstdInWasm } from './unzstd.js';

/*
 * What the library needs of the machine that it runs on: its files, paths, digests, packed bytes and threads. A page
 * of the site brings a module of the same shape in the place of this one (`src/site/run/machine/`), and nothing else
 * that it runs imports anything of Node.
 */

export { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';

export const isUtf8: (bytes: Uint8Array) => boolean = buffer.isUtf8;

/** Lets what waits go first. */
export const setImmediate: () => Promise<void> = timers.setImmediate;

export const appendFileSync: (path: string, text: string) => void = fs.appendFileSync;
export const closeSync: (file: number) => void = fs.closeSync;
export const existsSync: (path: string) => boolean = fs.existsSync;
export const fstatSync: (file: number) => FileStat = fs.fstatSync;
export const openSync: (path: string, mode: 'r') => number = fs.openSync;
export const readdirSync: (path: string) => string[] = fs.readdirSync;
export const readFileSync: (path: string) => Buffer<ArrayBuffer> = fs.readFileSync;
export const readSync: {
  (file: number, into: Uint8Array): number;
  (file: number, into: Uint8Array, offset: number, length: number, position: number | null): number;
} = fs.readSync;
export const statSync: {
  (path: string): FileStat;
  (path: string, options: { readonly throwIfNoEntry: false }): FileStat | undefined;
} = fs.statSync;

export interface FileStat {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

/**
 * What differs whenever a file has other contents, without reading them. The time of modification alone would not do,
 * since tools put it back; that of the last change of any kind cannot be set.
 */
export const fileState = (path: string): string => stateIn(fs.statSync(path, { bigint: true }));

/** Clocks of file systems tick: a file that was written twice within a tick has the same time after both. */
const tickMs = 100;

/**
 * The same, where it can be relied upon: undefined for a file that was written this very moment, so that it could be
 * written again and have the same state, and for what is not there.
 */
export function settledState(path: string): string | undefined {
  const stats = fs.statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && Date.now() - Number(stats.ctimeMs) > tickMs ? stateIn(stats) : undefined;
}

const stateIn = ({ dev, ino, size, mtimeNs, ctimeNs }: fs.BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ');

/** The files and links below a folder, by name with forward slashes, sorted. */
export function filesBelow(folder: string): { readonly name: string; readonly isFile: boolean }[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      name: join(entry.parentPath, entry.name)
        .slice(join(folder, '.').length + 1)
        .split(sep)
        .join('/'),
      isFile: entry.isFile(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder of the package `recount` itself; the same from `src/` and from `dist/`. */
export const packageRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The bytes of a file from its beginning, some at a time. */
export const fileBytes = (path: string): AsyncIterable<Buffer> => fs.createReadStream(path, { highWaterMark: 1 << 18 });

/** A digest of bytes that come piece by piece. */
export interface Sha256 {
  update(bytes: string | Uint8Array): Sha256;
  digest(): Buffer;
}

export const sha256 = (): Sha256 => createHash('sha256');
export const sha256Of = (content: string): Buffer => hash('sha256', content, 'buffer');

/** Unpacked data come in pieces of a megabyte: those of 16 kB, as zlib has them, take twice as long. */
const chunkSize = 1 << 20;

/** Unpacks gzip data; those that are damaged or end early are an error. */
export const gunzip = (bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  through(bytes, zlib.createGunzip({ chunkSize }));

/** As much of a cut piece of gzip data as can be unpacked. */
export const gunzipStart = (piece: Uint8Array): Buffer =>
  zlib.gunzipSync(piece, { finishFlush: zlib.constants.Z_SYNC_FLUSH });

/** Unpacks Zstandard data; those that are damaged or end early are an error. Node has its own from 22.15 on. */
export const unzstd = (bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> => {
  const { createZstdDecompress } = zlib as {
    readonly createZstdDecompress?: (options: zlib.ZlibOptions) => NodeJS.ReadWriteStream;
  };
  return createZstdDecompress ? through(bytes, createZstdDecompress({ chunkSize })) : unzstdInWasm(bytes);
};

/** An error makes the stream break off with it, so that nothing needs to be done where it ends. */
const through = (bytes: AsyncIterable<Buffer>, stream: NodeJS.ReadWriteStream): AsyncIterable<Buffer> =>
  pipeline(Readable.from(bytes), stream, () => {}) as unknown as AsyncIterable<Buffer>;

/** How many threads can work at once. */
export const cores = availableParallelism;

/** A thread of its own, which the library starts for a share of the work. */
export type Thread = Worker;

/** Starts a script of the package in a thread. */
export const startThread = (script: string, data: object): Thread =>
  new Worker(script, { workerData: data, execArgv: [] });

const require = createRequire(import.meta.url);

/** The modules that were loaded as CommonJS, by their path: the kernel's own among them, in a kernel. */
export const loadedModules: Readonly<Record<string, { readonly exports: unknown } | undefined>> = require.cache;

/** The parser that knows where in a YAML file everything stands, and is too slow to load for nothing. */
export const placingYaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml');
