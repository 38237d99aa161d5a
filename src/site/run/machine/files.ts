import type { FileStat } from '../../../load/machine.js';

/*
 * The files of the workspace that a page brings, by their path, and the files of postings that its reader drops on it,
 * which are read where they are, part by part. There are no others, and none is written.
 */
const files = new Map<string, Uint8Array | File>();

export function bring(contents: Readonly<Record<string, string | Uint8Array | File>>): void {
  for (const [path, content] of Object.entries(contents))
    files.set(`/recount/${path}`, typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

/** Forgets a file, by its path. */
export const forget = (path: string): boolean => files.delete(path);

const failure = (path: string, code: string, reason: string): Error =>
  Object.assign(new Error(`${path}: ${reason}`), { code });
const missing = (path: string): Error => failure(path, 'ENOENT', 'there is no such file');
const isFolder = (path: string): boolean =>
  path !== '' && [...files.keys()].some((name) => name.startsWith(`${path}/`));

function contentOf(path: string): Uint8Array | File {
  const content = files.get(path);
  if (content) return content;
  throw isFolder(path) ? failure(path, 'EISDIR', 'it is a folder') : missing(path);
}

let onRead: ((bytes: number) => void) | undefined;

/** Tells how many more bytes of a reader's own file were read, while something works. */
export async function tellingReads<T>(tell: (bytes: number) => void, work: () => T | Promise<T>): Promise<T> {
  onRead = tell;
  try {
    return await work();
  } finally {
    onRead = undefined;
  }
}

/** A worker may wait for a part of a file; what a page itself may not. */
function partOf(content: Uint8Array | File, from: number, to: number): Uint8Array {
  if (content instanceof Uint8Array) return content.subarray(from, to);
  onRead?.(Math.max(0, Math.min(to, content.size) - from));
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(content.slice(from, to)));
}

const sizeOf = (content: Uint8Array | File): number => (content instanceof Uint8Array ? content.length : content.size);

export function readFileSync(path: string): Buffer<ArrayBuffer> {
  const content = contentOf(path);
  return Buffer.from(partOf(content, 0, sizeOf(content)));
}

export const existsSync = (path: string): boolean => files.has(path) || isFolder(path);

export function readdirSync(path: string): string[] {
  const below = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
  if (below.length === 0) throw missing(path);
  return [...new Set(below.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))];
}

export function filesBelow(folder: string): { readonly name: string; readonly isFile: boolean }[] {
  const names = [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
  return names.sort().map((path) => ({ name: path.slice(folder.length + 1), isFile: true }));
}

export function statSync(path: string): FileStat;
export function statSync(path: string, options: { readonly throwIfNoEntry: false }): FileStat | undefined;
export function statSync(path: string, options?: { readonly throwIfNoEntry: false }): FileStat | undefined {
  const content = files.get(path);
  if (!content && !isFolder(path)) {
    if (options) return undefined;
    throw missing(path);
  }
  return {
    size: content ? sizeOf(content) : 0,
    isFile: () => content !== undefined,
    isDirectory: () => content === undefined,
  };
}

export function fileState(path: string): string {
  const content = contentOf(path);
  return [path, sizeOf(content), content instanceof File ? content.lastModified : 0].join(' ');
}

/** Files of a page have no time of their last change: none is relied upon. */
export const settledState = (_path: string): undefined => undefined;

/** The files that are open, by their number, and how far each was read. */
const open = new Map<number, { readonly path: string; readonly content: Uint8Array | File; at: number }>();
let opened = 0;

function openFile(number: number) {
  const file = open.get(number);
  if (!file) throw failure(String(number), 'EBADF', 'no such file is open');
  return file;
}

export function openSync(path: string, _flags: 'r'): number {
  opened += 1;
  open.set(opened, { path, content: contentOf(path), at: 0 });
  return opened;
}

export const closeSync = (number: number): void => void open.delete(number);
export const fstatSync = (number: number): FileStat => statSync(openFile(number).path);

export function readSync(
  number: number,
  into: Uint8Array,
  offset = 0,
  length = into.length - offset,
  position?: number | null,
): number {
  const file = openFile(number);
  const from = position ?? file.at;
  const part = partOf(file.content, from, from + length);
  into.set(part, offset);
  if (position == null) file.at += part.length;
  return part.length;
}

const blockSize = 1 << 18;

export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  const content = contentOf(path);
  for (let at = 0; at < sizeOf(content); at += blockSize) yield Buffer.from(partOf(content, at, at + blockSize));
}

/** No file is written in a page. */
export function appendFileSync(path: string): never {
  throw failure(path, 'EROFS', 'a page writes no files; run the notebook with npx recount run');
}
