import type { Field } from './field.js';
import { Ids } from './ids.js';
import type { CorpusWithRows } from './manifest.js';
import type { FieldValue, Posting } from './posting.js';
import { describePlace, type Problem, type SourceLocation } from './problem.js';

/** What a row gave: a posting with its place and the fields that it lost, or what cost the posting. */
export type Reading =
  | { readonly posting: Posting; readonly place: SourceLocation; readonly mistakes: readonly Problem[] }
  | { readonly problem: Problem };

/** Leaves out each posting that repeats an earlier one in the fields that the manifest names under `unique`. */
export async function* withoutReposts(
  { unique = [], fields }: CorpusWithRows,
  readings: AsyncIterable<Reading>,
): AsyncGenerator<Reading> {
  if (unique.length === 0) return yield* readings;
  const known = new Ids();
  for await (const each of readings) {
    if ('problem' in each) {
      yield each;
      continue;
    }
    const key = repostKey(unique, fields, each.posting.fields);
    const before = key === undefined ? undefined : known.add(key, each.place);
    yield before ? { problem: repeats(each.place, before, unique) } : each;
  }
}

const repeats = (place: SourceLocation, before: SourceLocation, unique: readonly string[]): Problem => ({
  ...place,
  reason: `it repeats ${describePlace(before)} in ${unique.join(', ')}; the first is kept`,
  lost: 'repeat',
});

/**
 * What a posting shares with its reposts: the values of the fields that the manifest names under `unique`. Texts are
 * near enough where they have the same words in the same order, whatever their case, spaces and punctuation.
 *
 * @returns undefined where one of the fields is empty: nothing says then that another is the same posting
 */
function repostKey(
  unique: readonly string[],
  fields: Readonly<Record<string, Field>>,
  values: Readonly<Record<string, FieldValue>>,
): string | undefined {
  const parts = unique.map((name) => {
    const value = values[name] ?? null;
    return fields[name]?.kind === 'text' && typeof value === 'string' ? wordsOf(value) : value;
  });
  return parts.includes(null) ? undefined : JSON.stringify(parts);
}

const wordsOf = (text: string): string | null =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}+#]+/gu)
    ?.join(' ') ?? null;
