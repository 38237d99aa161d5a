import type { Field } from './field.js';
import type { FieldValue } from './posting.js';

/**
 * What a posting shares with its reposts: the values of the fields that the manifest names under `unique`. Texts are
 * near enough where they have the same words in the same order, whatever their case, spaces and punctuation.
 *
 * @returns undefined where one of the fields is empty: nothing says then that another is the same posting
 */
export function repostKey(
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
