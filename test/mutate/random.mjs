import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws whole numbers below a bound, the same for the same seed. */
export function drawing(seed) {
  const random = xoroshiro128plus(seed);
  return (bound) => (random.next() >>> 0) % bound;
}

/** So many of some places, or all where there are fewer, without repetition and in a random order. */
export function drawn(places, most, below) {
  const left = [...places];
  return Array.from({ length: Math.min(most, left.length) }, () => {
    const at = below(left.length);
    const [place] = left.splice(at, 1, left.at(-1));
    left.pop();
    return place;
  });
}
