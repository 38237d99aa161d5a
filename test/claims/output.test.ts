import { expect, test } from 'vitest';
import { checkOutputVersion } from '../../src/claims/output.js';

const checks = (output: unknown) => ({ 'text/plain': 'version: 2', 'application/vnd.recount.checks+json': output });

test.each([{ checks: [] }, { checks: [], version: 1 }, null])('an output %j is of version 1', (output) => {
  expect(() => checkOutputVersion(checks(output), 'a cell')).not.toThrow();
});

test('an output that a newer Recount left is refused by its place and version', () => {
  expect(() => checkOutputVersion(checks({ version: 2 }), 'notebooks/a.ipynb (cell x)')).toThrow(
    'notebooks/a.ipynb (cell x): its output application/vnd.recount.checks+json is of version 2, and this Recount ' +
      'reads up to version 1; update Recount, or run the notebook again',
  );
});

test('outputs of others have versions of their own', () => {
  expect(() => checkOutputVersion({ 'application/vnd.plotly.v1+json': { version: 3 } }, 'a cell')).not.toThrow();
});
