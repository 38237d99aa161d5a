import { roundedFrom } from '../../text/printed-number.js';
import { type Bounds, overlap } from '../arithmetic.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import type { ReadSentence } from '../reading.js';
import { besides } from '../reported/besides.js';
import type { Reported } from '../reported/reported.js';
import { digits, grouped, reportedText } from '../words.js';

/**
 * The t of two independent groups from their means, standard deviations and sizes, by every formula in use, with all
 * that rounding leaves open (RIVETS); and Cohen's d beside it.
 *
 * Source: J. Cohen, Statistical Power Analysis (2nd ed., 1988), 2.5; N. J. L. Brown, RIVETS (2018).
 */
export const groupTest: Detector = {
  checks: 't-tests beside the means of their groups',
  *detect({ reporting }) {
    for (const sentence of reporting) {
      const groups = groupsOf(sentence);
      const [a, b] = groups;
      const tests = sentence.reported.filter(({ name, relation }) => name === 't' && relation === '=');
      const [t] = tests;
      if (groups.length !== 2 || tests.length !== 1 || !a || !b || !t || t.start < b.end) continue;
      const sizes = sizesOf(a, b, t);
      if (sizes) yield* ofGroups(sentence, a, b, t, sizes);
    }
  },
};

/** A mean with its standard deviation, and its n where that is printed. */
interface Group {
  readonly mean: Reported;
  readonly sd: Reported;
  readonly n: number | undefined;
  readonly end: number;
}

const groupsOf = (sentence: ReadSentence): Group[] =>
  sentence.reported.flatMap((mean): Group[] => {
    if (mean.name !== 'M' || mean.relation !== '=') return [];
    const sd = besides(sentence, mean, 'after', ['SD'], ['n', 'N']);
    const n = besides(sentence, mean, 'after', ['n', 'N'], ['SD']) ?? besides(sentence, mean, 'before', ['n'], []);
    return sd ? [{ mean, sd, n: n?.value.value, end: Math.max(sd.end, n?.end ?? 0) }] : [];
  });

/** The sizes of two groups that the degrees of freedom bear out. */
function sizesOf(a: Group, b: Group, t: Reported): { n1: number; n2: number } | undefined {
  const [df] = t.df;
  if (a.n === undefined || b.n === undefined || a.n < 2 || b.n < 2) return undefined;
  const pooled = a.n + b.n - 2;
  const isWelch = df !== undefined && !Number.isInteger(df) && df < pooled && df >= Math.min(a.n, b.n) - 1;
  return df === pooled || isWelch ? { n1: a.n, n2: b.n } : undefined;
}

function* ofGroups(
  sentence: ReadSentence,
  a: Group,
  b: Group,
  t: Reported,
  { n1, n2 }: { n1: number; n2: number },
): Generator<Outcome> {
  const [s1, s2] = [roundedFrom(a.sd.value), roundedFrom(b.sd.value)];
  const [m1, m2] = [roundedFrom(a.mean.value), roundedFrom(b.mean.value)];
  const gap: Bounds = {
    low: Math.max(0, m1.low - m2.high, m2.low - m1.high),
    high: Math.max(m1.high - m2.low, m2.high - m1.low),
  };
  const pooled = (x: number, y: number): number =>
    Math.sqrt((((n1 - 1) * x * x + (n2 - 1) * y * y) / (n1 + n2 - 2)) * (1 / n1 + 1 / n2));
  const welch = (x: number, y: number): number => Math.sqrt((x * x) / n1 + (y * y) / n2);
  const errors = [pooled, welch].map((of) => ({ low: of(s1.low, s2.low), high: of(s1.high, s2.high) }));
  if (errors.some(({ low }) => low <= 0)) return;
  const own = roundedFrom({ ...t.value, value: Math.abs(t.value.value) });
  const range = { start: a.mean.start, end: t.end };
  const exact = Math.abs(a.mean.value.value - b.mean.value.value) / pooled(a.sd.value.value, b.sd.value.value);
  const figures =
    `means ${digits(a.mean.value)} and ${digits(b.mean.value)}, ` +
    `SD ${digits(a.sd.value)} and ${digits(b.sd.value)}`;
  if (errors.some(({ low, high }) => overlap(own, { low: gap.low / high, high: gap.high / low }))) yield agrees;
  else
    yield error(
      range,
      `${figures}, n ${grouped(n1)} and ${grouped(n2)} give t = ${exact.toFixed(2)}; printed is ${reportedText(t)}`,
    );

  const d = besides(sentence, t, 'after', ['d'], ['p', 'df', 'BF₁₀']);
  if (d?.relation !== '=') return;
  const factor = Math.sqrt(1 / n1 + 1 / n2);
  // d by the pooled deviation, by that of either group, or with the square root of N − 2
  const sizes = { low: 0.93 * own.low * factor, high: 1.07 * own.high * factor };
  const size = roundedFrom({ ...d.value, value: Math.abs(d.value.value) });
  if (overlap(size, sizes)) yield agrees;
  else
    yield note(
      { start: t.start, end: d.end },
      `${reportedText(t)} of ${grouped(n1)} and ${grouped(n2)} is d = ` +
        `${(Math.abs(t.value.value) * factor).toFixed(2)}; printed is ${digits(d.value)}`,
    );
}
