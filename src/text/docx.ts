import { fromBuffer } from 'yauzl';
import { UserError } from '../error.js';
import type { ReadText } from './audited-text.js';
import { readMarkup } from './markup.js';
import { plainText } from './plain-text.js';
import { word } from './vocabularies.js';

/** The part of a Word file that holds its text. */
const DOCUMENT = 'word/document.xml';
/** A document is small once it is unpacked; more is refused before it fills the memory. */
const LARGEST = 64 * 2 ** 20;

/**
 * A Word document's text, a line for each paragraph and row of a table; lines are counted in that text.
 *
 * @throws UserError when the file is no Word document, or its text is larger than 64 MB
 */
export async function readDocx(bytes: Buffer, name: string): Promise<ReadText> {
  const source = (await partOf(bytes, name)).toString('utf8');
  return plainText(readMarkup(scriptsOf(source), word).text);
}

const withinRun = '(?:(?!</w:r>)[^])*?';
const movedRun = new RegExp(
  String.raw`<w:r\b[^>]*>${withinRun}<w:vertAlign w:val="(superscript|subscript)"\s*/>` +
    String.raw`${withinRun}<w:t\b[^>]*>([^<]*)</w:t>${withinRun}</w:r>`,
  'g',
);

/** Raised and lowered runs as elements of their own, which Word says in the run's properties. */
const scriptsOf = (source: string): string =>
  source.replace(movedRun, (_, kind: string, text: string) => `<w:${kind}>${text}</w:${kind}>`);

function partOf(bytes: Buffer, name: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new UserError(`cannot read ${name} as a Word document: ${why}`));
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return refuse(error?.message ?? 'it is no zip file');
      zip.on('error', (problem: Error) => refuse(problem.message));
      zip.on('end', () => refuse(`it holds no ${DOCUMENT}`));
      zip.on('entry', (entry: { fileName: string; uncompressedSize: number }) => {
        if (entry.fileName !== DOCUMENT) return zip.readEntry();
        if (entry.uncompressedSize > LARGEST) return refuse('its text is larger than 64 MB');
        zip.openReadStream(entry as Parameters<typeof zip.openReadStream>[0], (problem, stream) => {
          if (problem || !stream) return refuse(problem?.message ?? 'its text cannot be unpacked');
          const pieces: Buffer[] = [];
          stream.on('data', (piece: Buffer) => pieces.push(piece));
          stream.on('error', (broken: Error) => refuse(broken.message));
          stream.on('end', () => resolve(Buffer.concat(pieces)));
        });
      });
      zip.readEntry();
    });
  });
}
