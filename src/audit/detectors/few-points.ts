import { mannKendallMinimumP } from '../../stats/mann-kendall.js';
import { anyWord } from '../../text/rule.js';
import { agrees, type Detector, note } from '../diagnostic.js';
import { sentencesWith } from '../sentences-with.js';
import { pText } from '../words.js';

/** With fewer points even a series that never turns is no rare event. */
const FEW = 6;

const trend = anyWord(`
  upward\\strend | downward\\strend | trend(?:s|ing|line)? | steady\\s(?:growth|rise|decline|increase) |
  linear\\s(?:increase|decrease|growth)`);
const trends = /trend|steady|linear/gi;
const hedged = anyWord(`
  no | not | cannot | can[’']t | isn[’']t | too\\s(?:few|short|early) | curiosity | hint | whether | without | only |
  enough | neither | nor | would | unclear | noise`);
const every = '(?:(?:consecutive|successive|annual|monthly|weekly|quarterly|yearly)\\s)?';
const points = new RegExp(
  `^[-\\s]${every}(?:data\\s?points?|points?\\b(?!\\s(?:higher|lower|more|less))|quarters|waves|observations|` +
    'measurements|(?:weeks|months|years|quarters) of data|time points|surveys)',
  'i',
);

/** Trends claimed on so few points that chance makes such series often; a sentence that says so itself is let be. */
export const fewPoints: Detector = {
  checks: 'trends with a number of points',
  *detect(reading) {
    const { text, within } = reading;
    for (const sentence of sentencesWith(reading, trends)) {
      if (!trend.test(sentence.text)) continue;
      const after = (end: number): string => text.slice(end, end + 48);
      const number = within(sentence.start, sentence.end).find(
        ({ kind, values, end }) => kind === 'count' && values.length === 1 && points.test(after(end)),
      );
      const n = number?.values[0]?.value;
      if (!number || n === undefined) continue;
      if (n < 2 || n > FEW || hedged.test(sentence.text)) {
        yield agrees;
        continue;
      }
      const orders = Array.from({ length: n }, (_, i) => i + 1).reduce((product, i) => product * i, 1);
      const least = n >= 3 ? pText(mannKendallMinimumP(n, { method: 'exact' })) : undefined;
      const end = number.end + (points.exec(after(number.end))?.[0].length ?? 0);
      yield note(
        { start: number.start, end },
        `${n} values stand in ${orders} orders, so chance alone lets them all rise, or all fall, ` +
          `in 2 of ${orders} cases` +
          (least ? `; the smallest two-sided p of the Mann-Kendall test on ${n} points is ${least}` : ''),
      );
    }
  },
};
