import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { agreementRules } from '../../src/audit/detectors/classification.js';
import { baseRules, likelyRules } from '../../src/audit/detectors/impossible-percentage.js';
import {
  changeRules,
  differenceRules,
  directionRules,
  moreNowRules,
  moreThanRules,
  rateRules,
  ratioRules,
} from '../../src/audit/prose/comparison-rules.js';
import {
  bracketedChangeRules,
  dashedChangeRules,
  gapRules,
  surplusRules,
  timesRules,
  yearlyRules,
} from '../../src/audit/prose/loosely-compared.js';
import { lowRankRules, rankRules } from '../../src/audit/prose/rank-rules.js';
import { nameRules } from '../../src/audit/reported/names.js';
import { reportedIn } from '../../src/audit/reported/reported.js';
import { inWordsRules } from '../../src/audit/shares/in-words.js';
import { partsInWordsRules } from '../../src/audit/shares/parts-in-words.js';
import { shareRules } from '../../src/audit/shares/printed-shares.js';
import { twoPartsRules } from '../../src/audit/shares/two-parts.js';
import { eitherOrRules } from '../../src/audit/sums/listed-shares.js';
import { remainderRules } from '../../src/audit/sums/parts-in-prose.js';
import { plainText } from '../../src/text/plain-text.js';

const tables = {
  shares: shareRules,
  'shares in words': inWordsRules,
  'parts in words': partsInWordsRules,
  'either or': eitherOrRules,
  ranks: rankRules,
  gaps: gapRules,
  times: timesRules,
  surpluses: surplusRules,
  'bracketed changes': bracketedChangeRules,
  'dashed changes': dashedChangeRules,
  'two parts': twoPartsRules,
  remainders: remainderRules,
  yearly: yearlyRules,
  'low ranks': lowRankRules,
  bases: baseRules,
  'likely bases': likelyRules,
  ratios: ratioRules,
  differences: differenceRules,
  changes: changeRules,
  directions: directionRules,
  'more now': moreNowRules,
  'more than': moreThanRules,
  rates: rateRules,
  agreement: agreementRules,
};

describe.each(Object.entries(tables))(
  'every rule of %s lets its right example pass and finds its wrong one',
  (_, rules) => {
    test.each(rules.map(({ right, wrong }) => ({ right, wrong })))('$right – $wrong', ({ right, wrong }) => {
      const ofRight = audit(plainText(right));
      expect(ofRight.diagnostics).toEqual([]);
      expect(ofRight.checked.some(({ count }) => count > 0)).toBe(true);
      expect(audit(plainText(wrong)).diagnostics.length).toBeGreaterThanOrEqual(1);
    });
  },
);

test.each(nameRules.map(({ name, example }) => ({ name, example })))('$example reports $name', ({ name, example }) => {
  expect(reportedIn({ text: example, start: 0 }, 'point').map((one) => one.name)[0]).toBe(name);
});
