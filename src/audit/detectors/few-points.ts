import { mannKendallMinimumP } from '../../stats/mann-kendall.js';
import type { Detected, Detector } from '../finding.js';
import { pText } from '../words.js';

/** With fewer points even a series that never turns is no rare event. */
const FEW = 6;

const trend =
  /\b(?:(?:up|down)ward\strend|trend(?:s|ing|line)?|steady (?:growth|rise|decline|increase)|linear (?:increase|decrease|growth))\b/i;
const hedged =
  /\b(?:no|not|cannot|can[’']t|isn[’']t|too (?:few|short|early)|curiosity|hint|whether|without|only|enough|neither|nor|would|unclear|noise)\b/i;
const points =
  /^(?:-|\s)(?:consecutive\s|successive\s|annual\s|monthly\s|weekly\s|quarterly\s|yearly\s)?(?:data\s?points?|points?\b(?!\s(?:higher|lower|more|less))|quarters|waves|observations|measurements|weeks of data|months of data|years of data|quarters of data|time points|surveys)/i;

/** Trends claimed on so few points that chance makes such series often; a sentence that says so itself is let be. */
export const fewPoints: Detector = {
  checks: 'trends with a number of points',
  detect(text) {
    const findings: Detected[] = [];
    let checked = 0;
    for (const sentence of text.sentences) {
      if (!trend.test(sentence.text)) continue;
      const number = text
        .within(sentence.start, sentence.end)
        .find(
          ({ kind, values, end }) =>
            kind === 'count' && values.length === 1 && points.test(text.text.slice(end, end + 48)),
        );
      const n = number?.values[0]?.value;
      if (!number || n === undefined) continue;
      checked += 1;
      if (n < 2 || n > FEW || hedged.test(sentence.text)) continue;
      const orders = Array.from({ length: n }, (_, i) => i + 1).reduce((product, i) => product * i, 1);
      const least =
        n >= 3
          ? `; the smallest two-sided p of the Mann-Kendall test on ${n} points is ${pText(mannKendallMinimumP(n, { method: 'exact' }))}`
          : '';
      findings.push({
        start: number.start,
        end: number.end + (points.exec(text.text.slice(number.end, number.end + 48))?.[0].length ?? 0),
        severity: 'note',
        arithmetic: `${n} values stand in ${orders} orders, so chance alone lets them all rise, or all fall, in 2 of ${orders} cases${least}`,
      });
    }
    return { findings, checked };
  },
};
