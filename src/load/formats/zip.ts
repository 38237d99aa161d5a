import { promisify } from 'node:util';
import { type Entry, open, type ZipFile } from 'yauzl';
import { unreadable } from '../problem.js';
import { shown } from '../project.js';
import { decompressed } from './decompress.js';
import type { OnBytes, Source } from './source.js';

/** The members of a zip archive, by name. @throws UserError when it cannot be read */
export async function* membersOf(path: string): AsyncGenerator<Source> {
  const archive = (await promisify<string, object, ZipFile>(open as never)(path, {
    lazyEntries: true,
    autoClose: false,
  }).catch((cause: unknown) => {
    throw unreadable(shown(path), cause);
  })) as ZipFile;
  try {
    const entries = (await entriesOf(archive)).filter(({ fileName }) => !/\/$|^__MACOSX\//.test(fileName));
    for (const entry of entries.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
      yield {
        path,
        name: `${shown(path)}/${entry.fileName}`,
        member: entry.fileName,
        open: (onBytes) => decompressed(memberBytes(archive, entry, onBytes)),
      };
    }
  } catch (cause) {
    throw unreadable(shown(path), cause);
  } finally {
    archive.close();
  }
}

const entriesOf = (archive: ZipFile): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    archive.on('entry', (entry: Entry) => {
      entries.push(entry);
      archive.readEntry();
    });
    archive.once('end', () => resolve(entries)).once('error', reject);
    archive.readEntry();
  });

async function* memberBytes(archive: ZipFile, entry: Entry, onBytes: OnBytes | undefined): AsyncGenerator<Buffer> {
  const stream = await promisify(
    archive.openReadStream.bind(archive) as (
      each: Entry,
      done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  )(entry);
  for await (const piece of stream) yield piece as Buffer;
  onBytes?.(entry.compressedSize);
}
