import type { Detected, Detector } from '../finding.js';
import { pValuesIn } from '../statistics.js';

/** `p = .000`: no test gives 0, and software that prints it means that p is below half of the last digit. */
export const pZero: Detector = {
  checks: 'printed p-values',
  detect({ sentences, style }) {
    const findings: Detected[] = [];
    let checked = 0;
    for (const sentence of sentences) {
      for (const { p, sign, start, end } of pValuesIn(sentence, style)) {
        checked += 1;
        if (p.value !== 0 || sign === '>') continue;
        const below = p.decimals > 0 ? `, which prints as 0 below ${(p.step / 2).toFixed(p.decimals + 1)}` : '';
        const arithmetic =
          sign === '<'
            ? `no p-value is below 0; write the bound that was meant, p < ${p.step.toFixed(p.decimals)}`
            : `no p-value is 0${below}; write p < ${p.decimals > 0 ? p.step.toFixed(p.decimals) : '0.001'}`;
        findings.push({ start, end, severity: 'note', arithmetic });
      }
    }
    return { findings, checked };
  },
};
