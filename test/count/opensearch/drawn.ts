import type { Filter, Grouping, Query } from '../../../src/count/query.js';

/** A linear congruential generator: the same queries everywhere. */
function drawing(seed: number) {
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return { below, of: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}

/** Queries of every form, drawn by chance over the fields of the adversarial corpus. */
export function drawnQueries(
  n: number,
  { texts, concepts }: { readonly texts: readonly string[]; readonly concepts: readonly string[] },
): Query[] {
  const { below, of } = drawing(20260310);
  const several = <T>(most: number, draw: () => T): T[] => Array.from({ length: 1 + below(most) }, draw);
  const named = (filters: readonly Filter[]): Record<string, Filter> =>
    Object.fromEntries(filters.map((filter, i) => [`f${i}`, filter]));

  const filter = (depth: number): Filter => {
    const inner = () => filter(depth - 1);
    if (depth > 0 && below(2) === 0) {
      return of<() => Filter>([
        () => ({ all: several(3, inner) }),
        () => ({ any: several(3, inner) }),
        () => ({ not: inner() }),
        () => ({ atLeast: 1 + below(3), of: several(4, inner) }),
        () => ({ moreOf: several(3, inner), than: several(3, inner) }),
      ])();
    }
    return of<() => Filter>([
      () => ({
        field: of(['title', 'skills', 'tools', 'description', 'a.b*c d', 'day']),
        is: of([...texts, null, '(none)']),
      }),
      () => ({ field: 'remote', is: of([true, false, null, 'true']) }),
      () => ({ field: 'pay', is: of([0, 1.5, -2, 1e21, null, '100']) }),
      () => ({
        field: of(['title', 'skills', 'description', 'remote', 'pay']),
        oneOf: several(4, () => of([...texts, 'true', '1.5'])),
      }),
      () => ({
        field: of(['title', 'skills', 'description', 'day', 'pay']),
        contains: several(3, () =>
          of(['fine', 'a', 'ΛΟΓ', 'İ', '1', '-', 'ß', '機', '👩', '\\', '*', '?', 'e\u0301', '']),
        ),
        case: of(['exact', 'ignore'] as const),
      }),
      () => ({
        field: of(['title', 'description']),
        contains: ['fine', 'tun'],
        case: of(['exact', 'ignore'] as const),
        times: 2 + below(2),
      }),
      () => ({ mentions: of(concepts), ...(below(2) === 0 ? { in: of(['title', 'skills', 'description']) } : {}) }),
    ])();
  };
  const grouping = (as: string): Grouping =>
    of<() => Grouping>([
      () => of(['title', 'skills', 'tools', 'remote', 'pay', 'day', 'a.b*c d']),
      () => ({ as, first: named(several(4, () => filter(1))) }),
      () => ({ as, holding: named(several(8, () => filter(1))) }),
      () => ({ as, forms: of(['title', 'tools', 'a.b*c d']), of: ['fine', 'tun', 'a'] }),
      () => ({ as, size: 'skills' }),
      () => ({ as, day: 'day', per: of(['week', 'month', 'quarter', 'year'] as const) }),
      () => ({ as, items: 'skills', first: { fine: ['fine'], 'a or b': ['a', 'b'] } }),
      () => ({
        as,
        standing: 'skills',
        in: 'description',
        words: of(['together', 'anywhere'] as const),
        ...(below(2) === 0 ? { of: several(5, () => of(texts)) } : {}),
      }),
    ])();

  return Array.from({ length: n }, (): Query => {
    const groupings = [grouping('g'), grouping('h')].slice(0, below(3));
    const twice = groupings.length === 2 && groupings[0] === groupings[1];
    const distinct = below(4) === 0;
    return {
      ...(below(2) === 0 ? { where: filter(2) } : {}),
      by: twice ? groupings.slice(0, 1) : groupings,
      match: of(['phrase', 'word', 'substring'] as const),
      ...(below(3) === 0 ? { concepts: [...new Set(several(3, () => of(concepts)))] } : {}),
      ...(below(3) === 0 ? { columns: { one: filter(2) } } : {}),
      ...(below(3) === 0 ? { mentions: true } : {}),
      ...(distinct ? { distinct: of(['title', 'skills', 'description', 'remote', 'day']) } : {}),
      ...(below(8) === 0 ? { pairs: 'skills' } : {}),
      ...(below(4) === 0 ? { top: 1 + below(10) } : {}),
    };
  });
}
