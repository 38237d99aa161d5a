import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import { readText } from '../load/read.js';
import type { ReadText } from './audited-text.js';
import { plainText } from './plain-text.js';
import { hasGrid, readRest } from './rest.js';

/** An article is far smaller, a saved page with its pictures may come near; a larger file is refused at once. */
const LARGEST_FILE = 32 * 2 ** 20;
/** A book has a million characters. */
const LARGEST_TEXT = 4 * 2 ** 20;

/** The endings of the files that are read as texts. */
export const textExtensions: readonly string[] = [
  ...['.txt', '.text', '.md', '.markdown', '.mdx', '.qmd', '.rmd', '.html', '.htm', '.xhtml', '.xml', '.pdf'],
  ...['.docx', '.tex', '.ipynb', '.rst'],
];

/**
 * Reads a file to be audited: plain text, reStructuredText, Markdown, HTML or a saved page, TEI or JATS, LaTeX, a
 * notebook, Word, PDF, told by its beginning and its name.
 *
 * @throws UserError when the file is missing, larger than 32 MB or than 4 million characters of text, binary,
 *   not UTF-8, or holds no text
 */
export async function readArticleText(path: string): Promise<ReadText> {
  const read = await readAny(path);
  if (read.text.length <= LARGEST_TEXT) return read;
  throw new UserError(
    `${shown(path)} has ${(read.text.length / 1e6).toFixed(1)} million characters of text; ` +
      `an audit reads up to ${Math.floor(LARGEST_TEXT / 1e6)} million. Save the article alone`,
  );
}

async function readAny(path: string): Promise<ReadText> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw new UserError(`cannot read ${shown(path)}: it is a folder; name the article's file`);
  const size = stat?.size ?? 0;
  if (size > LARGEST_FILE) {
    const megabytes = (size / 2 ** 20).toFixed(0);
    throw new UserError(
      `${shown(path)} has ${megabytes} MB; an audit reads files up to ${LARGEST_FILE / 2 ** 20} MB. ` +
        "Save the article's text alone",
    );
  }
  if (size > 4 && beginningOf(path, 5) === '%PDF-') {
    const { readPdf } = await import('./pdf.js');
    return readPdf(new Uint8Array(readFileSync(path)), shown(path));
  }
  if (extname(path).toLowerCase() === '.docx') {
    const { readDocx } = await import('./docx.js');
    return readDocx(readFileSync(path), shown(path));
  }
  // a mark of the byte order is not part of the text, and a file with NUL in it is binary
  const marked = refuseBinary(readText(path), path).replace(/^\uFEFF/, '');
  const source = marked.includes('\r') ? marked.replace(/\r\n?/g, '\n') : marked;
  if (source.trim() === '') throw new UserError(`${shown(path)} holds no text`);
  return readSource(source, extname(path).toLowerCase());
}

/** The first bytes of a file as characters. */
function beginningOf(path: string, bytes: number): string {
  const file = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(bytes);
    return beginning.toString('latin1', 0, readSync(file, beginning));
  } finally {
    closeSync(file);
  }
}

/** Source text of a kind told by its file's extension, or by what it begins with. */
export async function readSource(source: string, extension: string): Promise<ReadText> {
  const vocabulary = vocabularyOf(source, extension);
  if (vocabulary !== undefined) {
    const [{ readMarkup }, vocabularies] = await Promise.all([import('./markup.js'), import('./vocabularies.js')]);
    return readMarkup(source, vocabularies[vocabulary]);
  }
  if (['.md', '.markdown', '.mdx', '.qmd', '.rmd'].includes(extension)) {
    const { readMarkdown } = await import('./markdown.js');
    return readMarkdown(source);
  }
  if (extension === '.tex') {
    const { readLatex } = await import('./latex.js');
    return readLatex(source);
  }
  if (extension === '.ipynb') {
    const { readNotebook } = await import('./ipynb.js');
    return readNotebook(source, 'the file');
  }
  if (extension === '.rst' || hasGrid(source)) return readRest(source, extension === '.rst');
  return plainText(source);
}

/** Which mark-up language a source is in, by its first element; undefined for none. */
function vocabularyOf(source: string, extension: string): 'html' | 'tei' | 'jats' | undefined {
  const head = source.slice(0, 4000).replace(/<\?[^>]*>|<!--[^]*?-->/g, '');
  if (/^\s*(?:<!DOCTYPE[^>[]*>\s*)?<(?:\w+:)?TEI\b/i.test(head)) return 'tei';
  if (/^\s*(?:<!DOCTYPE article[^>]*>\s*)?<(?:\w+:)?(?:article|pmc-articleset)\b/i.test(head)) {
    if (!['.html', '.htm'].includes(extension)) return 'jats';
  }
  const isPage = /^\s*<(?:!doctype html|html|head|body)\b/i.test(source);
  return isPage || ['.html', '.htm', '.xhtml'].includes(extension) ? 'html' : undefined;
}

function refuseBinary(text: string, path: string): string {
  if (text.includes('\0')) throw new UserError(`cannot read ${shown(path)}: it is no text (it holds NUL bytes)`);
  return text;
}
