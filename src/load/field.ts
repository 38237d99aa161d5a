import { z } from 'zod';
import { type FieldKind, kinds } from './posting.js';

/**
 * How a field of a posting is filled.
 *
 * Most are taken from the record as it was read, by a path such as `position.title`. The others are derived
 * from fields above them: `join` makes one text of several, `lists` one list of several, of each only the
 * `first` n items if that is said. `lowercase` and `remove` then tidy a text: lower-cased, and each substring
 * removed wherever it occurs, in order, with the spaces at both ends trimmed after each.
 *
 *     title:        { kind: name, from: position.title }
 *     plain_title:  { kind: name, from: position.title, lowercase: true, remove: [senior, lead] }
 *     skills:       { kind: names, lists: [genai, ml], first: 10 }
 *     all_text:     { kind: text, join: [title, skills], with: ' ' }
 */
export type Field = Taken | Joined | Listed;

/** Taken from the record. */
export type Taken =
  | ({ readonly kind: 'text' | 'name'; readonly from: string } & Tidying)
  /** `split` is for lists that are written as one text, as CSV has to: `RAG;agents`. */
  | { readonly kind: 'names'; readonly from: string; readonly split?: string }
  | { readonly kind: 'flag' | 'number' | 'day'; readonly from: string };

/** Several fields as one text, lists item by item, missing ones left out, with `with` between any two. */
export type Joined = {
  readonly kind: 'text' | 'name';
  readonly join: readonly string[];
  readonly with: string;
} & Tidying;

/** Several lists as one, of each only the `first` n items. */
export interface Listed {
  readonly kind: 'names';
  readonly lists: readonly string[];
  readonly first?: number;
}

export interface Tidying {
  readonly lowercase?: true;
  readonly remove?: readonly string[];
}

const text = z.string().min(1);
const tidying = { lowercase: z.literal(true).exactOptional(), remove: z.array(text).min(1).exactOptional() };

/** The kinds that a way of filling allows; the error says what is wrong with another one. */
const kind = <const Allowed extends readonly FieldKind[]>(way: string, allowed: Allowed) =>
  z.enum(allowed, {
    error: ({ input }) =>
      kinds.some((known) => known === input)
        ? `a field filled ${way} is of kind ${allowed.join(' or ')}`
        : `expected a kind: ${kinds.join(', ')}`,
  });

const field: z.ZodType<Field> = z.union([
  z.strictObject({ kind: kind('so', ['flag', 'number', 'day']), from: text }),
  z.strictObject({ kind: kind('so', ['text', 'name']), from: text, ...tidying }),
  z.strictObject({ kind: kind('by split', ['names']), from: text, split: text.exactOptional() }),
  z.strictObject({ kind: kind('by join', ['text', 'name']), join: z.array(text).min(1), with: z.string(), ...tidying }),
  z.strictObject({
    kind: kind('by lists', ['names']),
    lists: z.array(text).min(1),
    first: z.int().positive().exactOptional(),
  }),
]);

/** The fields of a corpus; those that are derived name only fields above them, lists of lists and texts of any. */
export const fieldsSchema: z.ZodType<Readonly<Record<string, Field>>> = z
  .record(text, field)
  .superRefine((fields, context) => {
    const above = new Map<string, Field>();
    for (const [name, each] of Object.entries(fields)) {
      const [key, sources] =
        'join' in each ? (['join', each.join] as const) : 'lists' in each ? (['lists', each.lists] as const) : ['', []];
      for (const [position, source] of sources.entries()) {
        const found = above.get(source);
        const message = !found
          ? `there is no field "${source}" above "${name}"; a derived field names fields that stand before it`
          : key === 'lists' && found.kind !== 'names'
            ? `"${source}" is a ${found.kind}, and only lists (kind: names) can be put together to one`
            : undefined;
        if (message) context.addIssue({ code: 'custom', path: [name, key, position], message, input: source });
      }
      above.set(name, each);
    }
  });
