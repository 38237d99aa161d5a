import type { AuditedText } from '../../text/audited-text.js';
import type { LabelledList } from '../../text/lists.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, readNumber } from '../../text/printed-number.js';
import type { Sentence } from '../../text/sentences.js';
import type { TextTable } from '../../text/tables.js';
import { isDuration } from '../duration.js';
import type { Detected, Detector } from '../finding.js';
import { grouped } from '../words.js';

/** Parts further from the whole than this were not meant to be all of it. */
const NEAR = 0.12;

/**
 * Parts that do not add to their whole: counts and amounts that a sentence, a table's row of totals or an equation puts
 * together, percentages that are said to share out everything. Rounding is allowed for; percentages of several answers
 * each, and lists that are said to be a selection, are let be.
 */
export const sum: Detector = {
  checks: 'sums of parts',
  detect(text) {
    const outcomes = [
      ...text.sentences.flatMap((sentence) =>
        firstOf(
          () => equation(text, sentence),
          () => enumeration(text, sentence),
          () => totalAmount(text, sentence),
          () => sharedOut(text, sentence),
          () => split(text, sentence),
        ),
      ),
      ...text.tables.flatMap(totals),
      ...text.lists.flatMap((list) => partsOfList(text, list)),
    ];
    return { findings: outcomes.filter((outcome) => outcome !== 'agrees'), checked: outcomes.length };
  },
};

type Outcome = Detected | 'agrees';

function firstOf(...looks: readonly (() => Outcome | undefined)[]): Outcome[] {
  for (const look of looks) {
    const outcome = look();
    if (outcome !== undefined) return [outcome];
  }
  return [];
}

const valueOf = ({ values }: NumberInText): PrintedNumber | undefined => (values.length === 1 ? values[0] : undefined);
const decimalsOf = (numbers: readonly PrintedNumber[]): number =>
  Math.max(...numbers.map(({ step }) => (step >= 1 ? 0 : Math.round(-Math.log10(step)))));

/** Adds printed numbers as whole multiples of their finest step, so that 0.1 + 0.2 is 0.3. */
function total(numbers: readonly PrintedNumber[]): number {
  const step = Math.min(...numbers.map((number) => number.step));
  return numbers.reduce((sum, { value }) => sum + Math.round(value / step), 0) * step;
}

/** What rounding may hide: whole counts nothing, other numbers half a unit each. */
const slack = (numbers: readonly PrintedNumber[]): number =>
  numbers.reduce((sum, { step, value }) => sum + (step === 1 && Number.isInteger(value) ? 0 : step / 2), 0) *
    (1 + 1e-9) +
  1e-9;
const roundingOf = (numbers: readonly PrintedNumber[]): number =>
  numbers.reduce((sum, { step }) => sum + step / 2, 0) * (1 + 1e-9) + 1e-9;

const addition = (parts: readonly PrintedNumber[], whole: PrintedNumber, unit: string): string => {
  const decimals = decimalsOf([...parts, whole]);
  const sum = total(parts);
  const terms = parts.map(({ value }) => grouped(value, decimals)).join(' + ');
  const difference = whole.value - sum;
  return `${terms} = ${grouped(sum, decimals)}${unit}, not ${grouped(whole.value, decimals)}${unit}: ${grouped(Math.abs(difference), decimals)} too ${difference > 0 ? 'few' : 'many'}`;
};

/** `429 + 425 + 247 = 1,101`, written out. */
function equation(text: AuditedText, { text: sentence, start }: Sentence): Outcome | undefined {
  const number = '\\$?\\d[\\d,.]{0,14}\\d%?|\\$?\\d%?';
  const match = new RegExp(
    `(?<![\\d.,*/×^-]\\s?)((?:${number})(?:\\s?\\+\\s?(?:${number})){1,40})\\s?=\\s?(${number})(?!\\s?[-+*/×\\d])`,
  ).exec(sentence);
  if (!match?.[1] || !match[2]) return undefined;
  const read = (digits: string): PrintedNumber => readNumber(digits.replace(/[$%]/g, ''), text.style);
  const [parts, whole] = [match[1].split('+').map((part) => read(part.trim())), read(match[2])];
  if (Math.abs(total(parts) - whole.value) <= slack([...parts, whole])) return 'agrees';
  return {
    start: start + match.index,
    end: start + match.index + match[0].length,
    severity: 'error',
    arithmetic: addition(parts, whole, ''),
  };
}

const selection =
  /\b(?:includ(?:es?|ing)|such as|for example|e\.g\.|among (?:them|others)|top|most (?:of|common|notably)|mostly|mainly|common|popular|largest|biggest|notably|led by|at least|especially|overlap|both|multiple|more than one|several|each|per|respectively|up from|down from|compared|against|versus|vs|either|than|while|whereas|rose|fell|grew)\b/i;
const putTogether =
  /(?:[:–—]|\s-|\(|\b(?:came|come|comes|coming) from|\bgo(?:es)? to|\bwent to|\b(?:split|divided|broken down|made up|consist(?:s|ed|ing)?|compris(?:es|ed|ing)|namely|of whom|of which|breakdown|into)\b)/;

/** `1,101 adverts: 429 for …, 425 for … and 247 for …`; the first number is the whole, all the others its parts. */
function enumeration(text: AuditedText, sentence: Sentence): Outcome | undefined {
  const numbers = text
    .within(sentence.start, sentence.end)
    .filter((number) => !['date', 'name', 'ordinal', 'vague'].includes(number.kind) && !isDuration(text.text, number));
  const whole = numbers.find(({ kind, form }) => (kind === 'count' || kind === 'money') && form === 'digits');
  if (!whole) return undefined;
  const same = numbers.filter(
    ({ kind, start, form }) => kind === whole.kind && start > whole.start && form === 'digits',
  );
  const others = numbers.filter(({ kind, start }) => kind !== whole.kind && start > whole.start && kind !== 'share');
  const wholeValue = valueOf(whole);
  const parts = same.flatMap((number) => valueOf(number) ?? []);
  const [first] = same;
  if (!wholeValue || !first || parts.length < 2 || parts.length !== same.length || others.length > 0) return undefined;
  if (
    [whole, ...same].some(({ bound }) => bound !== 'exactly') ||
    parts.some(({ value }) => value >= wholeValue.value || value <= 0)
  )
    return undefined;
  const lead = text.text.slice(whole.end, first.start);
  const rest = text.text.slice(whole.end, sentence.end);
  if (!putTogether.test(lead) || lead.length > 90 || selection.test(rest)) return undefined;
  // parts follow each other: a comma, "and", a bracket or a semicolon between each and the next
  for (let i = 1; i < same.length; i += 1) {
    const [a, b] = [same[i - 1], same[i]];
    if (!a || !b || !/(?:[,;()+]|\band\b|&)/.test(text.text.slice(a.end, b.start)) || b.start - a.end > 80)
      return undefined;
  }
  const difference = Math.abs(total(parts) - wholeValue.value);
  if (difference <= slack([...parts, wholeValue])) return 'agrees';
  // parts of shares or of part of the whole were never meant to add
  if (difference > NEAR * wholeValue.value || parts.length < 2) return undefined;
  return {
    start: whole.start,
    end: same.at(-1)?.end ?? whole.end,
    severity: 'error',
    arithmetic: addition(parts, wholeValue, ''),
  };
}

/** `base $162,080, cash $49,942, total $212,022`: the amount behind "total" is the sum of the others. */
function totalAmount(text: AuditedText, sentence: Sentence): Outcome | undefined {
  const amounts = text.within(sentence.start, sentence.end).filter(({ kind }) => kind === 'money');
  const whole = amounts.at(-1);
  const wholeValue = whole && valueOf(whole);
  const parts = amounts.slice(0, -1).flatMap((number) => valueOf(number) ?? []);
  if (!whole || !wholeValue || parts.length < 2 || parts.length !== amounts.length - 1) return undefined;
  const before = text.text.slice(amounts.at(-2)?.end ?? sentence.start, whole.start);
  if (
    !/\btotal(?:s|ing|l?ed)?\b[^.;]{0,60}$/i.test(before) ||
    parts.some(({ value }) => value >= wholeValue.value) ||
    selection.test(sentence.text)
  )
    return undefined;
  const about = amounts.some(({ bound }) => bound === 'about') ? 0.01 * wholeValue.value : 0;
  const difference = Math.abs(total(parts) - wholeValue.value);
  if (
    difference <=
    slack([...parts, wholeValue]) +
      (parts.some(({ step }) => step !== 1) ? roundingOf([...parts, wholeValue]) : 0) +
      about
  )
    return 'agrees';
  if (difference > NEAR * wholeValue.value) return undefined;
  return {
    start: amounts[0]?.start ?? whole.start,
    end: whole.end,
    severity: 'error',
    arithmetic: addition(parts, wholeValue, ''),
  };
}

const everything =
  /\b(?:split|divided|divides?|breakdown|broke down|the rest|the remainder|remaining|the other|undecided|don[’']t know|no (?:answer|opinion)|unsure|did not (?:say|answer)|neither|respectively|make up the)\b/i;
const severalAnswers =
  /\b(?:several|multiple|more than one|each of|tick|all that apply|any of|could (?:choose|pick|name)|also|both|overlap|up from|down from|from|than|compared|versus|vs|while|among|growth|rose|fell|largest|smallest|highest|lowest|trimmed|mean)\b/i;

/** Percentages that share out everything: `41% in favour, 38% against and 25% undecided`. */
function sharedOut(text: AuditedText, sentence: Sentence): Outcome | undefined {
  const shares = text
    .within(sentence.start, sentence.end)
    .filter(({ kind, form }) => kind === 'share' && form === 'digits');
  const parts = shares.flatMap((number) => valueOf(number) ?? []);
  const [first] = shares;
  const last = shares.at(-1);
  if (
    !first ||
    !last ||
    parts.length !== shares.length ||
    parts.length < 2 ||
    shares.some(({ bound }) => bound !== 'exactly')
  )
    return undefined;
  if (
    !everything.test(sentence.text) ||
    severalAnswers.test(sentence.text) ||
    parts.some(({ value }) => value <= 0 || value >= 100)
  )
    return undefined;
  if (
    parts.length === 2 &&
    !/\b(?:the (?:rest|remaining|remainder|other))\b[^.;]{0,40}$/i.test(text.text.slice(first.end, last.start))
  )
    return undefined;
  // a rest without a number of its own is whatever is left
  if (/\b(?:the rest|the remainder|the others)\b/i.test(text.text.slice(last.end, sentence.end))) return undefined;
  const whole: PrintedNumber = { value: 100, step: 0, decimals: 0 };
  const sum = total(parts);
  if (Math.abs(sum - 100) <= roundingOf(parts)) return 'agrees';
  if (Math.abs(sum - 100) > 15) return undefined;
  return {
    start: first.start,
    end: last.end,
    severity: 'error',
    arithmetic: addition(parts, { ...whole, step: Math.min(...parts.map(({ step }) => step)) }, '%'),
  };
}

/** `a 64/36 split`. */
function split(_: AuditedText, { text: sentence, start }: Sentence): Outcome | undefined {
  const match = /(?<![\d./–-])(\d{1,2})\s?[/–-]\s?(\d{1,2})(?:\s?[/–-]\s?(\d{1,2}))?\ssplit\b/.exec(sentence);
  if (!match) return undefined;
  const parts = match.slice(1).flatMap((digits) => (digits === undefined ? [] : [readNumber(digits, 'point')]));
  const sum = total(parts);
  if (sum === 100 || sum === 10 || Math.abs(sum - 100) > 15) return 'agrees';
  return {
    start: start + match.index,
    end: start + match.index + match[0].length,
    severity: sum >= 99 && sum <= 101 ? 'note' : 'error',
    arithmetic: addition(parts, { value: 100, step: 1, decimals: 0 }, '%'),
  };
}

const noSum =
  /\b(?:mean|average|avg|median|rate|per|ratio|index|score|price|year|rank|age|change|growth|sd|se|odds|p)\b|[Δ×]/i;

/** Columns above a row of totals. */
function totals({ header, rows }: TextTable): Outcome[] {
  const labels = rows.map((row) => (row[0]?.text ?? '').replace(/[*_:]/g, '').trim());
  const at = labels.findIndex((label) => /^(?:grand\s)?(?:total|totals|sum|insgesamt|summe|gesamt)$/i.test(label));
  if (at === -1 || (at !== rows.length - 1 && at !== 0) || rows.length < 3) return [];
  const parts = rows.filter(
    (_, i) => i !== at && !/\b(?:of which|subtotal|sub-total|thereof)\b/i.test(labels[i] ?? ''),
  );
  if (parts.length !== rows.length - 1) return [];
  const width = rows[at]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => column)
    .slice(1)
    .flatMap((column): Outcome[] => {
      const whole = only(rows[at]?.[column]?.numbers);
      const wholeValue = whole && valueOf(whole);
      if (!whole || !wholeValue || noSum.test(header[column]?.text ?? '') || whole.bound !== 'exactly') return [];
      const cells = parts.map((row) => only(row[column]?.numbers));
      const values = cells.flatMap((number) =>
        number?.kind === whole.kind && number.bound === 'exactly' ? (valueOf(number) ?? []) : [],
      );
      // an empty cell or a dash counts nothing, anything else makes the column no sum
      if (values.length < 2 || parts.some((row, i) => !cells[i] && !/^(?:[-–—]|n\/a|)$/i.test(row[column]?.text ?? '')))
        return [];
      if (values.length !== cells.filter((number) => number !== undefined).length) return [];
      if (whole.kind === 'share' && Math.abs(wholeValue.value - 100) > 1) return [];
      if (!['share', 'count', 'money', 'measure'].includes(whole.kind) || wholeValue.value === 0) return [];
      const sum = total(values);
      const allowed = whole.kind === 'share' ? roundingOf([...values, wholeValue]) : slack([...values, wholeValue]);
      const difference = Math.abs(sum - wholeValue.value);
      if (difference <= allowed) return ['agrees'];
      // averages, and totals over people who are in several rows, are not near the sum
      if (difference > 0.25 * Math.abs(wholeValue.value)) return [];
      return [
        {
          start: whole.start,
          end: whole.end,
          severity: 'error',
          arithmetic: addition(values, wholeValue, whole.kind === 'share' ? '%' : ''),
        },
      ];
    });
}

const only = (numbers: readonly NumberInText[] | undefined): NumberInText | undefined =>
  numbers?.length === 1 ? numbers[0] : undefined;

/** Lists and headings that look like all parts of a whole and fall short of it, or go beyond: worth a look, no more. */
function partsOfList(text: AuditedText, { items, intro, heading }: LabelledList): Outcome[] {
  const counts = items.flatMap(({ count }) => count ?? []);
  const [first, last] = [items[0], items.at(-1)];
  if (counts.length !== items.length || items.length < 3 || !first || !last) return [];
  const sum = total(counts);

  // with percentages that add to about everything, their common n is the whole
  const shares = items.flatMap(({ share }) => share ?? []);
  if (shares.length === items.length) {
    const sumOfShares = total(shares);
    if (sumOfShares < 95 || sumOfShares > 105) return [];
    const ranges = items.flatMap(({ count, share }) =>
      count && share && share.value > 0
        ? [
            {
              low: (100 * count.value) / (share.value + share.step / 2),
              high: (100 * count.value) / (share.value - share.step / 2),
            },
          ]
        : [],
    );
    const [low, high] = [
      Math.ceil(Math.max(...ranges.map((range) => range.low)) - 1e-9),
      Math.floor(Math.min(...ranges.map((range) => range.high)) + 1e-9),
    ];
    if (low > high || sum > high || selection.test(intro.text)) return [];
    if (sum >= low) return ['agrees'];
    const of = low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`;
    return [
      {
        start: first.start,
        end: first.end,
        severity: 'note',
        arithmetic: `${counts.map(({ value }) => grouped(value)).join(' + ')} = ${grouped(sum)}, while the percentages are of ${of}: ${grouped(low - sum)} are in none of the ${items.length}`,
      },
    ];
  }

  // "By category:" below a number of the same things
  if (
    heading !== '' ||
    shares.length > 0 ||
    !/\b(?:by|break(?:s|ing)?\s?down|breakdown|split|divided|categories|consists?|of (?:these|those|them|which))\b/i.test(
      intro.text,
    ) ||
    selection.test(intro.text)
  )
    return [];
  const before = text
    .within(Math.max(0, intro.start - 400), first.start)
    .filter(({ kind, bound, values }) => kind === 'count' && bound === 'exactly' && values.length === 1);
  const whole = before.findLast((number) => unitAfter(text, number) === first.unit && number.start < first.start);
  const wholeValue = whole && valueOf(whole);
  if (!whole || !wholeValue || first.unit === '') return [];
  if (sum === wholeValue.value) return ['agrees'];
  if (Math.abs(sum - wholeValue.value) > NEAR * wholeValue.value) return [];
  return [
    {
      start: first.start,
      end: last.end,
      severity: 'note',
      arithmetic: `${addition(counts, wholeValue, '')} (line ${text.lineOf(whole.start)})`,
    },
  ];
}

const unitAfter = (text: AuditedText, { end }: NumberInText): string =>
  /^\s(\p{L}[\p{L}-]{0,30})/u.exec(text.text.slice(end, end + 32))?.[1] ?? '';
