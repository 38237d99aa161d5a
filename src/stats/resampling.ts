import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Endless draws of whole numbers from 0 to below `size`, each as likely (to within size/2³²); a seed, a sequence. */
export function indexDraws(size: number, seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () => Math.floor(((random.next() >>> 0) / 2 ** 32) * size);
}

type Indices = Uint16Array | Uint32Array;

/** Draws that were made already, by size and seed, the latest last: an analysis asks for the same a thousand times. */
const made = new Map<string, Indices>();
const mostKept = 2 ** 24;

/**
 * Resamples of `size` things with replacement: the indices of the first, the second, … as {@link indexDraws} has them
 * one after another. What is returned for one resample holds until the next is asked for; they are asked for in order.
 */
export function indexResamples(size: number, resamples: number, seed: number): (resample: number) => Indices {
  const ofLength = (length: number) => (size <= 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length));
  if (size * resamples > mostKept) {
    const [draw, one] = [indexDraws(size, seed), ofLength(size)];
    return () => fill(one, draw);
  }
  const key = `${size} ${seed}`;
  const known = made.get(key);
  const all =
    known && known.length >= size * resamples ? known : fill(ofLength(size * resamples), indexDraws(size, seed));
  made.delete(key);
  made.set(key, all);
  let kept = 0;
  for (const [each, { length }] of [...made].reverse()) {
    kept += length;
    if (kept > mostKept) made.delete(each);
  }
  return (resample) => all.subarray(resample * size, (resample + 1) * size);
}

function fill(indices: Indices, draw: () => number): Indices {
  for (let i = 0; i < indices.length; i++) indices[i] = draw();
  return indices;
}

/**
 * The quantile of values in ascending order, linear between neighbours (R's type 7, NumPy's default).
 * R. J. Hyndman & Y. Fan, The American Statistician 50 (1996) 361–365.
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = (ascending.length - 1) * share;
  const below = ascending[Math.floor(at)] ?? NaN;
  const above = ascending[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** A list in random order: Fisher and Yates, from the end. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = xoroshiro128plus(seed);
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(((random.next() >>> 0) / 2 ** 32) * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
