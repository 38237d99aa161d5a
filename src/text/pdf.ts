import { UserError } from '../error.js';
import type { ReadText } from './audited-text.js';
import { lineStarts, placeAt } from './place.js';

/**
 * A PDF's text, line after line, with an empty line between pages; lines are counted in that text. The library is
 * loaded here and only here, since it is heavy.
 *
 * @throws UserError when the file cannot be opened or holds no text, as a scan does.
 */
export async function readPdf(bytes: Uint8Array, name: string): Promise<ReadText> {
  const { extractText, getDocumentProxy } = await import('unpdf');
  let pages: string[];
  try {
    pages = (await extractText(await getDocumentProxy(bytes, { verbosity: 0 }), { mergePages: false })).text;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : String(cause);
    throw new UserError(`cannot read ${name} as PDF: ${reason}`, { cause });
  }
  const text = pages.join('\n\n');
  if (text.trim() === '')
    throw new UserError(`${name} is a PDF without text; it may be a scan, which needs text recognition first`);
  const starts = lineStarts(text);
  return { text, placeOf: (offset) => placeAt(starts, offset) };
}
