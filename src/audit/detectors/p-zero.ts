import { agrees, type Detector, error, note } from '../diagnostic.js';

/** `p = .000`: no test gives 0, and software that prints it means that p is below half of the last digit. */
export const pZero: Detector = {
  checks: 'printed p-values',
  *detect({ reporting }) {
    for (const { reported } of reporting) {
      for (const p of reported) {
        if (p.name !== 'p' && p.name !== 'adjusted p' && p.name !== 'one-tailed p') continue;
        const { value, decimals, step } = p.value;
        if (value !== 0 || p.relation === '>') yield agrees;
        else if (p.relation === '<')
          yield error(p, `no p-value is below 0; write the bound that was meant, p < ${step.toFixed(decimals)}`);
        else {
          const below = decimals > 0 ? `, which prints as 0 below ${(step / 2).toFixed(decimals + 1)}` : '';
          yield note(p, `no p-value is 0${below}; write p < ${decimals > 0 ? step.toFixed(decimals) : '0.001'}`);
        }
      }
    }
  },
};
