import { fromBuffer } from 'yauzl';
import { UserError } from '../error.js';
import type { ReadText } from './audited-text.js';
import { readMarkup } from './markup.js';
import { plainText } from './plain-text.js';
import { word } from './vocabularies.js';

/** The parts of a Word file that hold its text, in the order in which they are read. */
const PARTS = ['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml'] as const;
/** A document is small once it is unpacked; more is refused before it fills the memory. */
const LARGEST = 64 * 2 ** 20;

/**
 * A Word document's text as it is once every change is accepted, its notes at the end, a line for each paragraph and
 * row of a table; lines are counted in that text.
 *
 * @throws UserError when the file is no Word document, or its text is larger than 64 MB
 */
export async function readDocx(bytes: Buffer, name: string): Promise<ReadText> {
  const parts = await partsOf(bytes, name);
  return plainText(parts.map((part) => readMarkup(plainRuns(part), word).text).join('\n'));
}

const withinRun = '(?:(?!</w:r>)[^])*?';
const movedRun = new RegExp(
  String.raw`<w:r\b[^>]*>${withinRun}<w:vertAlign w:val="(superscript|subscript)"\s*/>` +
    String.raw`${withinRun}<w:t\b[^>]*>([^<]*)</w:t>${withinRun}</w:r>`,
  'g',
);
const hiddenRun = new RegExp(String.raw`<w:r\b[^>]*>${withinRun}<w:vanish\s*/>${withinRun}</w:r>`, 'g');

/**
 * The source with what Word says in a run's properties, or by an element without text, said by elements and characters:
 * raised and lowered runs, hidden ones, tabs and hyphens that do not break (a minus, as often as not).
 */
const plainRuns = (source: string): string =>
  source
    .replace(hiddenRun, '')
    .replace(movedRun, (_, kind: string, text: string) => `<w:${kind}>${text}</w:${kind}>`)
    .replaceAll(/<w:(tab|noBreakHyphen)\s*\/>/g, (_, kind: string) => `<w:t>${kind === 'tab' ? ' ' : '-'}</w:t>`);

/** The parts that the file has, at the least the first. */
function partsOf(bytes: Buffer, name: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new UserError(`cannot read ${name} as a Word document: ${why}`));
    const found = new Map<string, string>();
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return refuse(error?.message ?? 'it is no zip file');
      zip.on('error', (problem: Error) => refuse(problem.message));
      zip.on('end', () => {
        if (!found.has(PARTS[0])) return refuse(`it holds no ${PARTS[0]}`);
        resolve(PARTS.flatMap((part) => found.get(part) ?? []));
      });
      zip.on('entry', (entry: { fileName: string; uncompressedSize: number }) => {
        if (!PARTS.some((part) => part === entry.fileName)) return zip.readEntry();
        if (entry.uncompressedSize > LARGEST) return refuse('its text is larger than 64 MB');
        zip.openReadStream(entry as Parameters<typeof zip.openReadStream>[0], (problem, stream) => {
          if (problem || !stream) return refuse(problem?.message ?? 'its text cannot be unpacked');
          const pieces: Buffer[] = [];
          stream.on('data', (piece: Buffer) => pieces.push(piece));
          stream.on('error', (broken: Error) => refuse(broken.message));
          stream.on('end', () => {
            found.set(entry.fileName, Buffer.concat(pieces).toString('utf8'));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
