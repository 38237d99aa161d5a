/** One job posting: its id, unique in its corpus, and the fields that its corpus's manifest names. */
export interface Posting {
  readonly id: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** What a field of a posting holds; null where the posting does not say. */
export type FieldValue = string | number | boolean | null | readonly string[];

/**
 * The kinds of fields, by what can be asked of them:
 * `text` is free text, in which concepts are looked for; `name` an exact value to group by; `names` a list
 * of them; `flag` yes or no; `number` a quantity; `day` an ISO date such as 2026-01-26.
 */
export const kinds = ['text', 'name', 'names', 'flag', 'number', 'day'] as const;

export type FieldKind = (typeof kinds)[number];
