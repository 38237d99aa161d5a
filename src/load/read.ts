import { UserError } from '../error.js';
import { readFileSync, resolve, settledState } from './machine.js';
import { note } from './note.js';
import { shown } from './project.js';

/**
 * Reads a text file as UTF-8, and notes that it was read (see {@link note}).
 *
 * @throws UserError when the file is missing, is a folder, or is not valid UTF-8.
 */
export function readText(path: string): string {
  const bytes = bytesOf(path);
  note({ read: resolve(path) });
  return asText(path, bytes);
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new UserError(`cannot read ${shown(path)}: ${reason}`, { cause });
  }
}

function asText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`cannot read ${shown(path)}: it is not valid UTF-8`, { cause });
  }
}

/** Makes something of a file's bytes again only when they have changed: a run reads one recording hundreds of times. */
export function whileUnchanged<T>(make: (bytes: Buffer, path: string) => T): (path: string, bytes: Buffer) => T {
  const known = new Map<string, { readonly bytes: Buffer; readonly value: T }>();
  return (path, bytes) => {
    const last = known.get(path);
    if (last?.bytes.equals(bytes)) return last.value;
    const value = make(bytes, path);
    known.set(path, { bytes, value });
    return value;
  };
}

/** Makes something of what stands at a path again only when it may have changed, which a look at its state tells. */
export function whileSettled<T>(make: (path: string) => T): (path: string) => T {
  const known = new Map<string, { readonly state: string; readonly value: T }>();
  return (path) => {
    const state = settledState(path);
    const last = known.get(path);
    if (last && last.state === state) return last.value;
    const value = make(path);
    if (state !== undefined) known.set(path, { state, value });
    return value;
  };
}

/** A reader of text files that parses one again only when it has changed. */
export function remembering<T>(parse: (text: string, path: string) => T): (path: string) => T {
  const parsed = whileUnchanged((bytes, path) => parse(asText(path, bytes), path));
  const read = whileSettled((path) => parsed(path, bytesOf(path)));
  return (path) => {
    try {
      return read(path);
    } finally {
      note({ read: resolve(path) }); // also what cannot be read: it may be mended
    }
  };
}
