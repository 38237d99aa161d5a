import { grim } from '../../stats/grim.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { anyWord } from '../../text/rule.js';
import type { TextTable } from '../../text/tables.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { columnN } from '../shares/column-n.js';
import { ofTable } from '../tables/unchecked-tables.js';
import { grouped } from '../words.js';

/**
 * The GRIM test: percentages that no whole number of the stated n rounds to. It is asked only where the text says
 * what the percentage is of, and says nothing once n reaches the number of percentages that can be printed.
 */
export const impossiblePercentage: Detector = {
  checks: 'percentages of a small enough n',
  *detect(reading) {
    const weighted = weights.test(reading.text);
    for (const sentence of reading.quantified)
      for (const { share, n, sure } of sharesOf(reading, sentence)) yield* judge(share, n, sure && !weighted);
    for (const table of reading.tables)
      for (const { share, n } of sharesIn(table)) yield* ofTable(table, judge(share, n, !weighted));
  },
};

const weights = /\bweight(?:ed|ing|s)\b/i;
/** Percentages of more decimals are no shares of people or things. */
const MOST_DECIMALS = 4;
const LARGEST_N = 1e5;

function* judge(share: NumberInText, n: number, sure: boolean): Generator<Outcome> {
  const [printed] = share.values;
  if (!printed || printed.value < 0 || printed.value > 100 || printed.decimals > MOST_DECIMALS || n > LARGEST_N) return;
  const test = grim({ percent: printed.value, decimals: printed.decimals, n });
  if (!test.informative) return;
  if (test.possible) return yield agrees;
  const k = Math.floor((printed.value / 100) * n + 1e-9);
  const print = (count: number): string =>
    `${count} of ${grouped(n)} is ${((100 * count) / n).toFixed(printed.decimals + 2)}%`;
  const cutOff = [k, k + 1].find((count) => {
    const exact = (100 * count) / n;
    return exact >= printed.value && exact < printed.value + printed.step;
  });
  const arithmetic =
    `${print(k)}, ${print(k + 1)}; neither prints as ${printed.value.toFixed(printed.decimals)}%. ` +
    `With n = ${grouped(n)} only ${(100 * test.reachable).toFixed(0)} in 100 percentages of this ` +
    'precision are possible';
  if (cutOff !== undefined) yield note(share, `${arithmetic}; ${print(cutOff)}, cut off and not rounded, would`);
  else if (sure) yield error(share, arithmetic);
  else yield note(share, `${arithmetic}; weights, or another n than the one that stands here, may explain it`);
}

/** Sentences that say what a percentage is of, by a count in digits or words. */
export const baseRules: readonly ProseRule<'n' | 's'>[] = [
  prose(
    '{s:S} <of> <the>{n:C}(?! ?(?:years?|days|months?|weeks?|hours?|minutes?|percent|million|of\\b|to ⟦|[%–-]))',
    '12.5% of the 40 schools',
    '12.8% of the 40 schools',
  ),
  prose(
    '(?:^|[.;:] |\\()(?:<of>|among|in) <the>{n:C}<w4>,<gap> {s:S}(?! of\\b| in\\b|<gap>⟦)',
    'Of the 28 participants, 36% agreed.',
    'Of the 28 participants, 35% agreed.',
  ),
  prose(
    '(?:[Aa]mong|[Ii]n|of|for) <the>[\\p{L}⟦⟧\\d -]{3,30} ?[([] ?n ?= ?{n:C}[)\\]],?<gap> {s:S}' +
      '(?! of\\b| in\\b| ?[([])',
    'Among the respondents (n = 57), 33.3% agreed.',
    'Among the respondents (n = 57), 33.9% agreed.',
  ),
  prose(
    '(?:sample|group|survey|poll|study|panel|total) of <the>{n:C}<w4>,?<gap> {s:S}(?! of\\b| in\\b|<gap>⟦)',
    'In a sample of 25 firms, 44% had cut staff.',
    'In a sample of 25 firms, 43% had cut staff.',
  ),
];
/** Sentences that print one number of people and one percentage, which is likely of them. */
export const likelyRules: readonly ProseRule<'n' | 's'>[] = [
  prose(
    '(?:asked|surveyed|interviewed|polled|questioned) <the>{n:C}<w4>,?<gap> {s:S}(?! of\\b| in\\b|<gap>⟦)',
    'We asked 28 people and 36% agreed.',
    'We asked 28 people and 35% agreed.',
  ),
];

/** Words that make a percentage something else than a share of the people or things named. */
const noShare = anyWord(`
  grew | grown | growth | rose | risen | fell | fallen | increase[ds]? | decrease[ds]? | drop(?:ped)? | declined? |
  return(?:ed|s)? | interest | inflation | discount | yield | confidence | average | mean | median | margin | CI |
  accuracy | accurate | correct | score[ds]? | efficacy | power | faster | slower | more | fewer | less | higher |
  lower | time | trials | responses | variance | than`);

interface ShareOf {
  readonly share: NumberInText;
  readonly n: number;
  readonly sure: boolean;
}

function sharesOf(reading: Reading, sentence: ReadSentence): ShareOf[] {
  const template = templateOf(reading, sentence);
  const find = (rules: readonly ProseRule<'n' | 's'>[], sure: boolean): ShareOf[] =>
    [...matchesOf(rules, template)].flatMap(({ n, s }): ShareOf[] => {
      const [of] = n.values;
      const isExact = s.bound === 'exactly' && s.values.length === 1 && s.form === 'digits' && n.bound === 'exactly';
      if (!isExact || !of || n.values.length > 1 || of.value < 2 || !Number.isInteger(of.value)) return [];
      const beside = reading.text.slice(Math.max(sentence.start, s.start - 40), Math.min(sentence.end, s.end + 24));
      const isDirect = s.end < n.start;
      return isDirect || !noShare.test(beside) ? [{ share: s, n: of.value, sure }] : [];
    });
  return [...find(baseRules, true), ...find(likelyRules, true)];
}

/** Columns of shares whose header says `(n = 137)`. */
function sharesIn({ header, rows }: TextTable): { share: NumberInText; n: number }[] {
  return header.flatMap((cell, column) => {
    const n = columnN(cell.text);
    if (n === undefined) return [];
    return rows.flatMap((row) => {
      const share = row[column]?.numbers.find(
        ({ kind, bound, values }) => kind === 'share' && bound === 'exactly' && values.length === 1,
      );
      return share ? [{ share, n }] : [];
    });
  });
}
