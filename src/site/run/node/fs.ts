/** The files of the workspace that a page brings, by their path; there are no others, and none is written. */
const files = new Map<string, Uint8Array>();

export function bring(texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) files.set(`/recount/${path}`, new TextEncoder().encode(text));
}

const missing = (path: string): Error => Object.assign(new Error(`there is no file ${path}`), { code: 'ENOENT' });
const isFolder = (path: string): boolean =>
  path !== '' && [...files.keys()].some((name) => name.startsWith(`${path}/`));

export function readFileSync(path: string, encoding?: string): Uint8Array | string {
  const bytes = files.get(path);
  if (!bytes) throw missing(path);
  return encoding === undefined ? Buffer.from(bytes) : new TextDecoder().decode(bytes);
}

export const existsSync = (path: string): boolean => files.has(path) || isFolder(path);

export function readdirSync(path: string): string[] {
  const below = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
  if (below.length === 0) throw missing(path);
  return [...new Set(below.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))];
}

export function statSync(path: string, options?: { throwIfNoEntry?: boolean }): object | undefined {
  const size = files.get(path)?.length;
  if (size === undefined && !isFolder(path)) {
    if (options?.throwIfNoEntry === false) return undefined;
    throw missing(path);
  }
  return { size: size ?? 0, mtimeMs: 0, isFile: () => size !== undefined, isDirectory: () => size === undefined };
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
export const closeSync = refused('closeSync');
export const createReadStream = refused('createReadStream');
export const fchmodSync = refused('fchmodSync');
export const mkdirSync = refused('mkdirSync');
export const openSync = refused('openSync');
export const readlinkSync = refused('readlinkSync');
export const readSync = refused('readSync');
export const realpathSync = (path: string): string => path;
export const renameSync = refused('renameSync');
export const rmSync = refused('rmSync');
export const writeFileSync = refused('writeFileSync');
export const promises = {};
export default {};
