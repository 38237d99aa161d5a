import { expect } from 'vitest';

/** The largest relative difference from an anchor: R, scipy, statsmodels, mpmath. */
const TOLERANCE = 1e-9;

/**
 * Expects every number of `expected` (also within lists and objects) to stand in `actual` to nine digits.
 * An expected 0 allows what rounding leaves of 0.
 */
export function expectAgreement(actual: unknown, expected: unknown, path = 'value'): void {
  if (typeof expected === 'number' && typeof actual === 'number' && Number.isFinite(expected)) {
    const difference = Math.abs(actual - expected);
    const allowed = expected === 0 ? 1e-12 : TOLERANCE * Math.abs(expected);
    expect(difference <= allowed, `${path} is ${actual}, the anchor ${expected}`).toBe(true);
  } else if (typeof expected === 'object' && expected !== null) {
    expect(actual, path).toBeTypeOf('object');
    for (const [key, value] of Object.entries(expected)) {
      expectAgreement((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else {
    expect(actual, path).toBe(expected);
  }
}
