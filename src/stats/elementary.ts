import asinOf from '@stdlib/math-base-special-asin';
import expOf from '@stdlib/math-base-special-exp';
import hypotOf from '@stdlib/math-base-special-hypot';
import lnOf from '@stdlib/math-base-special-ln';
import log1pOf from '@stdlib/math-base-special-log1p';
import log2Of from '@stdlib/math-base-special-log2';

/*
 * The elementary functions of statistics, with the same digits on every machine.
 *
 * ECMAScript leaves the last digit of `Math.exp`, `Math.log` and their like to the engine, and engines differ: Node 20
 * to 26 and Chromium 156 do in one of ten values of exp. These are written in arithmetic, which is exact everywhere.
 */

export const asin: (x: number) => number = asinOf;
export const exp: (x: number) => number = expOf;
export const hypot: (x: number, y: number) => number = hypotOf;
export const log: (x: number) => number = lnOf;
export const log1p: (x: number) => number = log1pOf;
export const log2: (x: number) => number = log2Of;
