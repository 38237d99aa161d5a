import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Endless draws of whole numbers from 0 to below `size`, each as likely (to within size/2³²); a seed, a sequence. */
export function indexDraws(size: number, seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () => Math.floor(((random.next() >>> 0) / 2 ** 32) * size);
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
