import { latin } from '../../text/rule.js';
import { type Detector, note } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import type { ReportedName } from '../reported/names.js';
import type { Reported } from '../reported/reported.js';
import { sentencesWith, significance } from '../sentences-with.js';

const tests: readonly ReportedName[] = ['t', 'F', 'χ²', 'z', 'H'];
const effects: readonly ReportedName[] = [
  ...(['d', 'd_z', 'g', 'f', 'η²', 'partial η²', 'generalized η²', 'ω²', 'R²', 'ΔR²', 'V', 'φ', 'r', 'ρ'] as const),
  ...(['OR', 'RR', 'HR', 'b', 'β', 'difference', 'exp(b)'] as const),
];
/** A text of fewer tests is no report of a study. */
const FEWEST = 3;

const all = ({ reporting }: Reading): Reported[] => reporting.flatMap(({ reported }) => reported);

/** p-values printed as a bound above .001, where the exact one could stand: one note a text. */
export const impreciseP: Detector = {
  checks: 'texts with p-values',
  *detect(reading) {
    const ps = all(reading).filter(({ name }) => name === 'p');
    const bounds = ps.filter(({ relation, value }) => relation !== '=' && value.value > 0.001 && value.step > 0);
    const [first] = bounds;
    if (first && ps.length >= FEWEST)
      yield note(
        first,
        `${bounds.length} of ${ps.length} p-values are printed as a bound; from .001 up the exact value can be printed`,
      );
  },
};

const marginal = latin(
  new RegExp(
    String.raw`\b(?:marginal(?:ly)? signific\p{L}+|(?:approach|near)(?:ed|ing)? (?:statistical )?significance|` +
      String.raw`trend(?:ed|ing)? toward(?:s)? significance|borderline signific\p{L}+|almost signific\p{L}+)`,
    'giu',
  ),
);

/** A p-value above the level that is called nearly significant. */
export const marginalSignificance: Detector = {
  checks: 'words for a p-value just above the level',
  *detect(reading) {
    for (const { text, start } of sentencesWith(reading, significance))
      for (const match of text.matchAll(marginal)) {
        const from = start + match.index;
        yield note(
          { start: from, end: from + match[0].length },
          'a test at a stated level is significant or is not; print p, and what it means for the question',
        );
      }
  },
};

/** How far behind a test its effect size may stand. */
const REACH = 160;

/** Tests without an effect size: one note a text. */
export const noEffectSize: Detector = {
  checks: 'texts with tests and effect sizes',
  *detect(reading) {
    const printed = reading.reporting.flatMap(({ reported }) =>
      reported
        .filter(({ name, df, relation }) => tests.includes(name) && df.length > 0 && relation === '=')
        .map((test) => ({
          test,
          has: reported.some(
            ({ name, start, end }) => effects.includes(name) && Math.abs(start - test.end) < REACH && end !== test.end,
          ),
        })),
    );
    const without = printed.filter(({ has }) => !has);
    const [first] = without;
    if (first && printed.length >= FEWEST && without.length * 2 > printed.length)
      yield note(first.test, `${without.length} of ${printed.length} tests are printed without an effect size`);
  },
};

const power =
  /\bpower(?:ed)?\b|\bsample[-\s]sizes?\b|\bsensitivity analys[ie]s\b|\bsmallest effect\b|\bstopping rule\b/i;

/** A study that says nothing of how large its sample had to be. */
export const noPower: Detector = {
  checks: 'texts that report a study',
  *detect(reading) {
    const printed = all(reading).filter(({ name, df }) => tests.includes(name) && df.length > 0);
    const [first] = printed;
    if (first && printed.length >= FEWEST && !power.test(reading.text))
      yield note(
        first,
        `the text prints ${printed.length} tests and says nothing of power, ` +
          'or of how the size of the sample was chosen',
      );
  },
};
