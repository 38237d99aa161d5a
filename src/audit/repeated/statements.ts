import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import type { Sentence } from '../../text/sentences.js';
import type { Range } from '../diagnostic.js';
import type { Reading } from '../reading.js';

/** A sentence's only quantity, and the words that say of what. */
export interface Statement {
  readonly number: NumberInText;
  readonly value: PrintedNumber;
  readonly words: ReadonlySet<string>;
  readonly sentence: Sentence;
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

const stop = new Set(
  words(`a an the of in on at to for from by with and or is was were are be been has have had we i it they you our their
    its this that these those there as all so then than who which what when some only just about around roughly
    approximately nearly almost also still one two total altogether overall did do does not later earlier above below
    here again`),
);

/** Rough stems, so that "disclose", "disclosed" and "disclosure" are one word. */
const stem = (word: string): string => {
  const one = word.replace(/(?<=\w{2}[^su])s$/, '');
  return one.length <= 4 ? one : one.replace(/(?:ations?|ings?|ures?|ed|es|e|er|ors?|ion|y|ie)$/, '');
};

/** Words that name the form of a quantity and not what it is of. */
const form = new Set(
  words(`rate share percent percentage proportion number figure level less fewer more under below over above least
    most`).map(stem),
);

/** The words of a statement that say what its number is of. */
export const tellingWords = ({ words }: Pick<Statement, 'words'>): string[] =>
  [...words].filter((word) => !form.has(word));

const word = latin(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu);
const pluralAfter = latin(/^\s(?:\p{L}+\s)?\p{Ll}+s\b/u);

/** The stems of a stretch's words, without numbers and stop words; years and names stay. */
export const wordsOf = ({ text }: Reading, { start, end }: Range, without: NumberInText): Set<string> =>
  stemsOf(`${text.slice(start, without.start)} ${text.slice(without.end, end)}`);

/** The stems of words, without stop words. */
export function stemsOf(own: string): Set<string> {
  const found = new Set<string>();
  for (const one of own.replace(/(?:^|[.!?]\s+)A\s/g, ' ').match(word) ?? []) {
    const stem = stemOf(one);
    if (stem !== null) found.add(stem);
  }
  return found;
}

/** Texts have the same words many times; more than so many are not remembered. */
const MOST_STEMS = 20_000;
const stems = new Map<string, string | null>();

/** The stem of a word, null for a stop word. */
function stemOf(word: string): string | null {
  const before = stems.get(word);
  if (before !== undefined) return before;
  const lower = word.toLowerCase();
  // one-letter names ("plan A") and years tell quantities apart, articles do not
  const found = /^[A-HJ-Z]$/.test(word) ? word : stop.has(lower) ? null : stem(lower);
  if (stems.size >= MOST_STEMS) stems.clear();
  stems.set(word, found);
  return found;
}

const known = new WeakMap<Reading, readonly Statement[]>();

/** The sentences of running text that print one quantity. */
export function statementsOf(reading: Reading): readonly Statement[] {
  const before = known.get(reading);
  if (before) return before;
  const found = reading.quantified.flatMap((sentence): Statement[] => {
    if (!sentence.prose || sentence.text.length > 320) return [];
    const [number, ...more] = reading
      .within(sentence.start, sentence.end)
      .filter(({ kind }) => !['date', 'name', 'ordinal'].includes(kind));
    const [value] = number?.values ?? [];
    if (!number || !value || more.length > 0 || number.values.length !== 1 || number.form === 'words') return [];
    if (!['share', 'count', 'money', 'points'].includes(number.kind)) return [];
    // a count is one of things that are named, and of more than a few
    const isNamed = pluralAfter.test(reading.text.slice(number.end, number.end + 48));
    if (number.kind === 'count' && (value.value < 10 || !isNamed)) return [];
    return [{ number, value, sentence, words: wordsOf(reading, sentence, number) }];
  });
  known.set(reading, found);
  return found;
}
