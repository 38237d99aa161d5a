import { Parser } from 'htmlparser2';
import type { ReadText } from './audited-text.js';
import { lowered, raised } from './scripts.js';
import { TextBuilder } from './text-builder.js';
import { type Reader, readWellFormed } from './well-formed.js';

/** What the elements of a mark-up language are to a reader of the page. */
export interface Vocabulary {
  /** Whether names keep their case, and every element is closed. */
  readonly xml: boolean;
  /** Elements whose text nobody sees, that only lead around the page, or that list other people's works. */
  readonly unseen: ReadonlySet<string>;
  /** The one of these that lists other people's works, half of a paper's file, and need not be parsed. */
  readonly works?: string;
  /** Elements inside a line; every other one begins a new line. */
  readonly inline: ReadonlySet<string>;
  readonly headings: Readonly<Record<string, number>>;
  readonly paragraphs: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
  readonly rows: ReadonlySet<string>;
  readonly cells: ReadonlySet<string>;
  readonly raised: ReadonlySet<string>;
  readonly lowered: ReadonlySet<string>;
  /** Elements in which line ends and spaces are kept. */
  readonly preformatted: ReadonlySet<string>;
}

/**
 * The text of marked-up source as Markdown would write it: headings with `#`, items with `-`, rows of tables with `|`,
 * raised and lowered digits as `²` and `₂`. Places are the file's.
 */
export function readMarkup(source: string, vocabulary: Vocabulary): ReadText {
  const works = vocabulary.works === undefined ? undefined : elementOf(source, vocabulary.works);
  const wellFormed = new Page(source, vocabulary);
  if (vocabulary.xml && readWellFormed(source, wellFormed, works)) return wellFormed.read();
  const page = new Page(source, vocabulary);
  let skipped = 0;
  const parser: Parser = new Parser(
    {
      onopentag: (name) => page.open(name, parser.startIndex + skipped),
      onclosetag: (name) => page.close(name, parser.startIndex + skipped),
      ontext: (text) => page.text(text, parser.startIndex + skipped),
    },
    { decodeEntities: true, xmlMode: vocabulary.xml, lowerCaseTags: !vocabulary.xml },
  );
  if (works) {
    parser.write(source.slice(0, works.start));
    skipped = works.end - works.start;
  }
  parser.end(source.slice(works?.end ?? 0));
  return page.read();
}

/** Where the only element of this name stands; undefined for none, and for more. */
function elementOf(source: string, name: string): { start: number; end: number } | undefined {
  const start = source.indexOf(`<${name}`);
  const close = `</${name}>`;
  const end = start === -1 ? -1 : source.indexOf(close, start);
  return end === -1 || source.includes(`<${name}`, start + 1) ? undefined : { start, end: end + close.length };
}

/** White space that is no single space. */
const uneven = /[\t\n\r ]{2,}|[\t\n\r]/g;

/** Builds the text while a parser walks through the elements. */
class Page implements Reader {
  readonly #builder: TextBuilder;
  /** How many of the open elements are unseen, preformatted, raised, lowered, cells. */
  #unseen = 0;
  #preformatted = 0;
  #raised = 0;
  #lowered = 0;
  #cells = 0;

  constructor(
    source: string,
    private readonly is: Vocabulary,
  ) {
    this.#builder = new TextBuilder(source);
  }

  open(name: string, at: number): void {
    if (this.#isUnseen(name)) this.#unseen += 1;
    if (this.is.preformatted.has(name)) this.#preformatted += 1;
    if (this.#unseen > 0) return;
    if (this.is.raised.has(name)) this.#raised += 1;
    if (this.is.lowered.has(name)) this.#lowered += 1;
    const level = this.is.headings[name];
    if (this.is.cells.has(name)) this.#builder.add(' ', at);
    // whatever stands in a cell is on the line of its row
    else if (this.#cells > 0) this.#space(name, at);
    else if (level !== undefined) this.#line(at, `\n${'#'.repeat(level)} `);
    else if (this.is.items.has(name)) this.#line(at, '- ');
    else if (this.is.rows.has(name)) this.#line(at, '|');
    else if (this.is.paragraphs.has(name)) this.#line(at, '\n');
    else if (!this.is.inline.has(name)) this.#line(at);
    if (this.is.cells.has(name)) this.#cells += 1;
  }

  close(name: string, at: number): void {
    const wasUnseen = this.#unseen > 0;
    if (this.#isUnseen(name)) this.#unseen = Math.max(0, this.#unseen - 1);
    if (this.is.preformatted.has(name)) this.#preformatted = Math.max(0, this.#preformatted - 1);
    if (wasUnseen) return;
    if (this.is.raised.has(name)) this.#raised = Math.max(0, this.#raised - 1);
    if (this.is.lowered.has(name)) this.#lowered = Math.max(0, this.#lowered - 1);
    if (this.is.cells.has(name)) {
      this.#cells = Math.max(0, this.#cells - 1);
      this.#builder.add(' |', at);
    } else if (this.#cells > 0) this.#space(name, at);
    else if (this.is.paragraphs.has(name)) this.#line(at, '\n');
    else if (!this.is.inline.has(name)) this.#line(at);
  }

  /** An entity arrives as its character, with the place of its `&`. */
  text(text: string, at: number): void {
    if (this.#unseen > 0) return;
    if (this.#raised > 0) this.#builder.add(raised(text), at);
    else if (this.#lowered > 0) this.#builder.add(lowered(text), at);
    else if (this.#preformatted > 0 && this.#cells === 0) this.#builder.add(text, at);
    else this.#flat(text, at);
  }

  /** White space of any kind is one space. */
  #flat(text: string, at: number): void {
    const { end } = this.#builder;
    // where a space stands already, or nothing, none is added
    let from = end === '' || /\s$/.test(end) ? (/^[\t\n\r ]+/.exec(text)?.[0].length ?? 0) : 0;
    uneven.lastIndex = from;
    for (let match = uneven.exec(text); match; match = uneven.exec(text)) {
      this.#builder.add(text.slice(from, match.index), at + from);
      this.#builder.add(' ', at + match.index);
      from = match.index + match[0].length;
    }
    this.#builder.add(text.slice(from), at + from);
  }

  read(): ReadText {
    return this.#builder.read();
  }

  /** Programs and what they printed, beside what the language itself does not show. */
  #isUnseen(name: string): boolean {
    return this.is.unseen.has(name) || (name === 'code' && this.#preformatted > 0);
  }

  #space(name: string, at: number): void {
    if (!this.is.inline.has(name) && !/\s$/.test(this.#builder.end)) this.#builder.add(' ', at);
  }

  #line(at: number, mark = ''): void {
    const { end } = this.#builder;
    if (end !== '' && !end.endsWith('\n')) this.#builder.add('\n', at);
    // one empty line is enough
    const blank = mark === '\n' && (end === '' || end.endsWith('\n\n'));
    if (mark !== '' && !blank) this.#builder.add(mark, at);
  }
}
