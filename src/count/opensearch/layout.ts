import type { FieldKind } from '../../load/posting.js';
import type { MatchMode } from '../../tag/match-mode.js';
import type { ItemWords } from '../query.js';
import type { Dsl } from './dsl.js';

/** Values to group by: a field of the index, and what each of its values stands for. */
export interface Values {
  readonly path: string;
  /** Days are grouped by calendar; all else by value. */
  readonly calendar?: 'day' | 'week' | 'month' | 'quarter' | 'year';
  /**
   * Postings without a value are in the group `(none)`. Omitted where the index holds that name as a value, or where
   * they are in no group.
   */
  readonly missing?: true;
  /** Several values are one group, so that the count of one value is not that of its group. */
  readonly merged?: true;
  /** The groups that a value belongs to, and how often an item puts the posting there. */
  readonly decode: (value: string) => readonly Member[];
}

export interface Member {
  readonly group: string;
  readonly times: number;
  /** True for the group of postings whose field is empty. */
  readonly isUnfilled?: true;
}

export const itself = (value: string): readonly Member[] => [{ group: value, times: 1 }];

/**
 * How the fields of postings are stored in an index. There are two layouts: that of an index which `recount index`
 * loads, which answers nearly every query; and that of somebody else's index, which answers what its mapping allows.
 *
 * Every method throws a Refusal for what the index cannot answer exactly.
 */
export interface Layout {
  kind(field: string): FieldKind;
  /** The groups of a field, as the rows would have them: one a value or item, `(none)` where it is not filled. */
  groups(field: string): Values;
  /** The same with how often each item stands in a posting's list. */
  times(field: string): Values;
  /** The different values of a field, without those that are not filled. */
  values(field: string): Values;
  /** How many different items a list has. */
  size(field: string): Values;
  /** How many different items of a list stand in a text. */
  standing(list: string, text: string, words: ItemWords): Values;
  filled(field: string): Dsl;
  /** Any of the values is the field's, or one of its items. */
  is(field: string, values: readonly string[]): Dsl;
  /** A number or day lies between ends: gte, gt, lte, lt. */
  range(field: string, ends: Readonly<Record<string, string | number | undefined>>): Dsl;
  /** One text, or item, has a part, as often as it is given, no two sharing a character. */
  contains(field: string, parts: readonly string[], letters: 'exact' | 'ignore'): Dsl;
  /** The tokens of a phrase stand in the field, one after the other. */
  phrase(field: string, phrase: string): Dsl;
  /** The field mentions a concept, looked for by its characters. */
  mentions(field: string, concept: string, mode: Exclude<MatchMode, 'phrase'>): Dsl;
  /** A field that is another for each posting, to read through them in its order. */
  readonly id: string;
  /** Which of an index's postings belong to the corpus. */
  readonly corpus: readonly Dsl[];
}
