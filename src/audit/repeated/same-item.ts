import type { NumberInText } from '../../text/number-in-text.js';
import { latin } from '../../text/rule.js';
import { allowed, overlap, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { numberOf } from '../tables/columns.js';

/** The share of an item in a group, as a list or a table prints it. */
interface Fact {
  readonly item: string;
  readonly group: string;
  readonly number: NumberInText;
}

const listed = latin(/^\s*(?:[-*•]\s+)?([\p{Lu}][\p{L}\p{N} .+#/&-]{1,30}?)\s[-–—:]\s(?=.*:\s)/u);
const groupBefore = latin(/([\p{L}][\p{L}\p{N} /&-]{1,30}):\s$/u);
/** A text of more facts is data. */
const MOST_FACTS = 400;

/** `AWS - AI-First: 43.3%, AI-Support: 40.8%` in one place, and "Of the AI-First roles AWS is in 41.7%" in another. */
export function* sameItem(reading: Reading): Generator<Outcome> {
  const facts = [...ofLists(reading), ...ofTables(reading)];
  if (facts.length === 0 || facts.length > MOST_FACTS) return;
  for (const sentence of reading.quantified) {
    if (listed.test(sentence.text)) continue;
    for (const number of reading.within(sentence.start, sentence.end)) {
      const value = single(number);
      if (number.kind !== 'share' || !value) continue;
      const before = reading.text.slice(sentence.start, number.start);
      const fact = facts.find(
        ({ item, group, number: other }) =>
          (other.start < sentence.start || other.start >= sentence.end) &&
          before.includes(item) &&
          sentence.text.includes(group) &&
          latin(new RegExp(`(?<![\\p{L}\\p{N}-])${escaped(item)}(?:\\s\\p{Ll}+){0,3}\\s$`, 'u')).test(before) &&
          latin(new RegExp(`(?<![\\p{L}\\p{N}-])${escaped(group)}(?![\\p{L}\\p{N}])`, 'u')).test(sentence.text),
      );
      const other = single(fact?.number);
      if (!fact || !other) continue;
      if (overlap(allowed(number, value), allowed(fact.number, other))) yield agrees;
      else
        yield note(
          number,
          `line ${reading.lineOf(fact.number.start)} prints ${fact.number.printed} for ` +
            `${fact.item} in ${fact.group}; ` +
            `here it is ${number.printed}`,
        );
    }
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const ofLists = (reading: Reading): Fact[] =>
  reading.quantified.flatMap(({ text, start, end }) => {
    const item = listed.exec(text)?.[1];
    if (item === undefined) return [];
    return reading.within(start, end).flatMap((number): Fact[] => {
      const group = groupBefore.exec(
        reading.text
          .slice(start, number.start)
          .replace(listed, '')
          .replace(/^.*[,;]\s/, ''),
      )?.[1];
      return number.kind === 'share' && group !== undefined ? [{ item: item.trim(), group: group.trim(), number }] : [];
    });
  });

const ofTables = ({ tables }: Reading): Fact[] =>
  tables.flatMap(({ header, rows }) =>
    rows.flatMap((row) =>
      row.slice(1).flatMap((cell, i): Fact[] => {
        const [item, group, number] = [row[0]?.text.trim() ?? '', header[i + 1]?.text.trim() ?? '', numberOf(cell)];
        const isNamed = /^\p{Lu}/u.test(item) && item.length > 1 && /^\p{Lu}/u.test(group) && group.length > 2;
        return isNamed && number?.kind === 'share' ? [{ item, group, number }] : [];
      }),
    ),
  );
