import { createHash } from 'node:crypto';
import { UserError } from '../../error.js';
import { canonical, digestOf } from '../../load/digest.js';
import type { CorpusWithRows } from '../../load/manifest.js';
import type { FieldKind, Posting } from '../../load/posting.js';
import type { Lexicon } from '../../tag/lexicon.js';
import type { MatchMode } from '../../tag/match-mode.js';
import type { Tagger } from '../../tag/tag.js';
import { unfilled } from '../pattern.js';
import type { ItemWords } from '../query.js';
import { itemsOf } from '../standing.js';
import { charactersMapping, hasCharacters, withEnd } from './characters.js';
import { type Dsl, oneOf, pieces, term } from './dsl.js';
import { itself, type Layout, type Member, type Values } from './layout.js';
import { Refusal } from './refusal.js';

/**
 * The index that `recount index` makes of a corpus. Besides a posting's fields a document holds what a count asks and
 * an index would lose:
 *
 *     field.F    the value; `.words` its tokens; of a text only these
 *     lower.F    the value in lower case, as JavaScript writes it; of a text, its characters
 *     part.F     for a text, its characters as they are written
 *     group.F    the groups that it puts the posting into: `(none)` where it is not filled
 *     times.F    for a list, `1 RAG`, `2 RAG`, …: an index keeps each value once, however often it stands in the list
 *     size.F     for a list, how many different items, or `(none)`
 *     standing.F for a list and a text, how many different items stand in it, where somebody asks that
 *     hash.F     for a text, which is too long to be a value: a hash of it
 *     filled     the names of the fields that are filled
 *     tags       which concepts each field mentions by its characters, by the tagger that counts rows
 *     load       of what data, fields and lexicons the document was made, so that none of another load is counted
 *
 * This is also the version of that form: an index of another is loaded again.
 */
const version = 2;

/**
 * The texts that can be asked for any characters, by how letters are taken. Each costs an index about twice the text,
 * so only those are made which somebody asks.
 */
export type Characters = Readonly<Record<'exact' | 'ignore', readonly string[]>>;

/** A list and a text: how many of its items stand in it is counted as the index is loaded, where somebody asks that. */
export interface Standing {
  readonly list: string;
  readonly text: string;
  readonly words: ItemWords;
}

/** What an index says of itself. */
export interface About {
  readonly recount: number;
  readonly corpus: string;
  /** The digest of the data, and of the manifest's fields: a document is made of both. */
  readonly digest: string;
  readonly fields: string;
  /** Digests of the lexicons whose concepts are tagged. */
  readonly lexicons: readonly string[];
  readonly characters: Characters;
  readonly standing: readonly Standing[];
  /** Written when all postings are in. */
  readonly loaded?: {
    readonly postings: number;
    readonly skipped: { readonly postings: number; readonly fields: number };
  };
}

/** What stands in each document of a load: see `load` above. */
export const loadOf = ({ loaded: _, ...about }: About): string => digestOf(canonical(about)).slice(7, 39);

export const aboutOf = (
  manifest: CorpusWithRows,
  lexicons: readonly Lexicon[],
  characters: Characters,
  standing: readonly Standing[],
): About => ({
  recount: version,
  corpus: manifest.id,
  digest: manifest.digest,
  fields: digestOf(canonical(manifest.unique ? [manifest.fields, manifest.unique] : manifest.fields)),
  lexicons: lexicons.map(({ digest }) => digest),
  characters,
  standing,
});

/** A field's name as a step of a path, in which a point would begin another. */
const step = (field: string): string => encodeURIComponent(field).replaceAll('.', '%2E').replaceAll('*', '%2A');

const standingOf = ({ list, text, words }: Standing): string => `${step(list)} ${words} ${step(text)}`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 24);
/** A lexicon and a way to look, so far as tags name them. */
const tagOf = (lexicon: Lexicon, mode: string, field: string, concept: string): string =>
  `${lexicon.digest.slice(7, 23)} ${mode} ${step(field)} ${concept}`;

/** What is written of the index when it is made. Fields that no query asks by value need no more than their tokens. */
export function mappingOf(manifest: CorpusWithRows, about: About): Dsl {
  const names = Object.keys(manifest.fields);
  const isText = (name: string): boolean => manifest.fields[name]?.kind === 'text';
  const isList = (name: string): boolean => manifest.fields[name]?.kind === 'names';
  const keyword = { type: 'keyword' };
  const words = { type: 'text', analyzer: 'standard', position_increment_gap: 100 };
  const each = (wanted: readonly string[], mapping: (name: string) => Dsl): Dsl => ({
    properties: Object.fromEntries(wanted.map((name) => [step(name), mapping(name)])),
  });
  const texts = names.filter(isText);
  const lists = names.filter(isList);
  return {
    dynamic: 'strict',
    _meta: about,
    // counts are all that is asked: the postings themselves need not be kept there once more
    _source: { enabled: false },
    properties: {
      id: keyword,
      field: each(names, (name) => (isText(name) ? words : { ...keyword, fields: { words } })),
      lower: each(
        names.filter((name) => !isText(name) || about.characters.ignore.includes(name)),
        (name) => (isText(name) ? charactersMapping : keyword),
      ),
      part: each(about.characters.exact, () => charactersMapping),
      group: each(
        names.filter((name) => !isText(name)),
        () => keyword,
      ),
      times: each(lists, () => keyword),
      size: each(lists, () => keyword),
      standing: { properties: Object.fromEntries(about.standing.map((each) => [standingOf(each), keyword])) },
      hash: each(texts, () => keyword),
      filled: keyword,
      tags: keyword,
      load: { ...keyword, store: true },
    },
  };
}

/** Longer values than these no index takes: of a document's id, and of a keyword, in bytes. */
const longest = { id: 512, value: 32_766 };

/** A document, or why an index cannot hold the posting as it is. */
export type Document = { readonly id: string; readonly body: Dsl } | { readonly reason: string };

/** Makes the document of a posting. `taggers` look for concepts by their characters, as words and anywhere. */
export function documentOf(
  posting: Posting,
  manifest: CorpusWithRows,
  { characters, standing, load }: Pick<About, 'characters' | 'standing'> & { readonly load: string },
  taggers: readonly { readonly mode: string; readonly tagger: Tagger }[],
): Document {
  const { id, fields } = posting;
  const parts = { field: {}, lower: {}, part: {}, group: {}, times: {}, size: {}, hash: {}, standing: {} } as Readonly<
    Record<string, Record<string, unknown>>
  >;
  const filled: string[] = [];
  const tags = new Set<string>();
  const put = (part: string, name: string, value: unknown): void =>
    void Object.assign(parts[part] ?? {}, { [step(name)]: value });
  if (Buffer.byteLength(id) > longest.id) return { reason: `its id is longer than ${longest.id} bytes` };
  if (!id.isWellFormed()) return { reason: 'its id has half a surrogate pair, which no index keeps' };

  for (const [name, value] of Object.entries(fields)) {
    const isText = manifest.fields[name]?.kind === 'text';
    const items = value === null ? [] : [value].flat().map(String);
    const limit = isText ? Infinity : longest.value - 12; // a count before it
    const isLong = (item: string): boolean =>
      item.length > limit / 6 && Math.max(Buffer.byteLength(item), Buffer.byteLength(item.toLowerCase())) > limit;
    if (items.some(isLong))
      return {
        reason: `field "${name}" has a value longer than ${longest.value} bytes; of kind text it may be longer`,
      };
    if (!isText) put('group', name, value === null ? [unfilled] : [...new Set(items)]);
    if (manifest.fields[name]?.kind === 'names') {
      put('times', name, value === null ? [`0 ${unfilled}`] : timed(items));
      put('size', name, value === null ? unfilled : String(new Set(items).size));
    }
    if (items.length === 0) continue;
    filled.push(step(name));
    put('field', name, items);
    const lower = items.map((item) => item.toLowerCase());
    if (!isText) put('lower', name, lower);
    else {
      put('hash', name, hashOf(items[0] ?? ''));
      if (characters.ignore.includes(name)) put('lower', name, lower.map(withEnd));
      if (characters.exact.includes(name)) put('part', name, items.map(withEnd));
    }
    for (const { mode, tagger } of taggers) {
      for (const item of items)
        for (const { concept } of tagger.tag(item)) tags.add(tagOf(tagger.lexicon, mode, name, concept));
    }
  }
  for (const each of standing) {
    const { list, text, words } = each;
    Object.assign(parts['standing'] ?? {}, {
      [standingOf(each)]: fields[list] === null ? unfilled : String(itemsOf(posting, list, text, words).length),
    });
  }
  return { id, body: { id, ...parts, filled, tags: [...tags], load } };
}

/** An item that stands three times is three values: `1 RAG`, `2 RAG`, `3 RAG`. */
function timed(items: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const n = (seen.get(item) ?? 0) + 1;
    seen.set(item, n);
    return `${n} ${item}`;
  });
}

/** How the fields of a corpus are asked of an index that was loaded from it. */
export class LoadedLayout implements Layout {
  readonly id = 'id';
  readonly corpus: readonly Dsl[] = [];

  /** @param lexicon the lexicon in which the query's concepts stand */
  constructor(
    private readonly manifest: CorpusWithRows,
    private readonly about: About,
    private readonly lexicon: Lexicon | undefined,
  ) {}

  kind(field: string): FieldKind {
    const found = this.manifest.fields[field];
    if (!found) throw new UserError(`corpus "${this.manifest.id}" has no field "${field}"`);
    return found.kind;
  }

  groups(field: string): Values {
    if (this.kind(field) !== 'text') return { path: pathOf('group', field), decode: itself };
    throw new Refusal(
      `the values of "${field}"`,
      'the field is free text, and an index holds its words, not its values',
      'count the different texts: distinct; or make it of kind name',
    );
  }

  times(field: string): Values {
    if (this.kind(field) !== 'names') return this.groups(field);
    return { path: pathOf('times', field), decode: timedMember };
  }

  values(field: string): Values {
    return { path: pathOf(this.kind(field) === 'text' ? 'hash' : 'field', field), decode: itself };
  }

  size(field: string): Values {
    if (this.kind(field) !== 'names') throw new UserError(`field "${field}" is no list; only a list has items`);
    return { path: pathOf('size', field), decode: itself };
  }

  standing(list: string, text: string, words: ItemWords): Values {
    const wanted = standingOf({ list, text, words });
    if (this.about.standing.some((each) => standingOf(each) === wanted))
      return { path: `standing.${wanted}`, decode: itself };
    throw new Refusal(
      `how many items of "${list}" stand in "${text}"`,
      'an index compares no two fields of a posting; ' +
        'it was counted, as the index was loaded, for what the recorded queries ask',
      'how many items there are: size without in; which of some items stand there: standing; ' +
        'or the rows: --engine rows',
    );
  }

  filled(field: string): Dsl {
    return term('filled', step(field));
  }

  is(field: string, values: readonly string[]): Dsl {
    if (this.kind(field) === 'text') return oneOf(pathOf('hash', field), values.map(hashOf));
    return oneOf(pathOf('field', field), values);
  }

  range(field: string, ends: Readonly<Record<string, string | number | undefined>>): Dsl {
    // days are keywords, which an index compares as texts: ISO dates are in the order of time
    if (this.kind(field) === 'day' && Object.values(ends).every((end) => typeof end === 'string'))
      return { range: { [pathOf('field', field)]: ends } };
    throw new Refusal(
      `a range of "${field}"`,
      'the index holds it as it is written, and compares it as text',
      'the values that lie in the range: oneOf; or the rows: --engine rows',
    );
  }

  contains(field: string, parts: readonly string[], letters: 'exact' | 'ignore'): Dsl {
    if (this.kind(field) !== 'text') return pieces(pathOf(letters === 'ignore' ? 'lower' : 'field', field), parts);
    if (this.about.characters[letters].includes(field))
      return hasCharacters(pathOf(letters === 'ignore' ? 'lower' : 'part', field), parts[0] ?? '', parts.length);
    throw new Refusal(
      `characters inside the text "${field}"${letters === 'ignore' ? ' in any case' : ''}`,
      'an index finds the words of a text, and finds its characters only where they were asked for as it was loaded',
      'words, as a concept with match: "phrase"; ' +
        `or load it so: npx recount index ${this.manifest.named} --characters ${field} --replace`,
    );
  }

  phrase(field: string, phrase: string): Dsl {
    const words = this.kind(field) === 'text' ? '' : '.words';
    return { match_phrase: { [`${pathOf('field', field)}${words}`]: { query: phrase } } };
  }

  mentions(field: string, concept: string, mode: Exclude<MatchMode, 'phrase'>): Dsl {
    const { lexicon } = this;
    if (lexicon && this.about.lexicons.includes(lexicon.digest))
      return term('tags', tagOf(lexicon, mode, field, concept));
    throw new Refusal(
      `"${concept}" by ${mode} match`,
      `an index finds tokens, and the concepts of lexicon "${lexicon?.id ?? 'none'}", as it is now, ` +
        'were not tagged when it was loaded',
      'match: "phrase"; or load it with that lexicon: ' +
        `npx recount index ${this.manifest.named} --lexicon ${lexicon?.id ?? 'NAME'} --replace`,
    );
  }
}

const pathOf = (part: string, field: string): string => `${part}.${step(field)}`;

/** An item with its number before it, as {@link timed} writes it: `2 RAG`, or `0 (none)`. */
function timedMember(value: string): readonly Member[] {
  if (value.startsWith('0')) return [{ group: unfilled, times: 1, isUnfilled: true }];
  return [{ group: value.slice(value.indexOf(' ') + 1), times: 1 }];
}
