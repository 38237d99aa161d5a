import type { AuditedText } from '../../text/audited-text.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import type { Sentence } from '../../text/sentences.js';
import type { Detected, Detector } from '../finding.js';
import { labelledValues, sameLabel } from '../labels.js';

/**
 * "Twice as common", "2.6x more than", "rose from 4% to 6%, an increase of 50%": recomputed from the two values in the
 * sentence, or from those that a list or table gives for the two names.
 */
export const ratio: Detector = {
  checks: 'ratios and changes beside their two values',
  detect(text) {
    const findings: Detected[] = [];
    let checked = 0;
    for (const sentence of text.sentences) {
      for (const outcome of [
        changeOf(text, sentence),
        ratioInSentence(text, sentence) ?? ratioByLabels(text, sentence),
      ]) {
        if (outcome === undefined) continue;
        checked += 1;
        if (outcome !== 'agrees') findings.push(outcome);
      }
    }
    return { findings, checked };
  },
};

type Outcome = Detected | 'agrees' | undefined;

const one = (number: NumberInText | undefined): PrintedNumber | undefined =>
  number?.values.length === 1 ? number.values[0] : undefined;
const shown = ({ value, decimals }: PrintedNumber, kind: NumberInText['kind']): string =>
  `${value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })}${kind === 'share' ? '%' : ''}`;

/** `rose from A to B, an increase of C%`, in percent or in percentage points. */
function changeOf(text: AuditedText, sentence: Sentence): Outcome {
  if (
    !/\bfrom\b/.test(sentence.text) ||
    !/\b(?:rose|risen|rise|rising|grew|grown|growth|increase[ds]?|increasing|jump(?:ed)?|climb(?:ed)?|up|fell|fall(?:en)?|falling|drop(?:ped)?|decline[ds]?|decrease[ds]?|down|went|shrank|dipped|slid|cut|gain(?:ed)?|lost|loss)\b/.test(
      sentence.text,
    )
  )
    return undefined;
  const numbers = text
    .within(sentence.start, sentence.end)
    .filter(({ kind }) => kind !== 'date' && kind !== 'name' && kind !== 'ordinal');
  for (let i = 0; i + 2 < numbers.length + 0; i += 1) {
    const [a, b, c] = [numbers[i], numbers[i + 1], numbers[i + 2]];
    const [from, to, change] = [one(a), one(b), one(c)];
    if (!a || !b || !c || !from || !to || !change || numbers.length !== 3) continue;
    const gap = (x: number, y: number): string => text.text.slice(x, y);
    if (
      !/\bfrom\s(?:[\p{L}]+\s){0,2}$/u.test(gap(Math.max(sentence.start, a.start - 24), a.start)) ||
      !/^(?:\s[\p{L}’'-]+){0,4}\s(?:to|down to|up to)\s$|^\s(?:in|last)\s[^.]{1,24}\sto\s$/u.test(gap(a.end, b.start))
    )
      continue;
    if (a.kind !== b.kind || a.bound === 'about' || b.bound === 'about' || c.bound !== 'exactly') return undefined;
    if (
      !/^[^.;]{0,30}?(?:,|\(|–|—|-|\bor\b)\s?(?:[^.;\d]{0,40})?$/.test(gap(b.end, c.start)) &&
      !/\b(?:increase|rise|drop|fall|decline|decrease|growth|gain)\sof\s$/.test(gap(b.end, c.start))
    )
      return undefined;
    if (/\b(?:while|whereas|but|per|with|among|for|than|last|previous|compared|of the)\b/.test(gap(b.end, c.start)))
      return undefined;
    const [low, high] = [roundedFrom(from), roundedFrom(to)];
    if (c.kind === 'points' || (c.kind === a.kind && a.kind === 'count')) {
      if (a.kind !== 'share' && c.kind === 'points') return undefined;
      const difference = Math.abs(to.value - from.value);
      return Math.abs(difference - Math.abs(change.value)) <= (from.step + to.step + change.step) / 2 + 1e-9
        ? 'agrees'
        : error(
            c,
            `${shown(from, a.kind)} to ${shown(to, b.kind)} is a change of ${difference.toFixed(from.decimals)}${c.kind === 'points' ? ' percentage points' : ''}; printed is ${c.printed}`,
          );
    }
    if (c.kind !== 'share' || from.value === 0) return undefined;
    if (!['share', 'count', 'money', 'measure'].includes(a.kind) || low.low <= 0) return undefined;
    const changes = [
      high.low / low.high - 1,
      high.low / low.low - 1,
      high.high / low.high - 1,
      high.high / low.low - 1,
    ].map((x) => Math.abs(100 * x));
    const own = roundedFrom({ ...change, value: Math.abs(change.value) });
    if (own.high >= Math.min(...changes) - 1e-9 && own.low <= Math.max(...changes) + 1e-9) return 'agrees';
    const relative = Math.abs(100 * (to.value / from.value - 1));
    const points = Math.abs(to.value - from.value);
    const meantPoints =
      a.kind === 'share' && Math.abs(points - Math.abs(change.value)) <= (from.step + to.step + change.step) / 2;
    return error(
      c,
      `${shown(from, a.kind)} to ${shown(to, b.kind)} is a change of ${relative.toFixed(1)}%${a.kind === 'share' ? `, or of ${points.toFixed(from.decimals)} percentage points` : ''}; printed is ${c.printed}${meantPoints ? ', which are points' : ''}`,
    );
  }
  return undefined;
}

const error = ({ start, end }: { start: number; end: number }, arithmetic: string): Detected => ({
  start,
  end,
  severity: 'error',
  arithmetic,
});

/** What a printed multiple allows: digits as they round, words half a multiple to either side, bounds one side. */
function allows(multiple: NumberInText, least: number, most: number, more: boolean): boolean | undefined {
  const printed = one(multiple);
  if (!printed) {
    const [from, to] = multiple.values;
    return from && to ? most >= roundedFrom(from).low && least <= roundedFrom(to).high : undefined;
  }
  const { value, step } = printed;
  const loose = multiple.form === 'words' ? Math.max(0.25, value * 0.15) : step / 2;
  // "three times more" is said of three times as many, and of four
  const fits = (wanted: number): boolean => {
    switch (multiple.bound) {
      case 'above':
      case 'at least':
        return most > wanted - 1e-9;
      case 'below':
      case 'at most':
        return least < wanted + 1e-9;
      case 'about':
        return most >= wanted * 0.8 && least <= wanted * 1.2;
      case 'exactly':
        return most >= wanted - loose && least <= wanted + loose;
    }
  };
  return fits(value) || (more && fits(value + 1));
}

const asMany = /^[\s-](?:as\s(?:\p{L}+\s){1,3}?(?:as|in)?|more|higher|greater|larger|faster|likelier|the\s)/u;

/** `Distillation (12.2%) is more than twice as common as pruning (5.1%)`: two values of one kind around one multiple. */
function ratioInSentence(text: AuditedText, sentence: Sentence): Outcome {
  const numbers = text
    .within(sentence.start, sentence.end)
    .filter(({ kind }) => kind !== 'date' && kind !== 'name' && kind !== 'ordinal');
  const multiples = numbers.filter(({ kind }) => kind === 'ratio');
  const [multiple] = multiples;
  const others = numbers.filter(
    (number) =>
      number !== multiple && ['share', 'count', 'money', 'measure'].includes(number.kind) && number.form === 'digits',
  );
  const [a, b] = others;
  const [x, y] = [one(a), one(b)];
  if (multiples.length !== 1 || numbers.length !== 3 || !multiple || !a || !b || !x || !y || a.kind !== b.kind)
    return undefined;
  if (!asMany.test(text.text.slice(multiple.end, multiple.end + 40)) && !/\btimes\b/.test(multiple.printed))
    return undefined;
  if (/\b(?:per|cost|price|each|every|n\s?=)\b/.test(sentence.text) || a.bound !== 'exactly' || b.bound !== 'exactly')
    return undefined;
  // both values beside what is compared: in brackets, or as "X against Y", "from X to Y"
  const bracketed =
    [a, b].every(({ start }) => text.text[start - 1] === '(') ||
    /^\)?\s?(?:against|versus|vs\.?|compared (?:with|to)|to|and)\s$/.test(text.text.slice(a.end, b.start));
  if (!bracketed) return undefined;
  const [larger, smaller] = x.value >= y.value ? [x, y] : [y, x];
  if (roundedFrom(smaller).low <= 0) return undefined;
  const [least, most] = [
    roundedFrom(larger).low / roundedFrom(smaller).high,
    roundedFrom(larger).high / roundedFrom(smaller).low,
  ];
  const fits = allows(
    multiple,
    least,
    most,
    /^\s(?:more|higher|greater|larger|faster|likelier)/.test(text.text.slice(multiple.end)),
  );
  if (fits === undefined) return undefined;
  return fits
    ? 'agrees'
    : error(
        multiple,
        `${shown(larger, a.kind)} / ${shown(smaller, a.kind)} = ${(larger.value / smaller.value).toFixed(2)}; printed is ${multiple.bound === 'exactly' ? '' : `${multiple.bound} `}${multiple.printed}`,
      );
}

/** `PyTorch dominates - 2.6x more common than TensorFlow`, where lists or tables give both names a value. */
function ratioByLabels(text: AuditedText, sentence: Sentence): Outcome {
  const multiple = text.within(sentence.start, sentence.end).find(({ kind }) => kind === 'ratio');
  const printed = multiple && one(multiple);
  if (!multiple || !printed || (multiple.form !== 'digits' && multiple.values.length === 0)) return undefined;
  const after = text.text.slice(multiple.end, Math.min(sentence.end, multiple.end + 120));
  const [, second] =
    /^[\s-](?:as|more|higher|greater|larger)\b[^.;,]{0,40}?\b(?:than|as)\s(?:an?\s|the\s)?([\p{L}][^.;,()]{0,60})/u.exec(
      after,
    ) ?? [];
  if (second === undefined) return undefined;
  const before = text.text.slice(sentence.start, multiple.start);
  const ratios: { least: number; most: number; larger: string }[] = [];
  for (const group of labelledValues(text)) {
    const b = group.filter(({ label }) => sameLabel.startsWith(second, label));
    const a = group.filter(({ label }) => sameLabel.within(before, label) && !b.some((other) => other.label === label));
    const [first, other] = [a[0], b[0]];
    if (a.length !== 1 || b.length !== 1 || !first || !other || roundedFrom(other.value).low <= 0) continue;
    ratios.push({
      least: roundedFrom(first.value).low / roundedFrom(other.value).high,
      most: roundedFrom(first.value).high / roundedFrom(other.value).low,
      larger: `${first.label} ${shown(first.value, first.kind)} / ${other.label} ${shown(other.value, other.kind)} = ${(first.value.value / other.value.value).toFixed(2)}`,
    });
  }
  if (ratios.length === 0) return undefined;
  const more = /^\s(?:more|higher|greater|larger)/.test(after);
  if (ratios.some(({ least, most }) => allows(multiple, least, most, more) !== false)) return 'agrees';
  return error(
    multiple,
    `${[...new Set(ratios.map(({ larger }) => larger))].join('; ')}; printed is ${multiple.printed}`,
  );
}
