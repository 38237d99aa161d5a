import { expect, test } from 'vitest';
import { correct, parseMultiplicity } from '../../src/claims/multiplicity.js';
import { corpus } from '../../src/count/corpus.js';

const basis = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
const claims = ['fine-tuning-by-role/deep-lower-aie'];

// R: p.adjust(c(.01, .04, .03), 'holm'); p.adjust(c(.01, .04, .03), 'BH')
test('tests are corrected for their number, and the claims beside them are kept', () => {
  const { tests } = correct({
    family: 'three',
    tests: [
      { comparison: 'a', p: 0.01, claims },
      { comparison: 'b', p: 0.04 },
      { comparison: 'c', p: 0.03 },
    ],
    basis,
  });
  expect(tests.map(({ holm }) => holm)).toEqual([0.03, 0.06, 0.06]);
  expect(tests.map(({ benjaminiHochberg }) => Number(benjaminiHochberg.toFixed(12)))).toEqual([0.03, 0.04, 0.04]);
  expect(tests.map(({ survives, claims }) => [survives, claims.length])).toEqual([
    [true, 1],
    [false, 0],
    [false, 0],
  ]);
});

test('an unknown claim and an empty family are errors', () => {
  expect(() => correct({ family: 'none', tests: [], basis })).toThrow('the family "none" has no tests');
  expect(() =>
    correct({ family: 'x', tests: [{ comparison: 'a', p: 0.1, claims: ['fine-tuning-by-role/deep-lower'] }], basis }),
  ).toThrow('is not in data/articles');
  expect(() => parseMultiplicity({}, 'here')).toThrow(/^here holds no family of tests/);
});
