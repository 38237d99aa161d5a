import { cardinalValue } from '../../text/cardinals.js';
import { latin } from '../../text/rule.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import type { ReadSentence } from '../reading.js';
import { countedInBrackets, countedRows } from '../tables/counted-rows.js';

const cardinals = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const announced = latin(
  new RegExp(
    String.raw`(?:^|[\s(])((?:${cardinals})|\d{1,2})\s(?:\p{L}+[\s-]){0,4}?(\p{L}{3,}s)\b[^.!?\n]{0,60}:\s*$`,
    'iu',
  ),
);
const another = new RegExp(String.raw`\b(?:${cardinals}|\d+)\b`, 'i');
const notItems = /^(?:years|months|weeks|days|hours|minutes|times|percent|points|people|participants)$/i;
const madeOf = /\b(?:using|with|through|via|based on)\s*:\s*$/i;
/** An item, the last of which may begin with "and". */
const item = /^(\s*)(?:(?:and\s)?(\d{1,2})[.)]|[-*•–])\s+\S/;

/** `Three regions of the chart:` and a list of another length. */
export const itemCount: Detector = {
  checks: 'announced numbers of items',
  *detect(reading) {
    const { text, quantified } = reading;
    for (const sentence of quantified) {
      yield* inSentence(sentence);
      yield* countedInBrackets(sentence);
    }
    yield* countedRows(reading);
    const lines = text.split('\n');
    let at = 0;
    for (const [i, line] of lines.entries()) {
      const mayAnnounce = line.length < 300 && line.includes(':') && !item.test(line);
      const match = mayAnnounce ? announced.exec(line) : null;
      const start = at;
      at += line.length + 1;
      const [, words = '', noun = ''] = match ?? [];
      const count = cardinalValue(words.toLowerCase());
      if (!match || count === undefined || count < 2 || count > 20 || notItems.test(noun)) continue;
      // "nine charts using:" announces what they are made of
      if (madeOf.test(line)) continue;
      // "ten skills, split into two clusters:" announces the last of its numbers
      if (another.test(match[0].slice(match[0].indexOf(words) + words.length))) continue;
      const list = itemsAfter(lines, i + 1);
      if (!list || list.length < 2) continue;
      if (list.length === count) yield agrees;
      else {
        const from = start + line.indexOf(words);
        const range = { start: from, end: start + line.length };
        yield (list.numbered ? error : note)(range, `the list below has ${list.length} items; announced are ${words}`);
      }
    }
  },
};

const inline = new RegExp(
  String.raw`(?:^|[\s(])(?:The\s)?(${cardinals})\s(?:[\p{L}-]+\s){0,3}?([\p{L}-]{3,}s)\b` +
    String.raw`([^.!?:;\d]{0,50}):\s([^:;()\d]{8,240})[.]\s*$`,
  'iu',
);

/** `Four roles stand out: data engineer, analyst and architect.` One too few or too many; more may be nested. */
function* inSentence({ text, start }: ReadSentence): Generator<Outcome> {
  const [whole = '', words = '', noun = '', , list = ''] = (text.includes(': ') && inline.exec(text)) || [];
  const count = cardinalValue(words.toLowerCase());
  if (count === undefined || count < 3 || notItems.test(noun) || /\b(?:or|including|such as|etc)\b|[–—]/.test(list))
    return;
  // behind a comma, "and" ends the list; any other "and" may be within an item
  const items = /,\s(?:and|und)\s/.test(list)
    ? list.split(/,\s(?:and\s|und\s)?/)
    : list.split(/,\s|\s(?:and|und)\s(?!.*\s(?:and|und)\s)/);
  if (items.length < 3 || items.some((item) => item.trim().split(/\s+/).length > 4)) return;
  const from = start + text.indexOf(whole) + whole.indexOf(words);
  if (items.length === count) yield agrees;
  else if (Math.abs(items.length - count) === 1)
    yield note(
      { start: from, end: start + text.trimEnd().length },
      `${items.length} items follow; announced are ${words}`,
    );
}

/** The items of the outermost level of a list that begins here, past one empty line. */
function itemsAfter(lines: readonly string[], from: number): { length: number; numbered: boolean } | undefined {
  let i = from;
  while (i < lines.length && lines[i]?.trim() === '') i += 1;
  const first = item.exec(lines[i] ?? '');
  if (!first) return undefined;
  const [, indent = '', digits] = first;
  if (digits !== undefined && digits !== '1') return undefined;
  let length = 0;
  const places = new Set<string | undefined>();
  for (let empty = 0; i < lines.length && empty < 2; i += 1) {
    const line = lines[i] ?? '';
    const own = item.exec(line);
    if (line.trim() === '') empty += 1;
    else if (own && (own[1] ?? '').length === indent.length && (own[2] === undefined) === (digits === undefined)) {
      length += 1;
      places.add(own[2]);
      empty = 0;
    } else if (/^\s/.test(line) && line.length > indent.length) empty = 0;
    else break;
  }
  // Markdown numbers a list of ones itself; any other number that is there twice is a shared place
  if (digits !== undefined && places.size > 1 && places.size < length) return undefined;
  return { length, numbered: digits !== undefined };
}
