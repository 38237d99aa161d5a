import type { NumberInText } from '../../text/number-in-text.js';
import { latin } from '../../text/rule.js';
import { allowed, overlap, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { type LabelledColumn, labelledColumns } from './labelled-columns.js';

/** A value that a table, or a list, prints for a label. */
interface Printed {
  readonly label: string;
  readonly number: NumberInText;
  readonly column: number;
}

/** A value that stands beside a label elsewhere, and what the columns that have the label print for it. */
interface Quoted {
  readonly label: string;
  readonly number: NumberInText;
  readonly printed: readonly Printed[];
}

/** A text with more values in tables and lists is data. */
const MOST = 2000;
/** So far apart two values are of one passage. */
const NEAR = 600;
/** So near to a list or table a sentence comments on it. */
const COMMENT = 1500;
/** What may stand between a label and its value, at the end of the words before the value. */
const between = new RegExp(
  String.raw`(?:\s?[*_\x60"”’)]*\s?(?:\(|:|=|–|—|-|,?\s(?:at|is|was|with|has|had|reached|reaches|averages?|averaging|` +
    String.raw`makes? up|accounts? for|leads? (?:with|at)|follows (?:with|at))\s(?:only\s|about\s|around\s)?|\s)` +
    String.raw`\s?[*_\x60(]*)$`,
);
const LONGEST_LABEL = 90;
const behind = /^[*_`)]*\s(?:for|in|use|used|know|mention|named?|chose|of)\s(?:the\s)?[*_`"“]*/;
const wordAtEnd = latin(/[\p{L}\p{N}+#./]+$/u);
const wordAtStart = latin(/^[\p{L}\p{N}+#./]+/u);

/**
 * `Python (45%), SQL (38%) and R (12%)`, where a table prints 54%, 38% and 12%: values beside the labels of a column.
 * Of one passage more of them must stand in one column than not, all of them near it, and the odd one nowhere else.
 */
export function* quotedBeside(reading: Reading): Generator<Outcome> {
  const quoted = quotedIn(reading);
  const inLists = new Set(listColumns(reading).flatMap(({ rows }) => rows.map(({ number }) => number.start)));
  const values = timesOf(reading);
  let from = 0;
  for (const odd of quoted) {
    while ((quoted[from]?.number.start ?? Infinity) < odd.number.start - NEAR) from += 1;
    if (odd.printed.some(({ number }) => isSame(odd.number, number))) {
      yield agrees;
      continue;
    }
    if (odd.number.bound !== 'exactly' || (values.get(keyOf(odd.number)) ?? 0) > 1) continue;
    const passage: Quoted[] = [];
    for (let i = from; (quoted[i]?.number.start ?? Infinity) <= odd.number.start + NEAR; i += 1) {
      const one = quoted[i];
      if (one && one.label !== odd.label) passage.push(one);
    }
    const cell = odd.printed.find(({ column, number }) => {
      if (number.kind !== odd.number.kind) return false;
      const ofColumn = passage.flatMap((one) =>
        one.printed.filter((each) => each.column === column).map((each) => ({ one, each })),
      );
      // "no answer" that stands below many questions is one
      const agreeing = ofColumn.filter(({ one, each }) => isSame(one.number, each.number));
      const same = new Set(agreeing.map(({ one }) => one.label)).size;
      const others = ofColumn.length - agreeing.length;
      const isComment = !inLists.has(odd.number.start) && Math.abs(number.start - odd.number.start) < COMMENT;
      return (same >= 2 && same > 2 * others) || (isComment && others === 0 && same >= 1);
    });
    if (cell && !isPartOf(reading, odd.number, cell.number) && !areOfOthers(reading, odd.number, cell.number))
      yield note(
        odd.number,
        `line ${reading.lineOf(cell.number.start)} prints ${cell.number.printed} for ${odd.label}, as it does the ` +
          `values of others that stand here; here it is ${odd.number.printed}`,
      );
  }
}

/** `Series A: 179 of 256`: a part of what the table prints, and not its value. */
function isPartOf({ text, within }: Reading, part: NumberInText, whole: NumberInText): boolean {
  if (!/^\s(?:out\s)?of\s/.test(text.slice(part.end, part.end + 10))) return false;
  return within(part.end, part.end + 40).some((one) => isSame(one, whole));
}

const ofWhat = latin(/^[*_`)]{0,3}\sof\s(?:(?:the|all|our)\s)?((?:\p{L}[\p{L}-]*\s?){1,3})/u);

/** `43% of jobs` and `52% of remote jobs`: shares of two wholes. */
function areOfOthers({ text }: Reading, a: NumberInText, b: NumberInText): boolean {
  const [one, other] = [a, b].map(({ end }) =>
    ofWhat
      .exec(text.slice(end, end + 60))?.[1]
      ?.trim()
      .toLowerCase(),
  );
  return one !== undefined && other !== undefined && one !== other;
}

/** Every value that stands beside a label of a column that is not its own. */
function quotedIn(reading: Reading): Quoted[] {
  const byWord = { first: new Map<string, Printed[]>(), last: new Map<string, Printed[]>() };
  const add = (map: Map<string, Printed[]>, word: string | undefined, one: Printed): void => {
    if (word !== undefined) map.set(word.toLowerCase(), [...(map.get(word.toLowerCase()) ?? []), one]);
  };
  const columns = [...labelledColumns(reading), ...listColumns(reading)];
  if (columns.reduce((sum, { rows }) => sum + rows.length, 0) > MOST) return [];
  columns.forEach(({ rows }, column) => {
    if (rows.length < 3 || rows.length > 60) return;
    for (const { label, number } of rows) {
      if (!/\p{L}{2}/u.test(label) && !/^[A-Z]$/.test(label)) continue;
      const one = { label: label.trim(), number, column };
      add(byWord.first, wordAtStart.exec(one.label)?.[0], one);
      add(byWord.last, wordAtEnd.exec(one.label)?.[0], one);
    }
  });
  if (byWord.first.size === 0) return [];
  return reading.quantified.flatMap((sentence) =>
    reading.within(sentence.start, sentence.end).flatMap((number): Quoted[] => {
      if (!['share', 'count', 'money'].includes(number.kind) || number.form !== 'digits' || !single(number)) return [];
      const before = textBefore(reading, sentence.start, number).replace(between, '');
      const headed = headOf(reading, sentence, number);
      const after = reading.text.slice(number.end, sentence.end);
      const ahead = behind.exec(after);
      const rest = ahead === null ? '' : after.slice(ahead[0].length);
      const elsewhere = (map: Map<string, Printed[]>, word: string | undefined): Printed[] =>
        (map.get(word?.toLowerCase() ?? '') ?? []).filter((one) => one.number.start !== number.start);
      const found =
        longest(elsewhere(byWord.last, wordAtEnd.exec(before)?.[0]).filter(({ label }) => endsWith(before, label))) ??
        longest(elsewhere(byWord.last, wordAtEnd.exec(headed)?.[0]).filter(({ label }) => endsWith(headed, label))) ??
        longest(elsewhere(byWord.first, wordAtStart.exec(rest)?.[0]).filter(({ label }) => startsWith(rest, label)));
      return found ? [{ ...found, number }] : [];
    }),
  );
}

/** `- Python: With 57,326 mentions it is third`: what an item is headed by, where it prints one number of its kind. */
function headOf(reading: Reading, { text, start, end }: ReadSentence, number: NumberInText): string {
  const head = /^\s*(?:[-*•–]\s*)([^:\n]{1,40}):\s/.exec(text)?.[1];
  const isOnly = reading.within(start, end).filter(({ kind }) => kind === number.kind).length === 1;
  return head !== undefined && isOnly ? head.trim() : '';
}

const textBefore = ({ text }: Reading, start: number, number: NumberInText): string =>
  text.slice(Math.max(start, number.start - LONGEST_LABEL), number.start);

/** The counts of a list, and its shares, as columns. */
const listColumns = (reading: Reading): LabelledColumn[] =>
  reading.lists.flatMap(({ items }) =>
    (['count', 'share'] as const).map((kind) => ({
      header: '',
      rows: items.flatMap(({ label, start, end }) => {
        const number = reading.within(start, end).find((one) => one.kind === kind && single(one));
        return number ? [{ label: label.replace(/[*_`]/g, ''), number }] : [];
      }),
    })),
  );

/** The longest of the labels that match, with all that is printed for it. */
function longest(all: readonly Printed[]): { label: string; printed: readonly Printed[] } | undefined {
  const [label] = all.map((one) => one.label).sort((a, b) => b.length - a.length);
  return label === undefined ? undefined : { label, printed: all.filter((one) => one.label === label) };
}

const endsWith = (text: string, label: string): boolean =>
  text.toLowerCase().endsWith(label.toLowerCase()) && !/[\p{L}\p{N}/+-]$/u.test(text.slice(0, -label.length));

const startsWith = (text: string, label: string): boolean =>
  text.toLowerCase().startsWith(label.toLowerCase()) && !/^[\p{L}\p{N}/+-]/u.test(text.slice(label.length));

const keyOf = (number: NumberInText): string => `${number.kind} ${single(number)?.value ?? ''}`;

function timesOf({ numbers }: Reading): Map<string, number> {
  const times = new Map<string, number>();
  for (const number of numbers) times.set(keyOf(number), (times.get(keyOf(number)) ?? 0) + 1);
  return times;
}

function isSame(a: NumberInText, b: NumberInText): boolean {
  const [one, other] = [single(a), single(b)];
  return a.kind === b.kind && one !== undefined && other !== undefined && overlap(allowed(a, one), allowed(b, other));
}
