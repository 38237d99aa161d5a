import { grim } from '../../stats/grim.js';
import type { AuditedText } from '../../text/audited-text.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import type { Sentence } from '../../text/sentences.js';
import type { Detected, Detector } from '../finding.js';
import { sameLabel } from '../labels.js';
import { columnN } from './impossible-percentage.js';

/**
 * The same quantity with two values: two sentences that say the same words of different numbers, a number that is a bound
 * in one place and exact in another, and one that was rounded again after it had been rounded in a table. What is the same
 * is told by words alone, so this looks only where they leave little doubt.
 */
export const printedTwice: Detector = {
  checks: 'quantities printed twice',
  detect(text) {
    const outcomes = [...sameWords(text), ...boundAndExact(text), ...roundedAgain(text)];
    return { findings: outcomes.filter((outcome) => outcome !== 'agrees'), checked: outcomes.length };
  },
};

type Outcome = Detected | 'agrees';

/** A sentence's only quantity, and the words that say of what. */
interface Statement {
  readonly number: NumberInText;
  readonly value: PrintedNumber;
  readonly words: ReadonlySet<string>;
  readonly sentence: Sentence;
}

const stop = new Set(
  'a an the of in on at to for from by with and or is was were are be been has have had we i it they you our their its this that these those there as all so then than who which what when some only just about around roughly approximately nearly almost also still one two total altogether overall did do does not later earlier above below here again'.split(
    ' ',
  ),
);
/** Rough stems, so that "disclose", "disclosed" and "disclosure" are one word. */
const stem = (word: string): string =>
  word.length <= 4
    ? word.replace(/(?<=\w{2}[^s])s$/, '')
    : word.replace(/(?:ations?|ings?|ures?|ed|es|e|s|er|ers|ors?|ion|ions|y|ies)$/, '');

/** Words that name the form of a quantity and not what it is of. */
const form = new Set(
  [
    'rate',
    'share',
    'percent',
    'percentage',
    'proportion',
    'number',
    'figure',
    'level',
    'less',
    'fewer',
    'more',
    'under',
    'below',
    'over',
    'above',
    'least',
    'most',
  ].map((word) => stem(word)),
);

/** The stems of a stretch's words, without numbers, stop words and, unless told otherwise, with years and names. */
function wordsOf(
  text: AuditedText,
  { start, end }: { start: number; end: number },
  without: NumberInText,
): Set<string> {
  const own = `${text.text.slice(start, without.start)} ${text.text.slice(without.end, end)}`;
  // one-letter names ("plan A") and years tell quantities apart, articles do not
  const words = own.replace(/(?:^|[.!?]\s+)A\s/g, ' ').match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu) ?? [];
  return new Set(
    words.flatMap((word) =>
      /^[B-HJ-Z]$|^A$/.test(word) ? [word] : stop.has(word.toLowerCase()) ? [] : [stem(word.toLowerCase())],
    ),
  );
}

function statementsOf(text: AuditedText): Statement[] {
  return text.sentences.flatMap((sentence) => {
    if (!sentence.prose || sentence.text.length > 320) return [];
    const numbers = text
      .within(sentence.start, sentence.end)
      .filter(({ kind }) => !['date', 'name', 'ordinal'].includes(kind));
    const [number] = numbers;
    const value = number?.values[0];
    if (
      numbers.length !== 1 ||
      !number ||
      !value ||
      number.values.length !== 1 ||
      number.form === 'words' ||
      !['share', 'count', 'money', 'points'].includes(number.kind)
    )
      return [];
    // a count is one of things that are named, and of more than a few
    if (
      number.kind === 'count' &&
      (value.value < 10 || !/^\s(?:\p{L}+\s)?\p{Ll}+s\b/u.test(text.text.slice(number.end, number.end + 48)))
    )
      return [];
    return [{ number, value, sentence, words: wordsOf(text, sentence, number) }];
  });
}

const severalStudies =
  /\b(?:study|experiment|wave|round|survey|sample|trial|cohort|site|group|case)s?\s(?:\d|one|two|I{1,3}|[AB])\b/i;
/** Words that move a sentence to another time or another part. */
const moving =
  /\b(?:now|today|then|earlier|later|previous(?:ly)?|before|after|last|next|since|again|former|latter|second|first|third|another|other|remaining|rest|new|old|ago)\b/i;

/** Two sentences with the same words and different numbers. A sentence that comes with three numbers is a form that is filled in. */
function sameWords(text: AuditedText): Outcome[] {
  const byWords = new Map<string, Statement[]>();
  const several = severalStudies.test(text.text);
  for (const statement of statementsOf(text)) {
    if (statement.words.size < 2 || moving.test(statement.sentence.text)) continue;
    const key = `${statement.number.kind} ${[...statement.words].sort().join(' ')}`;
    const same = byWords.get(key);
    if (same) same.push(statement);
    else byWords.set(key, [statement]);
  }
  return [...byWords.values()].flatMap(([first, ...others]): Outcome[] => {
    if (!first || others.length === 0 || new Set([first, ...others].map(({ value }) => value.value)).size > 2)
      return [];
    return others.map((statement) => {
      const [a, b] = [rangeOf(first), rangeOf(statement)];
      if (a.low <= b.high + 1e-9 && b.low <= a.high + 1e-9) return 'agrees';
      return {
        start: statement.number.start,
        end: statement.number.end,
        severity: several ? 'note' : 'error',
        arithmetic: `line ${text.lineOf(first.number.start)} prints ${asPrinted(first.number)} in the same words; here it is ${asPrinted(statement.number)}`,
      };
    });
  });
}

/** The values that a printed number leaves open. */
function rangeOf({ number, value }: Pick<Statement, 'number' | 'value'>): { low: number; high: number } {
  const rounded = roundedFrom(value);
  switch (number.bound) {
    case 'below':
    case 'at most':
      return { low: 0, high: value.value };
    case 'above':
    case 'at least':
      return { low: value.value, high: Infinity };
    case 'about':
      return {
        low: value.value - Math.max(2 * value.step, 0.1 * Math.abs(value.value)),
        high: value.value + Math.max(2 * value.step, 0.1 * Math.abs(value.value)),
      };
    case 'exactly':
      return value.step === 1 && number.kind === 'count' ? { low: value.value, high: value.value } : rounded;
  }
}

const asPrinted = ({ bound, printed }: NumberInText): string =>
  bound === 'exactly' || /^[<>≤≥~≈]/.test(printed)
    ? printed
    : `${bound === 'below' ? 'less than' : bound === 'above' ? 'more than' : bound} ${printed}`;

/**
 * `Less than 5% disclose pay`, and elsewhere `The disclosure rate is 5%`: the same digits, bounded here and exact there,
 * where the exact sentence has no word, besides those for a rate, that the other lacks.
 */
function boundAndExact(text: AuditedText): Outcome[] {
  const bounded: { number: NumberInText; value: PrintedNumber; words: ReadonlySet<string> }[] = [];
  for (const sentence of text.sentences) {
    for (const number of text.within(sentence.start, sentence.end)) {
      const [value] = number.values;
      if (
        number.kind !== 'share' ||
        number.form !== 'digits' ||
        number.values.length !== 1 ||
        !value ||
        !['below', 'above'].includes(number.bound)
      )
        continue;
      bounded.push({ number, value, words: wordsOf(text, clauseAround(text, sentence, number), number) });
      if (bounded.length > 500) return [];
    }
  }
  if (bounded.length === 0) return [];
  return statementsOf(text).flatMap((statement): Outcome[] => {
    const { number, value, words } = statement;
    if (number.kind !== 'share' || number.bound !== 'exactly') return [];
    const telling = [...words].filter((word) => !form.has(word));
    if (telling.length === 0 || telling.length > 6) return [];
    const same = bounded.find(
      (other) => other.value.value === value.value && telling.every((word) => other.words.has(word)),
    );
    if (!same) return [];
    const below = same.number.bound === 'below';
    const { low, high } = roundedFrom(value);
    const span = below ? `from ${low} up to ${value.value}` : `from ${value.value} up to ${high}`;
    return [
      {
        start: number.start,
        end: number.end,
        severity: 'note',
        arithmetic: `line ${text.lineOf(same.number.start)} prints ${asPrinted(same.number)}, here it is ${number.printed}: both hold only ${span}%`,
      },
    ];
  });
}

/** The part of a sentence around a number, between brackets, colons, semicolons and dashes. */
function clauseAround(
  text: AuditedText,
  { start, end }: Sentence,
  number: NumberInText,
): { start: number; end: number } {
  const before = text.text.slice(start, number.start);
  const after = text.text.slice(number.end, end);
  const from = Math.max(
    ...['(', ')', ';', ':', ' — ', ' – ', '. '].map(
      (mark) => before.lastIndexOf(mark) + (before.includes(mark) ? mark.length : 0),
    ),
    0,
  );
  const to = after.search(/[();:]|\s[—–]\s|[.,]\s/);
  return { start: start + from, end: to === -1 ? end : number.end + to };
}

/**
 * `30% mention X`, where a table prints 29.5% for X and its n leaves one count, 86 of 292, which is 29.45% and rounds to
 * 29%: the table's figure was rounded once more.
 */
function roundedAgain(text: AuditedText): Outcome[] {
  const rows = text.tables.flatMap(({ header, rows }) =>
    rows.map((row) => ({
      label: row[0]?.text ?? '',
      cells: row.flatMap((cell, column) => {
        const n = columnN(header[column]?.text ?? '');
        const [number, ...more] = cell.numbers;
        return n !== undefined && number?.kind === 'share' && number.values.length === 1 && more.length === 0
          ? [{ number, n }]
          : [];
      }),
    })),
  );
  const labelled = rows.filter(({ label, cells }) => label.length > 1 && cells.length > 0);
  if (labelled.length === 0) return [];
  return text.sentences.flatMap((sentence) =>
    text.within(sentence.start, sentence.end).flatMap((number): Outcome[] => {
      const [coarse] = number.values;
      if (number.kind !== 'share' || number.values.length !== 1 || !coarse || number.bound !== 'exactly') return [];
      const said = text.text.slice(number.end, Math.min(sentence.end, number.end + 90)).replace(/[.;,].*$/s, '');
      const row = labelled.find(({ label }) => sameLabel.within(said, label));
      if (!row) return [];
      const cell = row.cells.find(
        ({
          number: {
            values: [fine],
          },
        }) => fine && fine.step < coarse.step && Math.abs(fine.value - coarse.value) <= coarse.step / 2 + 1e-9,
      );
      const [fine] = cell?.number.values ?? [];
      if (!cell || !fine) return [];
      const [k, ...others] = grim({ percent: fine.value, decimals: fine.decimals, n: cell.n }).counts;
      if (k === undefined || others.length > 0) return [];
      const exact = (100 * k) / cell.n;
      if (Math.abs(exact - coarse.value) <= (coarse.step / 2) * (1 + 1e-9)) return ['agrees'];
      return [
        {
          start: number.start,
          end: number.end,
          severity: 'note',
          arithmetic: `line ${text.lineOf(cell.number.start)} prints ${cell.number.printed} of ${cell.n}, which only ${k} of ${cell.n} gives: ${exact.toFixed(fine.decimals + 1)}%, so ${exact.toFixed(coarse.decimals)}%. Here the table's figure was rounded once more`,
        },
      ];
    }),
  );
}
