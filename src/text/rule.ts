import { type PhraseFinder, phraseFinder } from './phrase-finder.js';

/** One line of a table of rules: what a pattern means, with an example of a text and how its numbers are read. */
export interface Rule<Meaning> {
  readonly pattern: RegExp;
  readonly means: Meaning;
  readonly example: string;
  /** Every number of the example, as `test/text/rules.test.ts` writes them: `5% share below, 425 count`. */
  readonly reads: string;
}

/** A rule on one line: its pattern, its meaning, an example, and how the numbers of the example are read. */
export const rule = <const Meaning>(
  pattern: RegExp,
  means: Meaning,
  example: string,
  reads: string,
): Rule<Meaning> => ({ pattern, means, example, reads });

/** The first rule whose pattern matches, with the match. */
export function firstMatch<Meaning>(
  rules: readonly Rule<Meaning>[],
  text: string,
): { readonly means: Meaning; readonly length: number; readonly matched: string } | undefined {
  for (const { pattern, means } of rules) {
    const match = pattern.exec(text);
    if (match) return { means, length: match[0].length, matched: match[0] };
  }
  return undefined;
}

/** All matches of a global pattern, which `matchAll` would first copy: that takes longer than a look at a sentence. */
export function allMatches(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return found;
}

/** All patterns of a table as one, for a single pass over a text. */
export const joined = (rules: readonly Rule<unknown>[], flags: string): RegExp =>
  new RegExp(rules.map(({ pattern }) => pattern.source).join('|'), flags);

/** Rules whose patterns end in `$`, as one that looks back from a place: see {@link standsBefore}. */
export const joinedBefore = (rules: readonly Rule<unknown>[], flags: string): RegExp =>
  new RegExp(`(?<=${rules.map(({ pattern }) => pattern.source.replace(/\$$/, '')).join('|')})`, `${flags}y`);

/**
 * Whether a pattern stands right before a place of a text. It looks back from there, so that most places cost one
 * look, where a search in the words before would begin at each of their letters.
 *
 * @param before a sticky pattern in `(?<=…)`
 */
export const standsBefore = (before: RegExp, text: string, at: number): boolean => standsHere(before, text, at);

/** Whether a sticky pattern matches at a place of a text. */
export function standsHere(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}

/**
 * A pattern that matches any of these words or phrases, which are parted by `|` and may stand on several lines.
 * Each is a piece of a regular expression.
 */
export const anyOf = (phrases: string): string =>
  `(?:${phrases
    .trim()
    .split(/\s*\|\s*/)
    .join('|')})`;

/** {@link anyOf} as whole words, to be part of a pattern that tells no upper from lower case. */
export const wholeWords = (phrases: string): string =>
  latin(new RegExp(`(?<![\\p{L}\\p{N}_])${anyOf(phrases)}(?![\\p{L}\\p{N}_])`, 'iu')).source;

/** A search for words in a text. */
export interface Words {
  test(text: string): boolean;
}

/**
 * {@link wholeWords} to look for in texts: only where one of them begins, by its letters, a pattern is asked.
 *
 * @param phrases each begins with letters
 */
export function anyWord(phrases: string): Words {
  const pattern = new RegExp(wholeWords(phrases), 'iy');
  const beginnings = phrases
    .trim()
    .split(/\s*\|\s*/)
    .map(plainBeginning);
  let find: PhraseFinder | undefined;
  return {
    test(text) {
      find ??= phraseFinder(beginnings);
      return find(text, (start) => {
        pattern.lastIndex = start;
        return pattern.test(text);
      });
    },
  };
}

/**
 * Letters to look for in texts, also within words and whatever their case and accents: a first look, by which most
 * sentences are spared a pattern, and ten times as fast as one.
 *
 * @param letters parted by `|`
 */
export function anyLetters(letters: string): Words {
  let find: PhraseFinder | undefined;
  return {
    test(text) {
      find ??= phraseFinder(letters.trim().split(/\s*\|\s*/));
      return find(text, () => true);
    },
  };
}

/** The letters, spaces and points with which a piece of a regular expression begins in any case. */
function plainBeginning(phrase: string): string {
  const [plain] = /^(?:(?:[a-zà-öø-ɏ]|\\s|\\\.)(?![?*{]))+/i.exec(phrase) ?? [];
  if (plain === undefined) throw new Error(`${phrase} begins with no letter`);
  return plain.replaceAll('\\s', ' ').replaceAll('\\.', '.').toLowerCase();
}

/** The letters and digits of Latin script, without Unicode's classes. */
const latinClasses: Readonly<Record<string, string>> = {
  L: 'A-Za-zÀ-ÖØ-öø-ɏ',
  Lu: 'A-ZÀ-ÖØ-Þ',
  Ll: 'a-zß-öø-ɏ',
  N: '0-9',
};

/**
 * A pattern with `\p{L}`, `\p{Lu}`, `\p{Ll}` and `\p{N}` narrowed to Latin script, for words of the languages that
 * are read: V8 takes up to a hundred times as long to compile Unicode's classes, which have hundreds of ranges.
 */
export function latin({ source, flags }: RegExp): RegExp {
  let inClass = false;
  const narrowed = source.replace(/\\p\{(\w+)\}|\\.|[[\]]/g, (piece, name: string | undefined) => {
    if (piece === '[' || piece === ']') inClass = piece === '[';
    const letters = name === undefined ? undefined : latinClasses[name];
    return letters === undefined ? piece : inClass ? letters : `[${letters}]`;
  });
  return new RegExp(narrowed, /\\[pP]\{/.test(narrowed) ? flags : flags.replace('u', ''));
}
