import type { NumberInText } from '../../text/number-in-text.js';
import { allowed, EPSILON, overlap, quotient, single, withUnit } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { checkChange, checkDifference, checkRatio } from './compare.js';
import { matchesOf, type ProseRule, prose, templateOf } from './template.js';

const against = '(?:against|versus|vs\\.?|compared (?:with|to)|→)';
/** A number of points: "percentage points" belong to the number, "points" stand behind it. */
const points = '(?=⟦[PE]|⟦[CM]\\d{1,3}⟧ points?\\b)';
const moved = '(?:increase|rise|growth|gain|jump|drop|fall|decline|decrease|loss|change|difference|up|down)';
const gap = '(?:gap|difference|spread|margin|lead|premium|advantage)';

/** Two values and how far apart they are. */
export const gapRules: readonly ProseRule<'a' | 'b' | 'd'>[] = [
  prose(
    `${gap} (?:between|of)<gap>{a:SE}<gap>{b:SE}<gap>(?:is|was|are|of|:|,|stands at|comes to) ` +
      `(?:about |roughly )?${points}{d:PCME}`,
    'The gap between seniors (44%) and juniors (16%) is 28 points.',
    'The gap between seniors (44%) and juniors (16%) is 39 points.',
  ),
  prose(
    `${points}{d:PCM}(?: points?)?[^⟦⟧.;()]{0,60}\\({a:S}<w2>,? ${against}<w3> {b:S}`,
    'Seniors lead by 28 points (44% vs. 16%).',
    'Seniors lead by 39 points (44% vs. 16%).',
  ),
  prose(
    `from <w2> ?{a:S}<w4>(?: in ⟦D\\d+⟧)? (?:down |up )?to {b:S}<w3>,? ` +
      `(?:an? |or )?(?:[\\p{L}-]+ )?${moved}(?: of| by)? (?:about |over )?${points}{d:PCM}`,
    'It fell from 42% to 31%, a drop of 11 points.',
    'It fell from 42% to 31%, a drop of 13 points.',
  ),
  prose(
    `{a:E}<w3>,? {d:E} (?:more|less|above|below|higher|lower)(?: than)? <the>{b:E}`,
    'The median is $90k, $10k above the $80k of the others.',
    'The median is $95k, $10k above the $80k of the others.',
  ),
];

/** Two values and their multiple, one of them outside brackets. */
export const timesRules: readonly ProseRule<'a' | 'b' | 'r'>[] = [
  prose(
    `{a:SCEM}[^⟦⟧.;()]{0,80}?,? {r:R} (?:as|more|higher|greater|larger)<gap>\\({b:SCEM}\\)`,
    'Python stands in 62% of postings, twice as often as Java (31%).',
    'Python stands in 62% of postings, twice as often as Java (41%).',
  ),
  prose(
    '{r:R} from <w2> ?{a:SCEM} in ⟦D\\d+⟧ to <w2> ?{b:SCEM}',
    'It tripled from 400 in 2020 to 1,200 in 2023.',
    'It tripled from 400 in 2020 to 900 in 2023.',
  ),
  prose(
    `{r:R}[^⟦⟧.;()]{0,50}? (?:at|with) {a:SCEM},? ${against} {b:SCEM}`,
    'It more than doubles the other at 0.340 against 0.148.',
    'It more than doubles the other at 0.240 against 0.148.',
  ),
  prose(
    "{a:CE}<w3> ?[—–,-] ?{r:R} (?:⟦D\\d+⟧[’']s|last year[’']s|the|its)? ?<w2> ?{b:CE}",
    'There were 1,640 lay-offs in all, double the 810 of spring.',
    'There were 1,640 lay-offs in all, double the 410 of spring.',
  ),
  prose(
    '{a:CE}[^.;]{0,40}, an? {r:R} (?:surge|increase|jump|rise|growth) (?:from|over)<w3> {b:CE}',
    'It came to 270 in April, a 3x surge from the 90 before.',
    'It came to 270 in April, a 3x surge from the 60 before.',
  ),
  prose('{r:R} from <w2> ?{a:SCEM}<w3> to {b:SCEM}', 'It halved from 40% to 20%.', 'It halved from 40% to 25%.'),
];

/** Two values and the one's surplus in percent, of either of them. */
export const surplusRules: readonly ProseRule<'a' | 'b' | 'c'>[] = [
  prose(
    `{a:CE}<gap>{b:CE}<w3>,? (?:a|an|the) (?:[\\p{L}-]+ )?(?:${gap}|increase|rise|decrease|drop) of ` +
      '(?:about |roughly |nearly )?{c:S}',
    'Men earn $120,000 and women $100,000, a gap of 20%.',
    'Men earn $120,000 and women $100,000, a gap of 35%.',
  ),
];

const inYear = '(?: users| people| jobs| postings)?(?: \\(⟦D\\d+⟧\\)| in ⟦D\\d+⟧)?';
const changeInBrackets = ' ?\\((?:about |nearly |just |over )*[+−–-]?{c:S}(?: growth| more)?[,)]';

/** A value before and one after, each with its year, and the change in brackets. */
export const bracketedChangeRules: readonly ProseRule<'a' | 'b' | 'c'>[] = [
  prose(
    `{a:CEM}${inYear}(?: ?→ ?| ?-> ?| to ){b:CEM}${inYear}${changeInBrackets}`,
    'It rose from 20,000 (2017) to 30,000 (2024) (+50% growth).',
    'It rose from 20,000 (2017) to 30,000 (2024) (+80% growth).',
  ),
  prose(
    `{b:CEM}${inYear} (?:vs\\.?|versus|against|compared (?:to|with)) {a:CEM}${inYear}${changeInBrackets}`,
    'It has 30,000 users in 2024 vs 20,000 in 2017 (+50% growth).',
    'It has 30,000 users in 2024 vs 20,000 in 2017 (+80% growth).',
  ),
];

/** The same with the change behind a dash, or before the values. */
export const dashedChangeRules: readonly ProseRule<'a' | 'b' | 'c'>[] = [
  prose(
    `from <w2> ?{a:CEM}<w4> to {b:CEM}<w3> ?[–—-] ?(?:an? )?(?:about |nearly |roughly )?{c:S} ` +
      '(?:jump|increase|rise|gain|growth|drop|fall|decline)',
    'It raises pay from $100k to $150k — a 50% jump.',
    'It raises pay from $100k to $150k — a 70% jump.',
  ),
  prose(
    `[+–−-]{c:S}[^⟦⟧.;()]{0,60}\\((?:~ ?)?{b:E}<w3> (?:vs\\.?|versus|against|compared (?:to|with)) {a:E}`,
    'It pays +20% to leads ($240k median vs $200k).',
    'It pays +35% to leads ($240k median vs $200k).',
  ),
];

/** A yearly growth, and the values of two years. */
export const yearlyRules: readonly ProseRule<'a' | 'b' | 'c' | 'y' | 'z'>[] = [
  prose(
    '{c:S} (?:a|per|each|every) year[^⟦⟧.;]{0,30}?from <w2> ?{a:CEM}<w2> in {y:D} to <w2> ?{b:CEM}<w2> in {z:D}',
    'They grew by 10% a year, from 1,000 in 2019 to 1,464 in 2023.',
    'They grew by 10% a year, from 1,000 in 2019 to 1,610 in 2023.',
  ),
];

/**
 * Comparisons in looser words than those whose contradictions were judged on real texts: what they come to is a note.
 */
export function looselyCompared(reading: Reading, sentence: ReadSentence): Outcome[] {
  const template = templateOf(reading, sentence);
  if (template.numbers.length < 3) return [];
  return [
    ...[...matchesOf(gapRules, template)].map(({ a, b, d }) => checkDifference({ a, b }, d)),
    ...[...matchesOf(timesRules, template)].map(({ a, b, r }) => checkRatio({ a, b }, r, '')),
    ...[...matchesOf(surplusRules, template)].map(({ a, b, c }) => checkSurplus(a, b, c)),
    ...[...matchesOf(bracketedChangeRules, template)].map(({ a, b, c }) => checkChange({ a, b }, c)),
    ...[...matchesOf(dashedChangeRules, template)].map(({ a, b, c }) => checkChange({ a, b }, c)),
    ...[...matchesOf(yearlyRules, template)].map(({ a, b, c, y, z }) => checkYearly(a, b, c, [y, z])),
  ].flatMap((outcome) => (outcome?.verdict === 'error' ? note(outcome, outcome.arithmetic) : (outcome ?? [])));
}

/** A surplus is of the smaller or of the larger value: writers mean either. */
function checkSurplus(a: NumberInText, b: NumberInText, surplus: NumberInText): Outcome | undefined {
  const both = [checkChange({ a, b }, surplus), checkChange({ a: b, b: a }, surplus)];
  return both.find((outcome) => outcome?.verdict === 'agrees') ?? both[0];
}

/** Whether a value grows to another when it grows by a percentage each year between two. */
function checkYearly(
  from: NumberInText,
  to: NumberInText,
  rate: NumberInText,
  years: readonly [NumberInText, NumberInText],
): Outcome | undefined {
  const [first, last, percent] = [single(from), single(to), single(rate)];
  const [y, z] = years.map((year) => single(year)?.value);
  if (!first || !last || !percent || y === undefined || z === undefined || z <= y || from.kind !== to.kind)
    return undefined;
  const times = quotient(allowed(to, last), allowed(from, first));
  if (!times || times.low <= 0) return undefined;
  const own = {
    low: 100 * (times.low ** (1 / (z - y)) - 1),
    high: 100 * (times.high ** (1 / (z - y)) - 1),
  };
  if (overlap(own, allowed(rate, percent)) || own.high < EPSILON) return agrees;
  return note(
    rate,
    `${withUnit(first, from.kind)} to ${withUnit(last, to.kind)} in ${z - y} years is ` +
      `${((own.low + own.high) / 2).toFixed(1)}% a year; printed is ${rate.printed}`,
  );
}
