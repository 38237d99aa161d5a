import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean "…"?` with the nearest of the names, or nothing when none is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const near = closest(name, names);
  return distance(name, near) <= Math.max(2, name.length / 3) ? ` Did you mean "${near}"?` : '';
}
