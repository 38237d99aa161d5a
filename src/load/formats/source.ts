import { closeSync, fileBytes, openSync, readSync } from '../machine.js';
import { unreadable } from '../problem.js';
import { shown } from '../project.js';
import { kindOfBytes } from './bytes-kind.js';
import { decompressed } from './decompress.js';

/** Receives how many more bytes of a file were read, before decompression. */
export type OnBytes = (bytes: number) => void;

/**
 * The bytes of a file of postings, or of a member of a zip archive: decompressed, and as often as they are asked for.
 */
export interface Source {
  readonly path: string;
  /** As people know it: `jobs.zip/2026-03.csv`. */
  readonly name: string;
  /** The name of a member inside its archive. */
  readonly member?: string;
  open(onBytes?: OnBytes): AsyncGenerator<Buffer>;
}

/** How much of a file is looked at to see what it is. */
const startBytes = 1 << 16;

/** The sources that a path stands for: the file itself, or every member of a zip archive, by name. */
export async function* sourcesOf(path: string): AsyncGenerator<Source> {
  if (kindOfBytes(firstBytes(path)) === 'zip') {
    const { membersOf } = await import('./zip.js');
    yield* membersOf(path);
  } else yield { path, name: shown(path), open: (onBytes) => decompressed(read(path, onBytes)) };
}

/** The beginning of a file as it stands on disk. @throws UserError when it cannot be read */
export const firstBytes = (path: string, length = startBytes): Buffer => bytesAt(path, 0, length);

/** A part of a file as it stands on disk; less where the file ends before. @throws UserError when it cannot be read */
export function bytesAt(path: string, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return bytes.subarray(0, readSync(file, bytes, 0, length, from));
  } catch (cause) {
    throw unreadable(shown(path), cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The beginning of a source, decompressed; what follows is not read. */
export async function startOf(source: Source, length = startBytes): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let read = 0;
  for await (const piece of source.open()) {
    pieces.push(piece);
    read += piece.length;
    if (read >= length) break;
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/** The bytes of a file without their compression. @throws UserError when it cannot be read; BrokenOff */
export const unpackedBytes = (path: string): AsyncGenerator<Buffer> => decompressed(read(path, undefined));

async function* read(path: string, onBytes: OnBytes | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const piece of fileBytes(path)) {
      yield piece;
      onBytes?.(piece.length);
    }
  } catch (cause) {
    throw unreadable(shown(path), cause);
  }
}
