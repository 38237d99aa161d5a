import { Parser } from 'htmlparser2';
import type { ReadText } from './audited-text.js';
import { TextBuilder } from './text-builder.js';

/** Elements whose text no reader sees, or that only lead around the page. */
const unseen = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'head',
  'nav',
  'select',
  'textarea',
  'iframe',
  'object',
  'button',
]);
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
]);
const headings: Readonly<Record<string, number>> = { h1: 1, h2: 2, h3: 3, h4: 4, h5: 5, h6: 6 };

/** A page's text as Markdown would write it: headings with `#`, items with `-`, rows of tables with `|`; places are the file's. */
export function readHtml(source: string): ReadText {
  const builder = new TextBuilder(source);
  let hidden = 0;
  /** Open `pre` elements, in which lines are lines. */
  let preformatted = 0;
  let unseenCode = 0;
  const block = (at: number, mark = ''): void => {
    if (builder.end !== '' && !builder.end.endsWith('\n')) builder.add('\n', at);
    if (mark !== '') builder.add(mark, at);
  };
  const parser = new Parser(
    {
      onopentag(name) {
        const at = parser.startIndex;
        if (unseen.has(name)) hidden += 1;
        if (name === 'pre') preformatted += 1;
        // a program and what it printed
        if (name === 'code' && preformatted > 0) {
          unseenCode += 1;
          hidden += 1;
        }
        if (hidden > 0) return;
        const level = headings[name];
        if (level !== undefined) block(at, `\n${'#'.repeat(level)} `);
        else if (name === 'li') block(at, '- ');
        else if (name === 'tr') block(at, '|');
        else if (name === 'td' || name === 'th') builder.add(' ', at);
        else if (name === 'table' || name === 'p' || name === 'ul' || name === 'ol') block(at, '\n');
        else if (!inline.has(name)) block(at);
      },
      onclosetag(name) {
        const at = parser.startIndex;
        if (name === 'pre') preformatted -= 1;
        if (name === 'code' && unseenCode > 0) {
          unseenCode -= 1;
          hidden -= 1;
          return;
        }
        if (unseen.has(name)) {
          hidden -= 1;
          return;
        }
        if (hidden > 0) return;
        if (name === 'td' || name === 'th') builder.add(' |', at);
        else if (name === 'table') block(at, '\n');
        else if (!inline.has(name)) block(at);
      },
      ontext(text) {
        if (hidden > 0) return;
        const at = parser.startIndex;
        // an entity arrives as its character, with the place of its `&`; white space of any kind is one space
        if (preformatted > 0) return builder.add(text, at);
        const flat = text.replace(/[\t\n\r ]+/g, ' ');
        if (flat === text) return builder.add(text, at);
        let from = 0;
        for (const match of text.matchAll(/[\t\n\r ]+/g)) {
          builder.add(text.slice(from, match.index), at + from);
          if (!/[\s]$/.test(builder.end) || builder.end === '')
            builder.add(builder.end === '' || builder.end.endsWith('\n') ? '' : ' ', at + match.index);
          from = match.index + match[0].length;
        }
        builder.add(text.slice(from), at + from);
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(source);
  return builder.read();
}
