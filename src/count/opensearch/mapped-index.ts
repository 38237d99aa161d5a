import { UserError } from '../../error.js';
import type { MappedField, MappedIndex } from '../../load/opensearch-source.js';
import type { FieldKind } from '../../load/posting.js';
import type { MatchMode } from '../../tag/match-mode.js';
import { anyOf, type Dsl, oneOf, pieces } from './dsl.js';
import { itself, type Layout, type Values } from './layout.js';
import { Refusal } from './refusal.js';

/** How fields are asked of an index that somebody else made: by what its mapping allows without loading it anew. */
export class MappedLayout implements Layout {
  readonly corpus: readonly Dsl[];

  constructor(
    private readonly source: MappedIndex,
    private readonly corpusId: string,
  ) {
    const { only } = source;
    this.corpus = only ? [isValue(this.fieldOf(only.field), only.oneOf)] : [];
  }

  private fieldOf(field: string): MappedField {
    const found = this.source.fields[field];
    if (found) return found;
    throw new UserError(
      `the index of corpus "${this.corpusId}" has no field "${field}"; ` +
        `its manifest maps ${Object.keys(this.source.fields).join(', ')}`,
    );
  }

  get id(): string {
    if (this.source.id !== undefined) return this.source.id;
    throw new Refusal(
      'a pattern of so many conditions',
      'it is read posting by posting, and the manifest names no field that tells postings apart (opensearch.id)',
      'at most six conditions in a pattern',
    );
  }

  kind(field: string): FieldKind {
    return this.fieldOf(field).kind;
  }

  groups(field: string): Values {
    return { ...this.values(field), missing: true };
  }

  times(field: string): Values {
    if (this.kind(field) !== 'names') return this.groups(field);
    throw new Refusal(
      `mentions of the items of "${field}"`,
      'an index keeps each value of a list once, however often it stands there',
      'the postings that have each item: leave mentions out',
    );
  }

  values(field: string): Values {
    const { kind, from, same = {}, round = 'day' } = this.fieldOf(field);
    if (kind === 'text')
      throw new Refusal(
        `the values of "${field}"`,
        'the field is analyzed text, and an index holds its words',
        'concepts that it mentions, by phrase',
      );
    if (kind === 'day') return { path: from, calendar: round, decode: (value) => itself(value.slice(0, 10)) };
    const names = new Map(Object.entries(same).flatMap(([name, values]) => values.map((value) => [value, name])));
    const decode: Values['decode'] = (value) => itself(names.get(value) ?? value);
    return names.size === 0 ? { path: from, decode } : { path: from, decode, merged: true };
  }

  size(field: string): Values {
    throw new Refusal(
      `the number of items of "${field}"`,
      'it was not counted when the index was loaded',
      'the postings that have each item',
    );
  }

  standing(list: string, text: string): Values {
    throw new Refusal(
      `how many items of "${list}" stand in "${text}"`,
      'an index compares no two fields of a posting',
      'which of some items stand there: standing, with of',
    );
  }

  filled(field: string): Dsl {
    return { exists: { field: this.fieldOf(field).from } };
  }

  is(field: string, values: readonly string[]): Dsl {
    return isValue(this.fieldOf(field), values);
  }

  range(field: string, ends: Readonly<Record<string, string | number | undefined>>): Dsl {
    const { kind, from } = this.fieldOf(field);
    if (kind === 'number' && Object.values(ends).every((end) => typeof end === 'number'))
      return { range: { [from]: ends } };
    throw new Refusal(
      `a range of "${field}"`,
      kind === 'day'
        ? 'its days are rounded, or hold a time of day'
        : `it is mapped as ${kind}, or an end is of another kind`,
      'its values: is, oneOf; or a range of a number',
    );
  }

  contains(field: string, parts: readonly string[], letters: 'exact' | 'ignore'): Dsl {
    const { kind, from } = this.fieldOf(field);
    if (kind === 'text')
      throw new Refusal(
        `text inside "${field}"`,
        'the field is analyzed text: an index holds its words in lower case, not its characters',
        'a concept with the whole words as its phrases, match: "phrase"',
      );
    if (letters === 'ignore')
      throw new Refusal(
        `text inside "${field}" in any case`,
        'the index holds the values as they are written',
        'case: "exact", once for each way of writing',
      );
    if (kind !== 'name' && kind !== 'names')
      throw new Refusal(`text inside "${field}"`, `it is a ${kind}`, 'its values: is, oneOf');
    return pieces(from, parts);
  }

  phrase(field: string, phrase: string): Dsl {
    const { kind, from } = this.fieldOf(field);
    if (kind === 'text') return { match_phrase: { [from]: { query: phrase } } };
    throw new Refusal(
      `words inside "${field}"`,
      `it is mapped as ${kind}, and not analyzed`,
      'map the analyzed field, as kind text; its values: is, oneOf',
    );
  }

  mentions(field: string, concept: string, mode: Exclude<MatchMode, 'phrase'>): Dsl {
    throw new Refusal(
      `"${concept}" in "${field}" by ${mode} match`,
      'an index finds the tokens of a text, not its characters',
      'match: "phrase"',
    );
  }
}

function isValue({ kind, from, same = {}, round }: MappedField, values: readonly string[]): Dsl {
  if (kind === 'text')
    throw new Refusal(
      `the whole text of "${from}"`,
      'the field is analyzed text, and an index holds its words',
      'a concept with the words as its phrase',
    );
  if (kind !== 'day')
    return oneOf(
      from,
      values.flatMap((value) => same[value] ?? value).map((value) => (kind === 'flag' ? value === 'true' : value)),
    );
  const step = { day: '1d', week: '1w', month: '1M', quarter: '3M', year: '1y' } as const;
  return anyOf(
    values.map((day) => ({
      range: { [from]: { gte: day, lt: `${day}||+${step[round ?? 'day']}`, format: 'yyyy-MM-dd' } },
    })),
  );
}
