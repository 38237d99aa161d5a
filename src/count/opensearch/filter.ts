import { UserError } from '../../error.js';
import type { Lexicon } from '../../tag/lexicon.js';
import type { MatchMode } from '../../tag/match-mode.js';
import { describeFilter, type Filter, isRange, type RangeFilter } from '../query.js';
import { allOf, anyOf, atLeast, type Dsl, noneOf, nothing } from './dsl.js';
import type { Layout } from './layout.js';
import { Refusal } from './refusal.js';

/** How concepts are looked for, and where. */
export interface ConceptSearch {
  readonly match: MatchMode | undefined;
  readonly lexicon: Lexicon | undefined;
  /** The fields to look through where a query names none. */
  readonly text: () => readonly string[];
}

/** More ways than these to reach a number of occurrences are not spelled out. */
const mostWays = 200;

/** A filter in OpenSearch's query language, which holds for exactly the same postings. @throws Refusal */
export function dslOf(filter: Filter, layout: Layout, concepts: ConceptSearch): Dsl {
  const each = (filters: readonly Filter[]): Dsl[] => filters.map((one) => dslOf(one, layout, concepts));
  if ('all' in filter) return allOf(each(filter.all));
  if ('any' in filter) return anyOf(each(filter.any));
  if ('not' in filter) return noneOf([dslOf(filter.not, layout, concepts)]);
  if ('atLeast' in filter) return atLeast(filter.atLeast, each(filter.of));
  if ('moreOf' in filter) return more(each(filter.moreOf), each(filter.than));
  if ('mentions' in filter) return mentioning(filter, layout, concepts);
  if ('oneOf' in filter) return filter.oneOf.length === 0 ? nothing : layout.is(filter.field, filter.oneOf);
  if ('is' in filter) {
    const { field, is } = filter;
    if (is === null) return noneOf([layout.filled(field)]);
    // a value of another kind is never the field's: the text "true" is no flag
    const kind = layout.kind(field);
    const fits =
      kind === 'names' || typeof is === (kind === 'flag' ? 'boolean' : kind === 'number' ? 'number' : 'string');
    return fits ? layout.is(field, [String(is)]) : nothing;
  }
  if (isRange(filter)) return ranged(filter, layout);
  return containing(filter, layout);
}

/** A number or day in a range. @throws Refusal for an index that cannot compare the field's values so */
function ranged({ field, from, above, to, below }: RangeFilter, layout: Layout): Dsl {
  const ends = { gte: from, gt: above, lte: to, lt: below };
  return layout.range(field, Object.fromEntries(Object.entries(ends).filter(([, end]) => end !== undefined)));
}

/** More of some conditions hold than of others: for some k, at least k of the first and fewer than k of the others. */
function more(first: readonly Dsl[], others: readonly Dsl[]): Dsl {
  const most = Math.min(first.length, others.length + 1);
  return anyOf(
    Array.from({ length: most }, (_, i) =>
      allOf(
        [atLeast(i + 1, first), noneOf(i < others.length ? [atLeast(i + 1, others)] : [])].filter(
          (part) => !('match_all' in part),
        ),
      ),
    ),
  );
}

function containing(filter: Extract<Filter, { contains: unknown }>, layout: Layout): Dsl {
  const { field, contains, times = 1 } = filter;
  const parts = filter.case === 'ignore' ? contains.map((part) => part.toLowerCase()) : contains;
  const has = (each: readonly string[]): Dsl =>
    each.every((part) => part === '') ? layout.filled(field) : layout.contains(field, each, filter.case);
  if (times === 1) return anyOf(parts.map((part) => has([part])));
  const instead = describeFilter({ field, contains, case: filter.case });
  if (layout.kind(field) === 'names')
    throw new Refusal(
      describeFilter(filter),
      'occurrences are counted over all items of a list, and an index keeps the items apart',
      instead,
    );
  if (parts.includes(''))
    throw new Refusal(describeFilter(filter), 'an empty text has no number of occurrences', instead);
  const ways = waysTo(times, parts.length);
  if (ways.length > mostWays)
    throw new Refusal(
      describeFilter(filter),
      `there are ${ways.length} ways to ${times} occurrences of ${parts.length} texts`,
      instead,
    );
  // so often in all: each part so often, in some division of the number
  return anyOf(
    ways.map((counts) =>
      allOf(
        counts.flatMap((count, i) => (count === 0 ? [] : [has(Array.from({ length: count }, () => parts[i] ?? ''))])),
      ),
    ),
  );
}

/** All ways to divide a number among so many parts. */
function waysTo(n: number, parts: number): number[][] {
  if (parts === 0) return n === 0 ? [[]] : [];
  return Array.from({ length: n + 1 }, (_, first) =>
    waysTo(n - first, parts - 1).map((rest) => [first, ...rest]),
  ).flat();
}

function mentioning(
  { mentions: name, in: field }: Extract<Filter, { mentions: string }>,
  layout: Layout,
  { match, lexicon, text }: ConceptSearch,
): Dsl {
  const concept = lexicon?.concepts.find((each) => each.name === name);
  if (!concept || match === undefined)
    throw new UserError(
      `concept "${name}" is in no lexicon of this corpus, so its phrases are not known; ` +
        'name a lexicon that has it: lexicon',
    );
  const fields = field === undefined ? text() : [field];
  return anyOf(
    fields.flatMap((each) =>
      match === 'phrase'
        ? concept.phrases.map(({ phrase }) => layout.phrase(each, phrase))
        : [layout.mentions(each, name, match)],
    ),
  );
}
