/**
 * What has the same key together, in the order in which keys are met.
 *
 * @example
 * [...groupedBy(['ai', 'ml', 'api'], (word) => word.slice(0, 1)).values()] // => [['ai', 'api'], ['ml']]
 */
export function groupedBy<Of>(list: Iterable<Of>, keyOf: (one: Of) => string): Map<string, Of[]> {
  const groups = new Map<string, Of[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
