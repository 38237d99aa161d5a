import { checkCount, refuse } from './argument.js';

/** A mean and a standard deviation as printed, of n whole numbers. */
export interface PrintedSample {
  readonly n: number;
  readonly mean: number;
  /** Digits after the point, from 0 to 6, in which mean and standard deviation were printed. */
  readonly meanDecimals: number;
  readonly sd?: number;
  readonly sdDecimals?: number;
  /** The ends of the scale, where it has any: 1 and 7; 0 and 1 for a property that is there or not. */
  readonly low?: number;
  readonly high?: number;
}

/** Why no sample of whole numbers has a printed mean and standard deviation; undefined where one has. */
export type Impossible =
  | 'beyond the scale'
  | 'no whole sum'
  | 'too small a deviation'
  | 'too large a deviation'
  | 'no such squares';

/**
 * Beyond this many sums of squares the last step, which tries them all, is left out: nothing is called impossible for
 * it.
 */
const MOST_STEPS = 4e7;

/**
 * Could n whole numbers have this mean and standard deviation?
 *
 * The sum of whole numbers is whole, which leaves few means (GRIM). So is the sum of their squares, which is odd when
 * the sum is odd, no less than that of n numbers next to the mean, and no more than that of numbers at both ends of the
 * scale (GRIMMER; on the scale from 0 to 1: DEBIT). On a scale, every sum of squares that is left is looked for among
 * the samples that there are (as SPRITE does by trial, here exactly). Rounding half up, half down and to even are
 * allowed, and the standard deviation may be that of a sample (n − 1) or of a population (n).
 *
 * Sources: N. J. L. Brown & J. A. J. Heathers, The GRIM test (2017); J. Anaya, The GRIMMER test, PeerJ Preprints 4
 * (2016) e2400; J. A. J. Heathers & N. J. L. Brown, DEBIT (2019); J. A. J. Heathers et al., SPRITE, PeerJ Preprints 6
 * (2018) e26968.
 *
 * @param printed the printed figures; `n` a whole number from 1 up, `low` and `high` whole numbers
 * @returns undefined when some sample has these figures, or else what rules it out
 * @throws UserError for an n below 1, decimals outside 0 to 6, or a scale without width
 * @example
 * impossibleSample({ n: 10, mean: 3.1, meanDecimals: 2, sd: 0.05, sdDecimals: 2 }) // => "too small a deviation"
 * impossibleSample({ n: 10, mean: 3.1, meanDecimals: 2, sd: 0.32, sdDecimals: 2 }) // => undefined
 * impossibleSample({ n: 19, mean: 5.19, meanDecimals: 2 }) // => "no whole sum"
 */
export function impossibleSample(printed: PrintedSample): Impossible | undefined {
  const { n, mean, meanDecimals, sd, sdDecimals = 0, low, high } = printed;
  checkCount('impossibleSample', 'n', n, 1);
  for (const [name, decimals] of [
    ['meanDecimals', meanDecimals],
    ['sdDecimals', sdDecimals],
  ] as const)
    if (!(decimals >= 0 && decimals <= 6)) refuse('impossibleSample', name, decimals, 'from 0 to 6');
  if (low !== undefined && high !== undefined && !(low < high))
    refuse('impossibleSample', 'high', high, `above ${low}`);
  const half = 0.5 * 10 ** -meanDecimals + 1e-9;
  if ((low !== undefined && mean + half < low) || (high !== undefined && mean - half > high)) return 'beyond the scale';
  const sums: number[] = [];
  for (let sum = Math.ceil((mean - half) * n - 1e-9); sum <= (mean + half) * n + 1e-9; sum++)
    if ((low === undefined || sum >= low * n) && (high === undefined || sum <= high * n)) sums.push(sum);
  if (sums.length === 0) return 'no whole sum';
  if (sd === undefined || n < 2) return undefined;
  // of very many sums the ends and the middle bound what the others give
  const some =
    sums.length > 200 ? [sums[0], sums[sums.length >> 1], sums.at(-1)].filter((sum) => sum !== undefined) : sums;
  const reasons = some.map((sum) => wrongSquares(sum, { n, sd, sdDecimals, low, high }));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

interface Spread {
  readonly n: number;
  readonly sd: number;
  readonly sdDecimals: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Why no sum of squares goes with a sum and the printed standard deviation. */
function wrongSquares(sum: number, { n, sd, sdDecimals, low, high }: Spread): Impossible | undefined {
  const half = 0.5 * 10 ** -sdDecimals + 1e-9;
  const [from, to] = [Math.max(0, sd - half) ** 2, (sd + half) ** 2];
  const centre = (sum * sum) / n;
  const ranges = [n - 1, n].map((by) => [centre + from * by, centre + to * by] as const);
  const least = closest(sum, n);
  const most = low === undefined || high === undefined ? Infinity : farthest(sum, n, low, high);
  if (ranges.every(([, high]) => high < least - 1e-6)) return 'too small a deviation';
  if (ranges.every(([low]) => low > most + 1e-6)) return 'too large a deviation';
  const squares = new Set<number>();
  for (const [low, high] of ranges)
    for (let q = Math.max(least, Math.ceil(low - 1e-6)); q <= Math.min(most, high + 1e-6) && squares.size < 2e4; q++)
      // a square is odd when its number is
      if ((q - sum) % 2 === 0) squares.add(q);
  if (squares.size === 0) return 'no such squares';
  if (low === undefined || high === undefined) return undefined;
  return someSample(sum, squares, n, low, high) ? undefined : 'no such squares';
}

/** The smallest sum of squares of n whole numbers with this sum: all next to the mean. */
function closest(sum: number, n: number): number {
  const below = Math.floor(sum / n);
  const above = sum - below * n;
  return (n - above) * below ** 2 + above * (below + 1) ** 2;
}

/** The largest: as many as possible at either end of the scale. */
function farthest(sum: number, n: number, low: number, high: number): number {
  const atTop = Math.floor((sum - n * low) / (high - low));
  const rest = sum - n * low - atTop * (high - low);
  const last = low + rest;
  return atTop * high ** 2 + (n - atTop > 0 ? last ** 2 + (n - atTop - 1) * low ** 2 : 0);
}

/** Whether n numbers of the scale have this sum and one of these sums of squares, by counting from one number to n. */
function someSample(sum: number, squares: ReadonlySet<number>, n: number, low: number, high: number): boolean {
  const width = high - low;
  const target = sum - n * low;
  // squares of the distances from the lower end: Σ(x − low)² = Σx² − 2·low·Σx + n·low²
  const wanted = [...squares].map((q) => q - 2 * low * sum + n * low * low).filter((q) => q >= 0);
  const longest = Math.max(...wanted);
  if ((target + 1) * (longest + 1) * width * n > MOST_STEPS) return true;
  // fewest[s][q]: the fewest numbers above the lower end that have sum s and squares q
  const fewest = new Uint16Array((target + 1) * (longest + 1)).fill(65535);
  fewest[0] = 0;
  for (let s = 0; s <= target; s++)
    for (let q = 0; q <= longest; q++) {
      const used = fewest[s * (longest + 1) + q] ?? 65535;
      if (used >= n) continue;
      for (let x = 1; x <= width && s + x <= target && q + x * x <= longest; x++) {
        const at = (s + x) * (longest + 1) + q + x * x;
        if ((fewest[at] ?? 0) > used + 1) fewest[at] = used + 1;
      }
    }
  return wanted.some((q) => (fewest[target * (longest + 1) + q] ?? 65535) <= n);
}
