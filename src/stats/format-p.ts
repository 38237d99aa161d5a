/**
 * A p-value for people: two significant digits, from 0.001 down as a power of ten.
 *
 * @example
 * formatP(0.0362) // => "0.036"
 * formatP(2.1e-8) // => "2.1e-8"
 */
export const formatP = (p: number): string => (p < 0.001 ? p.toExponential(1) : p.toPrecision(2));
