import type { NumberInText, NumberKind } from '../../text/number-in-text.js';
import { allMatches, latin } from '../../text/rule.js';
import type { Sentence } from '../../text/sentences.js';
import type { Reading } from '../reading.js';

/**
 * A sentence with a token in place of each number, `14 of 52 clinics (26.9%)` as `⟦C0⟧ of ⟦C1⟧ clinics (⟦S2⟧)`: the
 * letter says what kind of number stands there, and the digits which it is.
 */
export interface Template {
  /** Put together when a rule asks for it, which most sentences are spared. */
  readonly text: string;
  readonly numbers: readonly NumberInText[];
  /** The letters of the numbers that stand in the text, one for each. */
  readonly kinds: string;
  /** The same as bits, a bit for a letter. */
  readonly bits: number;
}

const letters: Readonly<Record<NumberKind, string>> = {
  count: 'C',
  share: 'S',
  points: 'P',
  ratio: 'R',
  money: 'E',
  measure: 'M',
  fraction: 'F',
  'p-value': 'Q',
  vague: 'V',
  ordinal: 'O',
  date: 'D',
  name: 'N',
};

const bitOf = (letter: string): number => 1 << (letter.charCodeAt(0) - 65);
const bitsOf = (letters: string): number => [...letters].reduce((bits, letter) => bits | bitOf(letter), 0);

/** Cut sentences to this many characters, so that no pattern takes long over a list of data. */
const LONGEST = 700;

const known = new WeakMap<Sentence, Template>();

/** The template of a sentence. Names stay words, since their digits count nothing. */
export function templateOf(reading: Reading, sentence: Sentence): Template {
  const before = known.get(sentence);
  if (before) return before;
  const numbers = reading.within(sentence.start, sentence.end);
  const shown: number[] = [];
  let [kinds, bits] = ['', 0];
  let at = sentence.start;
  numbers.forEach((number, i) => {
    if (number.kind === 'name' || number.start < at || number.end > sentence.end) return;
    shown.push(i);
    const letter = letters[number.kind];
    kinds += letter;
    bits |= bitOf(letter);
    at = number.end;
  });
  let text: string | undefined;
  const template: Template = {
    numbers,
    kinds,
    bits,
    get text() {
      text ??= shown.length === 0 ? '' : withTokens(reading.text, sentence, numbers, shown);
      return text;
    },
  };
  known.set(sentence, template);
  return template;
}

function withTokens(
  text: string,
  { start, end }: Sentence,
  numbers: readonly NumberInText[],
  shown: readonly number[],
): string {
  let tokens = '';
  let at = start;
  for (const i of shown) {
    const number = numbers[i];
    if (!number) continue;
    tokens += `${text.slice(at, number.start)}⟦${letters[number.kind]}${i}⟧`;
    at = number.end;
  }
  return (tokens + text.slice(at, end)).replace(/[^\S ]/g, ' ').slice(0, LONGEST);
}

/** A pattern of sentences, with an example that is right and one that is not. */
export interface ProseRule<Role extends string> {
  readonly pattern: RegExp;
  /** The letters of the kinds that each of its numbers may have, in their order: `['C', 'SM']`. */
  readonly needs: readonly string[];
  /** The same as bits, as a template has them. */
  readonly needsBits: readonly number[];
  readonly right: string;
  readonly wrong: string;
  /** Only to tell rules with different roles apart. */
  readonly roles?: readonly Role[];
}

/** `<w3>`: up to three words. `<the>`: an article, a possessive, or none. `<verb>`: is, are, was, were. */
const macros: readonly (readonly [RegExp, string])[] = [
  [/<w(\d)>/g, "(?:[\\s,][\\p{L}\\p{N}’'/&.+#-]+){0,$1}"],
  [/<the>/g, '(?:the |our |all |these |those |its |their |all the |all of the |a total of |den |der |des |les |los )?'],
  [/<of>/g, '(?:of|out of|from among|von|sur|de|sobre)'],
  [/<gap>/g, '[^⟦⟧.;]{0,80}?'],
];

/**
 * A rule over templates. In its source `{k:C}` is a number of the kind count in the role k, `{a:CSM}` one of the kinds
 * count, share or measure; the kinds are the letters of {@link letters}.
 */
export function prose<Role extends string>(source: string, right: string, wrong: string): ProseRule<Role> {
  const withMacros = macros.reduce((text, [macro, meaning]) => text.replace(macro, meaning), source);
  const needs = [...withMacros.matchAll(/\{\w+:(\w+)\}/g)].map(([, kinds = '']) => kinds);
  const pattern = withMacros.replace(/\{(\w+):(\w+)\}/g, '⟦[$2](?<$1>\\d{1,3})⟧');
  return { pattern: latin(new RegExp(pattern, 'giu')), needs, needsBits: needs.map(bitsOf), right, wrong };
}

/** Whether a sentence has the numbers of a rule, in their order: most have those of none. */
function mayMatch({ needs, needsBits }: ProseRule<string>, { kinds, bits }: Template): boolean {
  if (kinds.length < needs.length) return false;
  for (const need of needsBits) if ((need & bits) === 0) return false;
  let next = 0;
  for (let i = 0; i < kinds.length && next < needs.length; i += 1)
    if (needs[next]?.includes(kinds.charAt(i))) next += 1;
  return next === needs.length;
}

/**
 * What the rules find in a sentence: the numbers in their roles. Of matches that begin with one number the first
 * counts.
 */
export function matchesOf<Role extends string>(
  rules: readonly ProseRule<Role>[],
  template: Template,
): (Readonly<Record<Role, NumberInText>> & { readonly rule: ProseRule<Role> })[] {
  const found: (Readonly<Record<Role, NumberInText>> & { readonly rule: ProseRule<Role> })[] = [];
  let seen: Set<string> | undefined;
  for (const rule of rules) {
    if (!mayMatch(rule, template)) continue;
    for (const match of allMatches(rule.pattern, template.text)) {
      const entries = Object.entries(match.groups ?? {}).flatMap(([role, index]) =>
        index === undefined || !/^\d+$/.test(index) ? [] : [[role, template.numbers[Number(index)]] as const],
      );
      const key = entries
        .map(([, number]) => number?.start)
        .sort((a = 0, b = 0) => a - b)
        .join(' ');
      seen ??= new Set();
      if (entries.some(([, number]) => number === undefined) || seen.has(key)) continue;
      seen.add(key);
      found.push({ ...(Object.fromEntries(entries) as Record<Role, NumberInText>), rule });
    }
  }
  return found;
}
