import { jzsBayesFactor } from '../../stats/jzs-bayes-factor.js';
import { roundedFrom } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { agrees, type Detector, note, unchecked } from '../diagnostic.js';
import { besides } from '../reported/besides.js';
import { digits, reportedText } from '../words.js';

/** Bayes factors may differ from these by the rounding of t and by other sizes of two groups. */
const LOOSE = 1.25;
const defaultPrior = latin(/\b(?:JZS|Cauchy|default (?:\p{L}+ )?priors?|BayesFactor)\b/iu);
const scales = /\b(?:scale|width|r)\b[^.;]{0,30}?(0?\.\d{1,3}|√2\s?\/\s?2|1(?:\.0)?)\b/g;

/** Bayes factors beside their t-test, where the text says that the prior is the default one. */
export const bayesFactor: Detector = {
  checks: 'Bayes factors beside their t-test',
  *detect({ reporting, text }) {
    const isGiven = reporting.some(({ reported }) => reported.some(({ name }) => name === 'BF₁₀' || name === 'BF₀₁'));
    if (!isGiven) return;
    const isDefault = defaultPrior.test(text);
    const stated = [...text.matchAll(scales)].map(([, width = '']) =>
      width.includes('√') ? Math.SQRT1_2 : Number(width),
    );
    const widths = [Math.SQRT1_2, 0.5, 1, ...stated.filter((width) => width > 0 && width <= 2)];
    for (const sentence of reporting)
      for (const bf of sentence.reported) {
        if ((bf.name !== 'BF₁₀' && bf.name !== 'BF₀₁') || bf.relation !== '=' || bf.value.value <= 0) continue;
        const t = besides(sentence, bf, 'before', ['t'], ['p', 'd', 'd_z', 'g']);
        const [df] = t?.df ?? [];
        if (!t || df === undefined || t.relation !== '=') continue;
        if (!isDefault) {
          yield unchecked(bf, 'the text does not say which prior its Bayes factors have');
          continue;
        }
        // pairs, or two groups of one size; one-sided ones are up to twice as large, or near 0
        const factors = [df + 1, (df + 2) / 4].flatMap((n) =>
          widths.map((width) => jzsBayesFactor({ t: t.value.value, df, n }, width)),
        );
        const own = roundedFrom(bf.value);
        const fits = factors.some((factor) => {
          const value = bf.name === 'BF₁₀' ? factor : 1 / factor;
          return [value, 2 * value, value / 2].some((one) => one * LOOSE >= own.low && one / LOOSE <= own.high);
        });
        const [first = 0] = factors;
        const value = bf.name === 'BF₁₀' ? first : 1 / first;
        if (fits) yield agrees;
        else
          yield note(
            { start: t.start, end: bf.end },
            `${reportedText(t)} of ${df + 1} pairs gives ${bf.name} = ${value.toPrecision(3)} with the default ` +
              `prior; printed is ${digits(bf.value)}`,
          );
      }
  },
};
