import type { NumberInText, NumberKind } from '../../text/number-in-text.js';
import { allMatches, latin } from '../../text/rule.js';
import type { Sentence } from '../../text/sentences.js';
import type { Reading } from '../reading.js';

/**
 * A sentence with a token in place of each number, `14 of 52 clinics (26.9%)` as `⟦C0⟧ of ⟦C1⟧ clinics (⟦S2⟧)`: the
 * letter says what kind of number stands there, and the digits which it is.
 */
export interface Template {
  readonly text: string;
  readonly numbers: readonly NumberInText[];
  /** The letters of the numbers that stand in the text, one for each. */
  readonly kinds: string;
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

/** Cut sentences to this many characters, so that no pattern takes long over a list of data. */
const LONGEST = 700;

/** So many numbers have sentences whose kinds come again. */
const SHORT = 4;

const known = new WeakMap<Sentence, Template>();

/** The template of a sentence. Names stay words, since their digits count nothing. */
export function templateOf(reading: Reading, sentence: Sentence): Template {
  const before = known.get(sentence);
  if (before) return before;
  const numbers = reading.within(sentence.start, sentence.end);
  let text = '';
  let kinds = '';
  let at = sentence.start;
  numbers.forEach((number, i) => {
    if (number.kind === 'name' || number.start < at || number.end > sentence.end) return;
    text += `${reading.text.slice(at, number.start)}⟦${letters[number.kind]}${i}⟧`;
    kinds += letters[number.kind];
    at = number.end;
  });
  if (kinds !== '') text = (text + reading.text.slice(at, sentence.end)).replace(/\s/g, ' ').slice(0, LONGEST);
  const template = { text, numbers, kinds };
  known.set(sentence, template);
  return template;
}

/** A pattern of sentences, with an example that is right and one that is not. */
export interface ProseRule<Role extends string> {
  readonly pattern: RegExp;
  /** The kinds of a template's numbers among which its own stand, in their order. */
  readonly needs: RegExp;
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
  // each kind is found by the shortest way: nothing is tried twice
  const needs = new RegExp(
    `^${[...withMacros.matchAll(/\{\w+:(\w+)\}/g)].map(([, kinds = '']) => `[^${kinds}]*[${kinds}]`).join('')}`,
  );
  const pattern = withMacros.replace(/\{(\w+):(\w+)\}/g, '⟦[$2](?<$1>\\d{1,3})⟧');
  return { pattern: latin(new RegExp(pattern, 'giu')), needs, right, wrong };
}

const possibleRules = new WeakMap<object, Map<string, readonly unknown[]>>();

/** The rules whose numbers a sentence has: most sentences print the kinds of others, and have those of no rule. */
function rulesFor<Role extends string>(rules: readonly ProseRule<Role>[], kinds: string): readonly ProseRule<Role>[] {
  const byKinds = possibleRules.get(rules) ?? new Map<string, readonly ProseRule<Role>[]>();
  possibleRules.set(rules, byKinds);
  const before = byKinds.get(kinds);
  if (before) return before as readonly ProseRule<Role>[];
  const found = rules.filter(({ needs }) => needs.test(kinds));
  // sentences with many numbers are all different
  if (kinds.length <= SHORT) byKinds.set(kinds, found);
  return found;
}

/**
 * What the rules find in a sentence: the numbers in their roles. Of matches that begin with one number the first
 * counts.
 */
export function* matchesOf<Role extends string>(
  rules: readonly ProseRule<Role>[],
  { text, numbers, kinds }: Template,
): Generator<Readonly<Record<Role, NumberInText>> & { readonly rule: ProseRule<Role> }> {
  const possible = rulesFor(rules, kinds);
  if (possible.length === 0) return;
  const seen = new Set<string>();
  for (const rule of possible) {
    for (const match of allMatches(rule.pattern, text)) {
      const entries = Object.entries(match.groups ?? {}).flatMap(([role, index]) =>
        index === undefined || !/^\d+$/.test(index) ? [] : [[role, numbers[Number(index)]] as const],
      );
      const key = entries
        .map(([, number]) => number?.start)
        .sort((a = 0, b = 0) => a - b)
        .join(' ');
      if (entries.some(([, number]) => number === undefined) || seen.has(key)) continue;
      seen.add(key);
      yield { ...(Object.fromEntries(entries) as Record<Role, NumberInText>), rule };
    }
  }
}
