import { changesIn } from './change.js';
import { apart, mayBeEqual } from './difference.js';
import {
  holds,
  named,
  type Outcome,
  type Reading,
  type ReadSentence,
  type Rule,
  type Stretch,
  unclear,
  V,
  type ValueHere,
  wrong,
} from './reading.js';
import { standsAlone } from './standing.js';
import { statedIn } from './stated.js';
import { wordOfSum } from './sum.js';
import { words } from './words.js';

/** What a word says of the values on its left and on its right. */
export type Relation = 'more' | 'less' | 'equal';

/** A comparison of values: those on the left are more, less or as much as those on the right. */
export interface Comparison extends Stretch {
  readonly relation: Relation;
  readonly negated: boolean;
  /** Whether "from … to" says which is compared with which. */
  readonly told?: boolean;
  readonly left: readonly ValueHere[];
  readonly right: readonly ValueHere[];
}

/** Words that need a "than" behind them. */
const comparatives: readonly (readonly [Relation, RegExp])[] = [
  [
    'more',
    new RegExp(
      String.raw`(?<!\p{L})(?:more|higher|greater|larger|bigger|likelier|commoner|mehr|häufiger|öfter|` +
        'höher(?:e[rnsm]?)?|größer(?:e[rnsm]?)?|stärker|eher|beliebter|wichtiger|üblicher|gängiger|' +
        String.raw`gefragter|verbreiteter)\b`,
      'giu',
    ),
  ],
  [
    'less',
    new RegExp(
      String.raw`\b(?:fewer|less|lower|smaller|rarer|weniger|seltener|niedriger(?:e[rnsm]?)?|` +
        String.raw`kleiner(?:e[rnsm]?)?|geringer(?:e[rnsm]?)?|schwächer)\b`,
      'gi',
    ),
  ],
];
/** Words that stand between the two. */
const verbs: readonly (readonly [Relation, RegExp])[] = [
  [
    'less',
    new RegExp(
      String.raw`\b(?:(?:is|are|was|were|gets?) (?:clearly |easily )?(?:outranked|beaten|exceeded|` +
        'surpassed|topped|overtaken|outnumbered|led) by|trails?|trailed|lags?(?: (?:far |' +
        'well )?behind)?|lagged(?: behind)?|(?:far |well |just )?(?:behind|below)|loses? to|' +
        'falls? short of|follows?|ranks? (?:below|behind|under)|(?:liegt|liegen|rangier(?:t|en)|' +
        'steht|stehen|kommt|kommen|bleibt|bleiben|lag|' +
        String.raw`lagen)(?: [\p{L}\uE000-\uE0FF-]+){0,4} (?:hinter|unter)|` +
        String.raw`unterlieg(?:t|en))\b`,
      'giu',
    ),
  ],
  [
    'more',
    new RegExp(
      String.raw`(?<!\p{L})(?:(?<!\b(?:the|a|its|their|our|clear|wide|narrow)\s)(?:leads?|led)(?! to\b)|` +
        'beats?|outranks?|outranked|outnumber(?:s|ed)?|outpac(?:es?|ed)|outstrips?|outstripped|' +
        '(?:has|have|had) (?:the edge|an advantage|the upper hand) over|(?:lead|edge|advantage|Vorsprung) (?:of|' +
        'von) [^.;,:]{1,40}? (?:over|vor)|outdo(?:es)?|replac(?:es|ed)|displac(?:es|ed)|supplant(?:s|ed)|' +
        'outperforms?|outweighs?|exceed(?:s|ed)?|' +
        'surpass(?:es|ed)?|tops?|topped|' +
        'dwarfs?|dwarfed|eclips(?:es?|ed)|overtak(?:es?|en)|overtook|trumps?|(?:far |well |' +
        'just )?ahead of|followed by|(?:is|are|was|were|lies?|stands?|sits?|comes?|' +
        String.raw`ranks?)(?: \p{L}+)? (?:above|before|over)|(?:hat|haben)(?=[^.;]{1,60}(?:überholt|übertroffen|` +
        'geschlagen|abgehängt))|über(?:trifft|treffen|holt|holen|flügelt|steigt|' +
        String.raw`steigen)|schlägt|schlagen|führ(?:t|en)(?: \p{L}+)? vor|(?:liegt|liegen|rangier(?:t|en)|` +
        String.raw`steht|stehen|kommt|kommen|lag|lagen)(?: [\p{L}\uE000-\uE0FF-]+){0,4} (?:vor|über)|gefolgt von|` +
        String.raw`dahinter (?:folg|lieg|komm)\p{Ll}+)\b`,
      'giu',
    ),
  ],
];
const equalVerb = /\b(?:match(?:es|ed)?|equals?|equalled|ties? with|entspricht|entsprechen)\b/gi;
/** "As often as": no order, unless a multiple stands before it. */
const equals = words(
  '(?:just )?as (?:often|many|much|common(?:ly)?|frequent(?:ly)?|high|large|likely|widespread|popular)' +
    '(?: [^.;:]{1,60}?)? as',
  '(?:virtually |practically |almost )?tied(?! to)',
  'equally (?:often|common|frequent(?:ly)?|likely|large|high|low|rare(?:ly)?|popular|widespread)',
  '(?:about|roughly|nearly|almost|are|is|remain(?:s|ed)?|was|were) (?:the same|equal|identical|similar|' +
    String.raw`indistinguishable|no different|on a par)(?=\s*(?:$|[.,;:()\uE000-\uE0FF]| (?:to|in|for|before|` +
    'between|at|and|' +
    'across|with|as|from|share)))',
  'similar(?:ly)? (?:often|shares?|rates?|proportions?|percentages?)',
  '(?:the same|an? (?:equal|similar|identical)) (?:shares?|rates?|proportions?|percentages?|levels?|size)',
  'on (?:a )?par(?: with)?|level with|neck and neck|of (?:equal|the same|similar) size',
  '(?:ebenso|genauso|gleich) (?:oft|häufig|hoch|viele?|groß|selten|beliebt|verbreitet|stark)|gleichauf|auf Augenhöhe',
);

/** "The jump from A to B is larger than that from B to C" compares differences, and no values. */
const differences = words(
  'jump|step|gap|difference|distance|lead|rise|drop|fall|increase|decline|spread|change|swing',
  'Abstand|Sprung|Unterschied|Anstieg|Rückgang|Schritt|Vorsprung|Lücke|Zuwachs',
);
const thanWord =
  /\b(?:than|als|denn|compared (?:with|to)|relative to|against|gegenüber|verglichen mit|im Vergleich (?:zu|mit))\s/i;
const notThan = /\b(?:rather|other)\s$/i;
/** Where a second statement about the same subject, or one about another, begins. */
const nextClause = new RegExp(
  String.raw`,?\s(?:and|und)\s(?=(?:\p{L}+\s)?(?:leads?|beats?|trails?|tops?|lags?|outranks?|far|well|` +
    String.raw`more|less|fewer|exceeds?|is|are|schlägt|führt|liegt|liegen|über\p{L}+)\s)|,\s(?:and|with|who|` +
    String.raw`which|whose|though|although|und|wobei|die|der|das|mit)\s`,
  'iu',
);
const negations = /\b(?:not|no|never|nicht|kein(?:e[rnsm]?)?|keineswegs)\b|n['’]t\b/gi;
const unreadable = /\b(?:neither|nor|nobody|hardly|niemand|weder|kaum|insignificant(?:ly)?|without|ohne)\b/i;
const turned = /^(?:compared (?:with|to)|against|relative to|verglichen mit|im Vergleich (?:zu|mit)|gegenüber)\b/i;

/** The comparisons that a sentence makes of its values. */
export function comparisonsIn(sentence: ReadSentence): Comparison[] {
  return clausesOf(sentence).flatMap((clause) => [
    ...comparativesIn(clause, sentence),
    ...verbsIn(clause, sentence),
    ...equalsIn(clause),
    ...changesIn(clause, sentence),
  ]);
}

/** "More often than", "beats", "fell from … to …", "as often as": held against the values on both sides. */
export const order: Rule = (sentence) => {
  if (wordOfSum(sentence)) return unread(sentence);
  const readings = comparisonsIn(sentence).map(({ start, end, ...comparison }) => {
    const said = sentence.text.slice(start, end);
    const outcome = judge(said, comparison);
    const isDoubtful =
      !comparison.told && sentence.values.length > 2 && !areNamed([...comparison.left, ...comparison.right], sentence);
    if (outcome.kind === 'wrong' && isDoubtful)
      return { start, end, outcome: unclear(`"${said}" may compare other values of the sentence`) };
    return { start, end, outcome };
  });
  return readings.length > 0 ? readings : unread(sentence);
};

/** Whether the sentence names what each value is about. */
const areNamed = (values: readonly ValueHere[], { entities }: ReadSentence): boolean =>
  values.every(({ facts }) => facts.entities.some(({ key }) => entities.some(({ entity }) => entity.key === key)));

/** A word that compares, in a sentence that does not say which values it compares. */
function unread(sentence: ReadSentence): Reading[] {
  const { masked, values, text } = sentence;
  const stated = statedIn(sentence);
  const [first] = [...comparatives, ...verbs]
    .flatMap(([, pattern]) => [...masked.matchAll(pattern)])
    .filter(({ index }) => !stated.some(({ start, end }) => start <= index && index < end))
    .sort((a, b) => a.index - b.index);
  if (!first) return [];
  const [start, end] = [first.index, first.index + first[0].length];
  const why =
    values.length === 1
      ? 'one bound value stands beside it, and a comparison needs two'
      : 'the sentence does not say for certain which values it compares';
  return [{ start, end, outcome: unclear(`"${text.slice(start, end)}" is not checked: ${why}`) }];
}

function judge(said: string, { relation, negated, left, right }: Omit<Comparison, keyof Stretch>): Outcome {
  const pairs = left.flatMap((x) => right.map((y) => [x, y] as const));
  const mixed = pairs.find(([x, y]) => x.facts.unit !== y.facts.unit);
  if (mixed) {
    const [x, y] = mixed;
    return unclear(`"${x.facts.name}" is a ${x.facts.unit} and "${y.facts.name}" a ${y.facts.unit}`);
  }
  for (const [x, y] of pairs) {
    const outcome = relation === 'equal' ? judgeEqual(x, y, negated) : judgeOrder(said, [x, y], relation, negated);
    if (outcome.kind !== 'holds') return outcome;
  }
  return holds;
}

function judgeOrder(
  said: string,
  [x, y]: readonly [ValueHere, ValueHere],
  relation: 'more' | 'less',
  negated: boolean,
): Outcome {
  const difference = x.facts.estimate - y.facts.estimate;
  if (difference === 0 && isRounded(x) && isRounded(y)) return unclear(`both are printed as ${x.facts.written}`);
  const isSo = difference !== 0 && difference > 0 === (relation === 'more');
  const both = [x, y]
    .sort((a, b) => a.start - b.start)
    .map(named)
    .join(', and ');
  if (isSo !== negated) return holds;
  return negated && mayBeEqual(x.facts, y.facts)
    ? unclear(`the two differ by no more than chance: ${both}`)
    : wrong(`${negated ? 'not ' : ''}"${said}" does not fit: ${both}`);
}

/** Of a printed number nobody knows the digits that are left out. */
const isRounded = ({ facts: { k, unit } }: ValueHere): boolean => k === undefined && unit !== 'count';

function judgeEqual(x: ValueHere, y: ValueHere, negated: boolean): Outcome {
  const { is, why } = apart(x.facts, y.facts);
  if (is === undefined) return unclear(why);
  if (negated) return is ? holds : unclear(`the two differ by no more than chance: ${why}`);
  return is ? wrong(`they are not similar: ${why}`) : holds;
}

/** A part of a sentence that compares for itself, with its values. */
export interface Clause extends Stretch {
  readonly text: string;
  readonly values: readonly ValueHere[];
}

/** A sentence cut at "while", "but" and semicolons, where each part has values of its own to compare. */
function clausesOf({ masked, values }: ReadSentence): Clause[] {
  const cuts = [
    0,
    ...[...masked.matchAll(/;\s|,?\s(?=(?:while|whereas|but|während|aber|wohingegen|sondern)\b)/gi)].map(
      ({ index }) => index,
    ),
    masked.length,
  ];
  const clauses = cuts.slice(0, -1).map((start, i): Clause => {
    const end = cuts[i + 1] ?? masked.length;
    return {
      start,
      end,
      text: masked.slice(start, end),
      values: values.filter((value) => value.start >= start && value.end <= end),
    };
  });
  const compared = clauses.filter((clause) => clause.values.length >= 2);
  return compared.length > 0 ? compared : [{ start: 0, end: masked.length, text: masked, values }];
}

function comparativesIn(clause: Clause, sentence: ReadSentence): Comparison[] {
  const stated = statedIn(sentence);
  return comparatives.flatMap(([relation, pattern]) =>
    [...clause.text.matchAll(pattern)].flatMap(({ index, 0: word }): Comparison[] => {
      const start = clause.start + index;
      const stretch = { start, end: start + word.length };
      // "fewer than one in five" bounds a quantity and compares it with no other value
      if (stated.some((other) => other.start <= start && start < other.end)) return [];
      if (clause.values.length > 2 && clause.text.slice(0, index).search(differences) !== -1) return [];
      if (turned.test(clause.text.trim())) return turnedIn(clause, { ...stretch, relation });
      const rest = clause.text.slice(index + word.length);
      const than = thanWord.exec(rest);
      // "more than 18%" bounds one number and compares it with no other
      const bounds = new RegExp(
        `^\\s(?:than|als)\\s(?:about |roughly |nearly |etwa |rund )?(?:${
          V
        }|an?\\s|half|\\d|[\\p{Lu}]?\\p{Ll}+ (?:times|points))`,
        'u',
      );
      if (!than || notThan.test(rest.slice(0, than.index)) || bounds.test(rest)) return [];
      const pivot = stretch.end + than.index;
      return compare({ ...stretch, relation }, pivot, clause, sentence);
    }),
  );
}

function verbsIn(clause: Clause, sentence: ReadSentence): Comparison[] {
  const taken: Stretch[] = [];
  return verbs.flatMap(([relation, pattern]) =>
    [...clause.text.matchAll(pattern)].flatMap(({ index, 0: word }): Comparison[] => {
      const start = clause.start + index;
      const end = start + word.length;
      if (taken.some((other) => other.start < end && start < other.end)) return [];
      if (standsAlone(sentence.masked.slice(end))) return [];
      taken.push({ start, end });
      return compare({ start, end, relation }, end - 1, clause, sentence);
    }),
  );
}

function equalsIn(clause: Clause): Comparison[] {
  return [...clause.text.matchAll(equals), ...clause.text.matchAll(equalVerb)]
    .flatMap(({ index, 0: word }): Comparison[] => {
      const start = clause.start + index;
      const before = clause.text.slice(0, index);
      // "twice as often as" is a multiple, and "more than twice as often" too
      if (
        /\b(?:twice|half|times|fold|thrice|doppelt|halb|mal)\s$/i.test(before) ||
        /^\s?(?:about|roughly)?$/.test(word)
      )
        return [];
      const [x, y, ...more] = clause.values;
      if (!x || !y || more.length > 0) return [];
      const negated = negatedBefore(clause, index);
      if (negated === undefined) return [];
      return [{ start, end: start + word.length, relation: 'equal', negated, left: [x], right: [y] }];
    })
    .slice(0, 1);
}

/** "Compared with the second, the first …": the order is turned around. */
function turnedIn({ values, text, start }: Clause, word: Stretch & { readonly relation: Relation }): Comparison[] {
  const [second, first, ...more] = values;
  if (!first || !second || more.length > 0) return [];
  const negated = [...text.slice(0, word.start - start).matchAll(negations)].length === 1;
  return [{ ...word, negated, left: [first], right: [second] }];
}

function compare(
  word: Stretch & { readonly relation: Relation },
  pivot: number,
  clause: Clause,
  sentence: ReadSentence,
): Comparison[] {
  const negated = negatedBefore(clause, word.start - clause.start);
  if (negated === undefined) return [];
  const sides = sidesInOrder(sidesOf(pivot, clause, sentence), pivot, clause);
  return sides.left.length > 0 && sides.right.length > 0 ? [{ ...word, negated, ...sides }] : [];
}

/** What stands on the right ends where the next comparison begins, and "A beats B, 47% to 40%" has both on one side. */
function sidesInOrder(
  { left, right }: Pick<Comparison, 'left' | 'right'>,
  pivot: number,
  { text, start }: Clause,
): Pick<Comparison, 'left' | 'right'> {
  const [first, second, ...more] = right;
  if (left.length === 0 && first && second && more.length === 0) {
    const isPair = /^\s?(?:to|against|versus|vs\.?|zu|gegen|gegenüber)\s$/i;
    if (isPair.test(text.slice(first.end - start, second.start - start))) return { left: [first], right: [second] };
  }
  const rest = text.slice(pivot - start);
  const next = nextClause.exec(rest);
  const to = next ? pivot + next.index : Infinity;
  const near = right.filter((value) => value.start < to);
  return { left, right: near.length > 0 ? near : right };
}

/** Whether one "not" stands before a word; undefined where a negation makes the sentence hard to read. */
function negatedBefore({ text }: Clause, at: number): boolean | undefined {
  if (unreadable.test(text)) return undefined;
  const before = [...text.slice(0, at).matchAll(negations)].length;
  const after = [...text.slice(at).matchAll(negations)].length;
  return before > 1 || after > 0 ? undefined : before === 1;
}

/**
 * Which values stand on which side of a comparing word. The name of a value's own subject decides where the sentence
 * has it once, so that values in a bracket at the end find their sides; else the place of the value itself.
 */
function sidesOf(
  pivot: number,
  { values, start, end }: Clause,
  { entities }: ReadSentence,
): { left: ValueHere[]; right: ValueHere[] } {
  const placeOf = (value: ValueHere): number => {
    const own = value.facts.entities.filter(({ key }) =>
      values.every((other) => other === value || other.facts.entities.every((each) => each.key !== key)),
    );
    const mentions = entities.filter(
      (each) => each.start >= start && each.end <= end && own.some(({ key }) => key === each.entity.key),
    );
    return mentions.length === 1 ? (mentions[0]?.start ?? value.start) : value.start;
  };
  return {
    left: values.filter((value) => placeOf(value) < pivot),
    right: values.filter((value) => placeOf(value) >= pivot),
  };
}
