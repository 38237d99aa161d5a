import { distance } from 'fastest-levenshtein';

/** ` Did you mean "…"?` with the nearest of the names, whatever its case, or nothing when none is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  const far = (other: string): number => distance(name.toLowerCase(), other.toLowerCase());
  const [near] = names.toSorted((a, b) => far(a) - far(b));
  return near !== undefined && far(near) <= Math.max(2, name.length / 3) ? ` Did you mean "${near}"?` : '';
}
