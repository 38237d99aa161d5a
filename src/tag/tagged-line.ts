import { objectOf } from '../load/formats/jsonl.js';
import { preview } from '../load/preview.js';
import { holdsMarkup, textOfMarkup } from '../load/values/markup.js';
import { at } from '../load/values/path.js';
import { readable } from '../load/values/unicode.js';
import type { Tagger } from './tag.js';

/** A line of a JSONL file, read and tagged. */
export type TaggedLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | {
      readonly kind: 'posting';
      /** How often each concept is mentioned, in the order of the lexicon. */
      readonly mentions: readonly number[];
      /** Whether the posting has each of the fields. */
      readonly has: readonly boolean[];
      /** Values of text fields that are not text. */
      readonly mistakes: readonly string[];
    };

/**
 * Reads and tags a line of a JSONL file: what the fast scan must find, and what settles the lines that it leaves.
 *
 * A text is the string of a field, and each string of a list. Each is tagged by itself, so that no phrase is found
 * across two. Without fields, the strings at the top level are texts, and those in lists there.
 */
export function tagLine(
  bytes: Uint8Array,
  { tag, lexicon }: Tagger,
  fields: readonly string[] | undefined,
): TaggedLine {
  let line: string;
  try {
    line = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { kind: 'skipped', reason: 'not valid UTF-8' };
  }
  if (line.trim() === '') return { kind: 'blank' };
  const read = objectOf(line);
  if ('reason' in read) return { kind: 'skipped', reason: read.reason };

  const texts: string[] = [];
  const mistakes: string[] = [];
  const take = (value: unknown, field: string | undefined): boolean => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const isText = items.every((item) => typeof item === 'string');
    if (isText || field === undefined) for (const item of items) if (typeof item === 'string') texts.push(asRead(item));
    if (!isText && field !== undefined)
      mistakes.push(`${field}: expected a text, or a list of texts, got ${preview(value)}`);
    return isText;
  };
  const has = fields
    ? fields.map((field) => {
        const value = at(read.values, field);
        return value !== undefined && value !== null && take(value, field);
      })
    : [
        Object.values(read.values)
          .filter((value) => typeof value === 'string' || Array.isArray(value))
          .map((value) => take(value, undefined)).length > 0,
      ];

  const order = new Map(lexicon.concepts.map(({ name }, i) => [name, i]));
  const mentions = lexicon.concepts.map(() => 0);
  for (const text of texts) {
    for (const { concept } of tag(text)) {
      const i = order.get(concept) ?? 0;
      mentions[i] = (mentions[i] ?? 0) + 1;
    }
  }
  return { kind: 'posting', mentions, has, mistakes };
}

/** A text as a reader of the posting sees it: without mark-up, however its characters are coded. */
const asRead = (text: string): string => readable(holdsMarkup(text) ? textOfMarkup(text) : text);
