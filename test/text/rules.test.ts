import { describe, expect, test } from 'vitest';
import { boundRules } from '../../src/text/bounds.js';
import { calendarRules } from '../../src/text/calendar.js';
import { addressRules, labelRules } from '../../src/text/names.js';
import { wordRules } from '../../src/text/number-words.js';
import { numbersIn } from '../../src/text/numbers.js';
import { currencyRules, scaleRules, unitRules } from '../../src/text/units.js';

const tables = {
  bounds: boundRules,
  units: unitRules,
  scales: scaleRules,
  currencies: currencyRules,
  calendar: calendarRules,
  addresses: addressRules,
  labels: labelRules,
  words: wordRules,
};

describe.each(Object.entries(tables))('every rule of %s reads its own example', (_, rules) => {
  test.each(rules.map(({ example, reads, pattern }) => ({ example, reads, pattern })))(
    '$example → $reads',
    ({ example, reads }) => {
      const read = numbersIn(example).map(({ printed, kind, bound }) =>
        [printed, kind, ...(bound === 'exactly' ? [] : [bound])].join(' '),
      );
      expect(read.join(', ')).toBe(reads);
    },
  );
});
