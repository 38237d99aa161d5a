import { comparisonsIn } from './order.js';
import {
  holds,
  named,
  type Outcome,
  type Reading,
  type ReadSentence,
  type Rule,
  unclear,
  type ValueHere,
  wrong,
} from './reading.js';
import { agreement, type Stated, statedIn } from './stated.js';

/** "Twice as often", "8 points more", "44% more": held against the two values beside it. */
export const size: Rule = (sentence) => {
  const sizes = statedIn(sentence).filter(({ kind }) => kind !== 'share');
  if (sizes.length === 0) return [];
  return sizes.flatMap((words): Reading[] => {
    const pair = pairOf(words, sentence);
    if (!pair) return [];
    return [{ start: words.start, end: words.end, outcome: outcomeOf(words, pair, sentence.text) }];
  });
};

/**
 * Two values, the one that the sentence speaks of first; `ordered` where the sentence says which is compared with
 * which.
 */
interface Pair {
  readonly first: ValueHere;
  readonly second: ValueHere;
  readonly ordered: boolean;
}

const multiple = /^\s?(?:as\s|so\s|more\b|the\s(?:share|rate|level|number)|higher\b|less\b|mehr\b|häufiger\b)/i;

function pairOf(words: Stated, sentence: ReadSentence): Pair | undefined {
  const { masked, values } = sentence;
  const compared = values.filter(({ facts }) => words.kind !== 'points' || facts.unit === 'share');
  const bracket = pairInBracket(words, compared, masked);
  if (bracket) return bracket;
  const comparison = comparisonsIn(sentence).find(
    ({ left, right, relation }) => relation !== 'equal' && left.length === 1 && right.length === 1,
  );
  const [left, right] = [comparison?.left[0], comparison?.right[0]];
  if (left && right) return { first: left, second: right, ordered: true };
  // "That is a third of what remote work reaches, 39.6%": the other value stands in the sentence before
  const [earlier, ...others] = sentence.before;
  if (
    values[0] &&
    values.length === 1 &&
    earlier &&
    others.length === 0 &&
    /^\s*(?:that|this|it|das|dies)\s/i.test(masked)
  )
    return earlier.facts.unit === values[0].facts.unit
      ? { first: earlier, second: values[0], ordered: true }
      : undefined;
  const [x, y, ...more] = compared;
  // "demand has doubled; …" is said of something else
  if (y && words.end <= y.start && /[;!?]/.test(masked.slice(words.end, x?.start))) return undefined;
  if (!x || !y || more.length > 0 || x.facts.unit !== y.facts.unit) return undefined;
  // "twice as often as": the first is the multiple of the second
  const isMultiple = words.kind === 'ratio' && multiple.test(masked.slice(words.end));
  const turned = /^(?:compared|against|relative|verglichen|im Vergleich|gegenüber)\b/i.test(masked.trim());
  return turned ? { first: y, second: x, ordered: isMultiple } : { first: x, second: y, ordered: isMultiple };
}

/** "A gap of eight points (26.2% against 18.2%)": the pair is that of the bracket. */
function pairInBracket({ kind, end }: Stated, values: readonly ValueHere[], masked: string): Pair | undefined {
  const open = kind === 'points' ? /^[^(.;\uE000-\uE0FF]{0,40}\(/.exec(masked.slice(end)) : null;
  if (!open || values.length < 3) return undefined;
  const from = end + open[0].length;
  const close = masked.indexOf(')', from);
  const [first, second, ...more] = values.filter((value) => value.start >= from && value.end <= close);
  return first && second && more.length === 0 ? { first, second, ordered: false } : undefined;
}

function outcomeOf(words: Stated, { first, second, ordered }: Pair, text: string): Outcome {
  const said = text.slice(words.start, words.end).trim();
  const [x, y] = [first.facts, second.facts];
  if (x.unit !== y.unit) return unclear(`"${x.name}" is a ${x.unit} and "${y.name}" a ${y.unit}`);
  const computed = sizesOf(words, [x.estimate, y.estimate], [printed(first), printed(second)], ordered);
  if (computed.length === 0) return unclear(`nothing is a multiple of 0, and ${named(second)}`);
  switch (agreement(computed, words)) {
    case 'holds':
      return holds;
    case 'loose':
      return unclear(`"${said}" is loosely said: ${named(first)}, and ${named(second)}`);
    case 'wrong':
      return wrong(
        `"${said}" does not fit: ${named(first)}, and ${named(second)}, which is ${arithmetic(words, computed)}`,
      );
  }
}

type Two = readonly [number, number];

/** What the words may mean: computed from the values, and from them as they are printed. */
function sizesOf({ kind, value }: Stated, exact: Two, shown: Two, ordered: boolean): number[] {
  return [exact, shown].flatMap(([x, y]) => {
    const [large, small] = x > y ? [x, y] : [y, x];
    switch (kind) {
      case 'points':
        return [(large - small) * 100];
      case 'percent':
        return small === 0 ? [] : [(large / small - 1) * 100, (1 - small / large) * 100];
      default: {
        if (small === 0) return [];
        if (ordered) return y === 0 ? [] : [x / y, ...(x < y && value > 1 ? [y / x] : [])];
        return value < 1 ? [small / large] : [large / small];
      }
    }
  });
}

function arithmetic({ kind }: Stated, [computed = 0]: readonly number[]): string {
  if (kind === 'points') return `${computed.toFixed(1)} points`;
  return kind === 'percent' ? `${computed.toFixed(0)}% more` : `${computed.toFixed(2)} times`;
}

/** The value as the draft prints it: its rounding may be what a reader computes with. */
const printed = ({ facts }: ValueHere): number => {
  const number = Number(/-?[\d,]*\.?\d+/.exec(facts.written)?.[0].replaceAll(',', '') ?? facts.estimate);
  return facts.unit === 'share' ? number / 100 : number;
};
