import { cardinalValue } from '../../text/cardinals.js';
import { latin } from '../../text/rule.js';
import type { TextTable } from '../../text/tables.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';

const cardinals = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
/** So far before a table a text announces its rows. */
const BEFORE = 400;
const LEAST = 2;

/** `split into 11 files:` before a table whose first column is headed "File", and that has more or fewer rows. */
export function* countedRows({ text, tables }: Reading): Generator<Outcome> {
  for (const table of tables) {
    const head = table.header[0]?.text.replace(/[*_`]/g, '').trim().toLowerCase() ?? '';
    if (!/^\p{L}{3,}$/u.test(head) || table.rows.length < LEAST) continue;
    const from = Math.max(0, table.start - BEFORE);
    const intro = text.slice(from, table.start);
    const near = intro.slice(Math.max(intro.lastIndexOf('\n#'), intro.lastIndexOf('|') + 1, 0));
    const nouns = head.endsWith('y') ? `${head}|${head.slice(0, -1)}ies` : `${head}s?`;
    const counted = String.raw`(?<![\p{L}\d.,$-])(\d{1,2}|${cardinals})(?:\s(?:[\p{L}-]+\s){0,2}|-)(?:${nouns})\b`;
    const all = [...near.matchAll(latin(new RegExp(counted, 'giu')))];
    yield* against(table, all, table.start - near.length);
  }
}

const someOfRows = /\b(?:first|last|next|past|previous|other|these|those)\s*$/i;

function* against({ rows }: TextTable, [match, ...more]: readonly RegExpExecArray[], at: number): Generator<Outcome> {
  const count = cardinalValue((match?.[1] ?? '').toLowerCase());
  // "my first 2 months" are some of those of the table
  if (match && someOfRows.test(match.input.slice(0, match.index))) return;
  if (!match || more.length > 0 || count === undefined || count < LEAST) return;
  if (count === rows.length) yield agrees;
  else {
    const start = at + match.index;
    const range = { start, end: start + match[0].length };
    yield note(range, `the table below has ${rows.length} rows; announced are ${match[1]}`);
  }
}

const bracketed = latin(
  new RegExp(
    String.raw`(?<![\p{L}\d.,$-])(\d{1,2}|${cardinals})\s(?:[\p{L}-]+\s){0,3}?(\p{L}{3,}s)\b[^.;:()\d]{0,25}` +
      String.raw`\(([^()]{6,200})\)`,
    'giu',
  ),
);
const someOf =
  /\b(?:e\.g\.|such as|including|like|etc|incl|or|vs\.?|see|among|for example|mostly|mainly)\b|…|[:;=%]|\d%/i;
const notThings = /^(?:years|months|weeks|days|hours|minutes|times|points|percent|jobs|postings|people|hours)$/i;

/** `3 towns (Ulm, Bern and Linz)`: more names in brackets than the number before them. */
export function* countedInBrackets({ text, start }: ReadSentence): Generator<Outcome> {
  if (!text.includes('(')) return;
  for (const match of text.matchAll(bracketed)) {
    const [whole, words = '', noun = '', list = ''] = match;
    const count = cardinalValue(words.toLowerCase());
    if (count === undefined || count < LEAST || notThings.test(noun) || someOf.test(list)) continue;
    const names = list.split(/,\s(?:and\s|&\s)?|\s(?:and|&)\s/);
    if (names.length < LEAST || !names.every((name) => /^["“*_`]?\p{Lu}/u.test(name) && name.length < 40)) continue;
    if (names.length === count) yield agrees;
    // many are the members of a few groups, and two letters a state behind its town
    else if (
      names.length > count &&
      names.length <= count + 2 &&
      !/^[A-Z]{2}$/.test(names.at(-1) ?? '') &&
      !/\sand\s/.test(list.replace(/,\sand\s/, ''))
    )
      yield note(
        { start: start + match.index, end: start + match.index + whole.length },
        `the brackets name ${names.length}; announced are ${words}`,
      );
  }
}
