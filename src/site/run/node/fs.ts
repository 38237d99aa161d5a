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

/** A worker may wait for a part of a file; what a page itself may not. */
function partOf(content: Uint8Array | File, from: number, to: number): Uint8Array {
  if (content instanceof Uint8Array) return content.subarray(from, to);
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(content.slice(from, to)));
}

const sizeOf = (content: Uint8Array | File): number => (content instanceof Uint8Array ? content.length : content.size);

export function readFileSync(path: string, encoding?: string): Uint8Array | string {
  const content = contentOf(path);
  const bytes = partOf(content, 0, sizeOf(content));
  return encoding === undefined ? Buffer.from(bytes) : new TextDecoder().decode(bytes);
}

export const existsSync = (path: string): boolean => files.has(path) || isFolder(path);

export function readdirSync(path: string): string[] {
  const below = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
  if (below.length === 0) throw missing(path);
  return [...new Set(below.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))];
}

interface Stat {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export function statSync(path: string, options?: { throwIfNoEntry?: boolean }): Stat | undefined {
  const content = files.get(path);
  if (!content && !isFolder(path)) {
    if (options?.throwIfNoEntry === false) return undefined;
    throw missing(path);
  }
  const changed = content instanceof File ? content.lastModified : 0;
  const stat = {
    size: content ? sizeOf(content) : 0,
    ...{ dev: 0, ino: path, mtimeMs: changed, mtimeNs: changed, ctimeNs: changed },
    isFile: () => content !== undefined,
    isDirectory: () => content === undefined,
  };
  return stat;
}

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
export const fstatSync = (number: number): Stat | undefined => statSync(openFile(number).path);

export function readSync(
  number: number,
  into: Uint8Array,
  offset = 0,
  length = into.length - offset,
  position?: number,
): number {
  const file = openFile(number);
  const from = position ?? file.at;
  const part = partOf(file.content, from, from + length);
  into.set(part, offset);
  if (position === undefined) file.at += part.length;
  return part.length;
}

export async function* createReadStream(
  path: string,
  { highWaterMark }: { readonly highWaterMark: number },
): AsyncGenerator<Buffer> {
  const content = contentOf(path);
  for (let at = 0; at < sizeOf(content); at += highWaterMark)
    yield Buffer.from(partOf(content, at, at + highWaterMark));
}

/** What a page cannot do is refused by its name. */
const refused =
  (name: string) =>
  (..._: unknown[]): never => {
    throw new Error(
      `${name} needs the files of a machine, which a page does not have; run the notebook with npx recount run`,
    );
  };

export const appendFileSync = refused('appendFileSync');
export const fchmodSync = refused('fchmodSync');
export const mkdirSync = refused('mkdirSync');
export const readlinkSync = refused('readlinkSync');
export const realpathSync = (path: string): string => path;
export const renameSync = refused('renameSync');
export const rmSync = refused('rmSync');
export const writeFileSync = refused('writeFileSync');
export const promises = {};
export default {};
