import { z } from 'zod';
import { type FieldKind, kinds } from './posting.js';
import { type DayOrder, dayOrders, isDay } from './values/day.js';
import { mistakeInPath } from './values/path.js';
import { periods } from './values/pay.js';

/**
 * How a field of a posting is filled.
 *
 * Most are taken from the record as it was read, by a path such as `position.title` or `jobLocation[].address.city`.
 * The others are derived from fields above them: `of` reads another field again, `join` makes one text of several,
 * `lists` one list of several, of each only the `first` n items if that is said; `alike` compares a text with those of
 * all postings. `patterns` and `table` give names to
 * what a field holds. `lowercase` and `remove` tidy a text: lower-cased, and each substring removed wherever it occurs,
 * in order, with the spaces at both ends trimmed after each.
 *
 *     title:        { kind: name, from: position.title }
 *     plain_title:  { kind: name, from: position.title, lowercase: true, remove: [senior, lead] }
 *     role:         { kind: name, of: title,
 *                     patterns: { ML Engineer: 'machine learning|\bml\b', AI Engineer: '\bai\b' } }
 *     skills:       { kind: names, lists: [genai, ml], first: 10 }
 *     all_text:     { kind: text, join: [title, skills], with: ' ' }
 *     same_text:    { kind: name, alike: description }
 *     surplus:      { kind: flag, alike: description, shared: 0.8 }
 */
export type Field = Taken | Joined | Listed | Alike;

/** Read from the record, or from a field above. */
export type Taken = Source & Missing & (TakenText | TakenName | TakenNames | TakenFlag | TakenNumber | TakenDay);

/** A path in the record, or the name of a field above. */
export type Source = { readonly from: string } | { readonly of: string };

/** Values that stand for a missing one: `"-1"`, `N/A`. */
export interface Missing {
  readonly missing?: readonly string[];
}

export interface TakenText extends Tidying, Markup {
  readonly kind: 'text';
  /** Keeps mark-up and characters as they are coded, to recount what was counted so. */
  readonly raw?: true;
}

export interface TakenName extends Tidying, Markup, Naming {
  readonly kind: 'name';
  /** Reads a text of pay, and keeps its currency or its period. */
  readonly pay?: 'currency' | 'period';
  readonly symbols?: Symbols;
}

export interface TakenNames extends Naming {
  readonly kind: 'names';
  /** What separates the items of a list that is written as one text: `RAG;agents`. `none` where nothing does. */
  readonly split?: string | readonly string[];
}

export interface TakenFlag {
  readonly kind: 'flag';
  /** The values that mean yes and no, besides `true` and `false`, in any case. */
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
}

export interface TakenNumber {
  readonly kind: 'number';
  /**
   * How a number in a text is written: `comma` for `60.000,50`, `point` for `60,000.50`. By default as programs
   * write.
   */
  readonly decimal?: 'comma' | 'point';
  /** Reads a text of pay, and keeps its lowest or highest amount. */
  readonly pay?: 'low' | 'high';
  /** How many of a period make a year: amounts are then a year's. `{ hour: 2080, month: 12 }` */
  readonly yearly?: Readonly<Partial<Record<(typeof periods)[number], number>>>;
}

export interface TakenDay {
  readonly kind: 'day';
  readonly order?: DayOrder;
  readonly zone?: string;
  /** The day of the crawl, from which "3 days ago" counts: a day, or the path to it in the record. */
  readonly crawled?: string;
}

/** Names for what a text holds: by patterns, of which the first that matches counts, or by a table of exact texts. */
export interface Naming {
  readonly patterns?: Readonly<Record<string, string>>;
  readonly table?: Readonly<Record<string, string>>;
  /** The name where none fits; by default the field is then missing with patterns, and stays as it is with a table. */
  readonly otherwise?: string;
}

export interface Markup {
  /** Whether HTML is taken out. By default it is found out text by text, and said. */
  readonly html?: boolean;
}

/** The currencies that signs stand for: `{ $: USD }`. */
export type Symbols = Readonly<Record<string, string>>;

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

/** Which postings have the same text, word for word or nearly; see `AlikeTexts`. */
export interface Alike {
  readonly kind: 'name' | 'flag';
  /** The text field that is compared. */
  readonly alike: string;
  /** The part of their six-word sequences that two texts share at least, above 0 and up to 1; omitted, all words. */
  readonly shared?: number;
}

export interface Tidying {
  readonly lowercase?: true;
  readonly remove?: readonly string[];
}

const text = z.string().min(1);
const texts = z.array(z.string()).min(1);
const tidying = { lowercase: z.literal(true).exactOptional(), remove: z.array(text).min(1).exactOptional() };
const path = text.superRefine((value, context) => {
  const message = mistakeInPath(value);
  if (message) context.addIssue({ code: 'custom', message, input: value });
});
const pattern = text.superRefine((value, context) => {
  const message = mistakeInPattern(value);
  if (message) context.addIssue({ code: 'custom', message, input: value });
});

function mistakeInPattern(source: string): string | undefined {
  try {
    new RegExp(source, 'iu');
    return undefined;
  } catch (error) {
    return `not a regular expression: ${(error as Error).message}`;
  }
}

const zone = text.refine(isZone, 'expected a time zone such as Europe/Berlin or UTC');
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

const markup = { html: z.boolean().exactOptional() };
const naming = {
  patterns: z.record(text, pattern).exactOptional(),
  table: z.record(z.string(), text).exactOptional(),
  otherwise: text.exactOptional(),
};
const symbols = { symbols: z.record(text, text).exactOptional() };

/** The options of each kind of field that is taken. */
const taken = {
  text: { ...tidying, ...markup, raw: z.literal(true).exactOptional() },
  name: { ...tidying, ...markup, ...naming, pay: z.enum(['currency', 'period']).exactOptional(), ...symbols },
  names: { split: z.union([text, z.array(text).min(1)]).exactOptional(), ...naming },
  flag: { yes: texts.exactOptional(), no: texts.exactOptional() },
  number: {
    decimal: z.enum(['comma', 'point']).exactOptional(),
    pay: z.enum(['low', 'high']).exactOptional(),
    yearly: z.partialRecord(z.enum(periods), z.number().positive()).exactOptional(),
  },
  day: { order: z.enum(dayOrders).exactOptional(), zone: zone.exactOptional(), crawled: path.exactOptional() },
} as const satisfies Record<FieldKind, object>;

const missing = { missing: texts.exactOptional() };

/** A field is read by the form that its keys and its kind show, so that a mistake is reported of that form alone. */
const field = z.looseObject({ kind: z.string().optional() }).transform((stated, context): Field => {
  const form = formOf(stated);
  const read = form instanceof z.ZodType ? form.safeParse(stated) : undefined;
  if (read?.success) return read.data as Field;
  if (read) {
    // a key that nobody knows tells more than the one that is missing because of it
    const issues = read.error.issues.toSorted((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)));
    for (const issue of issues) context.issues.push({ ...issue, input: stated } as never);
  } else context.addIssue({ code: 'custom', path: ['kind'], message: String(form), input: stated.kind });
  return z.NEVER;
});

const isUnknownKey = ({ code }: z.core.$ZodIssue): boolean => code === 'unrecognized_keys';

const derived = {
  join: (['text', 'name'] as const).map((kind) =>
    z.strictObject({ kind: z.literal(kind), join: z.array(text).min(1), with: z.string(), ...tidying }),
  ),
  lists: [
    z.strictObject({
      kind: z.literal('names'),
      lists: z.array(text).min(1),
      first: z.int().positive().exactOptional(),
    }),
  ],
  alike: (['name', 'flag'] as const).map((kind) =>
    z.strictObject({ kind: z.literal(kind), alike: text, shared: z.number().gt(0).max(1).exactOptional() }),
  ),
};

const derivedKinds = { join: 'text or name', lists: 'names', alike: 'name or flag' } as const;

/** The schema of the form that a field has, or what is wrong with its kind. */
function formOf(
  stated: { readonly kind?: string | undefined } & Readonly<Record<string, unknown>>,
): z.ZodType | string {
  const kind = kinds.find((each) => each === stated.kind);
  if (kind === undefined) return `expected a kind: ${kinds.join(', ')}`;
  for (const way of ['join', 'lists', 'alike'] as const) {
    if (!(way in stated)) continue;
    const forms = derived[way] as readonly z.ZodObject<{ kind: z.ZodLiteral }>[];
    const form = forms.find((each) => each.shape.kind.value === kind);
    return form ?? `a field filled by ${way} is of kind ${derivedKinds[way]}`;
  }
  const source = 'of' in stated ? { of: text } : { from: path };
  return z.strictObject({ kind: z.literal(kind), ...source, ...missing, ...taken[kind] });
}

/** All faults of a file are told at once, also what does not fit together beside what is no field at all. */
const alsoBesideFaults = {
  when: ({ value }: { readonly value: unknown }) => z.looseObject({}).safeParse(value).success,
};

/**
 * The fields of a corpus; those that are derived name only fields above them, lists of lists and texts of any.
 *
 * @internal
 */
export const fieldsSchema: z.ZodType<Readonly<Record<string, Field>>> = z
  .record(text, field)
  .superRefine((fields, context) => {
    const above = new Map<string, Field>();
    // of a field that has a fault of its own nobody knows what it would be
    const faulty = new Set(context.issues.map(({ path }) => path?.[0]));
    for (const [name, each] of Object.entries(fields)) {
      const [key, sources] = faulty.has(name) ? ([''] as const) : sourcesOf(each);
      for (const [position, source] of (sources ?? []).entries()) {
        if (faulty.has(source) && above.has(source)) continue;
        const found = above.get(source);
        const message = !found
          ? `there is no field "${source}" above "${name}"; a derived field names fields that stand before it`
          : key === 'lists' && found.kind !== 'names'
            ? `"${source}" is a ${found.kind}, and only lists (kind: names) can be put together to one`
            : 'alike' in found
              ? `"${source}" is filled from all postings together, so no field can be made of it`
              : key === 'alike' && found.kind !== 'text'
                ? `"${source}" is a ${found.kind}, and only texts are compared`
                : undefined;
        const place = key === 'of' || key === 'alike' ? [name, key] : [name, key, position];
        if (message) context.addIssue({ code: 'custom', path: place, message, input: source });
      }
      above.set(name, each);
    }
  }, alsoBesideFaults);

/** The fields from which a field is derived, and the key that names them. */
export function sourcesOf(
  field: Field,
): readonly [key: 'join' | 'lists' | 'of' | 'alike' | '', fields: readonly string[]] {
  if ('join' in field) return ['join', field.join];
  if ('alike' in field) return ['alike', [field.alike]];
  if ('lists' in field) return ['lists', field.lists];
  return 'of' in field ? ['of', [field.of]] : ['', []];
}

/** The paths in the record from which a field is filled. */
export function pathsIn(field: Field): string[] {
  if ('join' in field || 'lists' in field || 'alike' in field) return [];
  const crawled = field.kind === 'day' && field.crawled !== undefined && !isDay(field.crawled) ? [field.crawled] : [];
  return [...('from' in field ? [field.from] : []), ...crawled];
}
