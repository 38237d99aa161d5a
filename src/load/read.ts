import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import canonicalize from 'canonicalize';
import { UserError } from '../error.js';
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

/** `sha256:` and the hexadecimal SHA-256 of a text's UTF-8 bytes, or of the bytes given. */
export const digestOf = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** JSON with sorted keys and no spaces (RFC 8785): equal values have equal text, so it serves as a key. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON values have a canonical form');
  return text;
}

/** What a notebook leans on: a file that it read, or a count query that it asked and the answer's digest. */
export type Reach = { read: string } | { asked: { corpus: string; query: string; answer: string } };

/**
 * Appends a line to the file that the runner named in RECOUNT_READS, if it did. From these lines the
 * runner knows which changes of data make a notebook run again.
 */
export function note(reach: Reach): void {
  const log = process.env['RECOUNT_READS'];
  if (log) appendFileSync(log, `${JSON.stringify(reach)}\n`);
}
