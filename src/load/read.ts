import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../error.js';
import { note } from './note.js';
import { shown } from './project.js';

/**
 * Reads a text file as UTF-8, and notes that it was read (see {@link note}).
 *
 * @throws UserError when the file is missing, is a folder, or is not valid UTF-8.
 */
export const readText = (path: string): string => asText(path, readBytes(path));

function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    note({ read: resolve(path) });
    return bytes;
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

/** A reader of text files that parses one again only when it has changed. */
export function remembering<T>(parse: (text: string, path: string) => T): (path: string) => T {
  const parsed = whileUnchanged((bytes, path) => parse(asText(path, bytes), path));
  return (path) => parsed(path, readBytes(path));
}
