import Big from 'big.js';

/**
 * Whether a value rounds to the printed digits, half up or half to even, by magnitude: 29.45 rounds to both 29.5 and
 * 29.4.
 *
 * Decided on decimal digits, so exactly at any size. Arithmetic on fractions leaves noise in the last digits of a
 * double
 * (0.3 − 0.155 is 0.14500000000000002), so a fraction also counts by its first 15 digits, all that a double is sure of.
 *
 * @param value the recounted number; a fraction of 1 where the print is a percentage
 * @param printed the printed number, without its percent sign
 */
export function roundsTo(value: number, printed: { to: number; decimals: number; percent: boolean }): boolean {
  const readings = Number.isInteger(value) ? [value] : [value, Number(value.toPrecision(15))];
  return readings.some((reading) => {
    const exact = printed.percent ? Big(reading).times(100) : Big(reading);
    return [Big.roundHalfUp, Big.roundHalfEven].some((mode) => exact.round(printed.decimals, mode).eq(printed.to));
  });
}
