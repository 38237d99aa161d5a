import type { NumberInText } from '../../text/number-in-text.js';
import { anyWord, latin } from '../../text/rule.js';
import { type Detector, note, type Outcome, type Range } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { short } from '../words.js';

const LEVEL = 0.05;
/** With as many p-values in one text, chance alone makes one of them significant more often than not. */
const MANY = 14;

const corrected = anyWord(`
  bonferroni | holm | benjamini | hochberg | FDR | false[-\\s]discovery | family-?\\s?wise |
  multiple[-\\s](?:testing|comparisons?|tests) | tukey | scheff[ée] | dunnett | sid[aá]k | šid[aá]k |
  adjusted\\sp | p_adj |
  corrected\\sfor`);
const testsRun = latin(
  /^\s(?:\p{L}+\s){0,3}?(?:tests|t-tests|comparisons|hypotheses|correlations|contrasts|significance tests)\b/u,
);
const otherTests = /\b(?:COVID|blood|driving|unit|A\/B|software|antigen|lab|PCR)\b/;
const doing = new RegExp(
  '\\b(?:ran|run|performed|conducted|made|did|carried out|computed|of|across|in|over|all|these)\\s' +
    '(?:a\\stotal\\sof\\s|all\\s|the\\s|these\\s|over\\s|more\\sthan\\s|about\\s)?$',
  'i',
);
const people = new RegExp(
  '^\\s(?:people|participants|patients|students|adults|children|men|women|subjects|respondents|volunteers|users|' +
    'employees|teachers|adverts|postings|groups of)',
);
const significant = /\bsignifican(?:t|ce)(?:ly)?\b|\bp\s?[<=]\s?0?\.0\d/i;

/** How many of a number of tests come out significant by chance alone, where the text mentions no correction for it. */
export const manyTests: Detector = {
  checks: 'statements of how many tests were run',
  *detect(reading) {
    const found = testsRunIn(reading);
    if (found.length > 0 && !corrected.test(reading.text)) yield* found.map(byChance);
  },
};

/** So many tests, and where the text says so. */
interface TestsRun extends Range {
  readonly tests: number;
}

const byChance = ({ tests, start, end }: TestsRun): Outcome =>
  note(
    { start, end },
    `${tests} tests at ${LEVEL} give ${short(tests * LEVEL, 1)} false positives on average ` +
      'where nothing differs, ' +
      `and at least one with probability ${(1 - (1 - LEVEL) ** tests).toFixed(2)}; no correction is mentioned`,
  );

/** The numbers of tests that a text states beside a significant one, or else the number of p-values that it prints. */
function testsRunIn({ text, sentences, quantified, reporting, within }: Reading): TestsRun[] {
  const counting = new Set(quantified);
  const stated = sentences.flatMap((sentence, i): TestsRun[] => {
    if (!counting.has(sentence)) return [];
    const count = within(sentence.start, sentence.end).find((number) => isTestCount(number, text));
    if (!count) return [];
    const next = sentences[i + 1];
    const nextIsSignificant = next?.paragraph === sentence.paragraph && significant.test(next.text);
    if (!significant.test(sentence.text) && !nextIsSignificant) return [];
    return [{ tests: count.values[0]?.value ?? 0, start: count.start, end: count.end }];
  });
  if (stated.length > 0) return stated;
  const ps = reporting.flatMap(({ reported }) => reported.filter(({ name }) => name === 'p'));
  const first = ps.find(({ value, relation }) => relation !== '>' && value.value <= LEVEL);
  return ps.length >= MANY && first ? [{ tests: ps.length, start: first.start, end: first.end }] : [];
}

/** Whether a count is one of tests: "40 tests", "we tested 20 foods". */
function isTestCount({ kind, values, start, end, bound }: NumberInText, text: string): boolean {
  const [count] = values;
  if (kind !== 'count' || values.length !== 1 || !count || count.value < 5 || count.value > 1e6 || bound === 'below')
    return false;
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(end, end + 48);
  if (testsRun.test(after) && !otherTests.test(after)) return doing.test(before);
  const tested = /\b(?:tested|compared|correlated|screened|examined)\s(?:all\s|the\s|these\s)?$/i;
  return tested.test(before) && /^\s\p{L}+/u.test(after) && !people.test(after);
}
