import { expect, test } from 'vitest';
import { fTail } from '../../src/stats/f-tail.js';
import { expectAgreement } from './agree.js';

// scipy.stats.f.sf(f, df1, df2)
test.each([
  [1, 28, 4.2, 0.049897459100930346],
  [2, 87, 6.12, 0.0032599701263161173],
  [3, 116, 3.98, 0.009689629742371118],
  [1.7, 49.3, 2.91, 0.07194160941674617],
  [1, 240, 12.7, 0.00044104848343363555],
  [5, 10, 0.3, 0.9019579816310673],
  [10, 1000, 30, 8.260347712638206e-51],
  [4, 20, 400, 8.946243212979665e-19],
])('F(%d, %d) = %d has the upper tail that SciPy gives', (df1, df2, f, p) => {
  expectAgreement(fTail(f, df1, df2).p, p);
});

test('where the tail underflows its logarithm goes on', () => {
  // mpmath.log10(mpmath.betainc(500, 5, 0, mpmath.mpf(1000) / 51000, regularized=True))
  const { p, log10P } = fTail(5000, 10, 1000);
  expect(p).toBe(0);
  expectAgreement(log10P, -844.3950906620418);
});
