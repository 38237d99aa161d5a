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
import { agreement, type Stated, statedIn } from './stated.js';
import { wordOfSum } from './sum.js';
import { words as wholeWords } from './words.js';

/** A word that claims a share without a number, the shares that it is used for, and those that it never is. */
interface VagueWord {
  readonly pattern: RegExp;
  readonly fits: (share: number) => boolean;
  readonly excluded: (share: number) => boolean;
  /** Whether it says something of each of several values, and may do so without speaking of a share. */
  readonly every?: boolean;
}

const all = 0.995;

/** In the order in which they are looked for: what is longer comes first. */
const vagueWords: readonly VagueWord[] = [
  {
    pattern: new RegExp(
      String.raw`\b(?:nearly|almost|virtually|practically|fast|nahezu|beinahe) (?:all|every(?:one|body)?|` +
        String.raw`each|alle[rsn]?|jede[rsn]?|immer|always)\b(?! (?:second|third|fourth|fifth|tenth|zweite|` +
        'dritte|vierte|fünfte|zehnte))',
      'gi',
    ),
    fits: (share) => share >= 0.9,
    excluded: (share) => share < 0.8,
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:vast|overwhelming|large|great|big|strong) majority\b|(?<!\p{L})(?:große|überwiegende|` +
        String.raw`überwältigende|breite) Mehrheit\b`,
      'giu',
    ),
    fits: (share) => share >= 0.65,
    excluded: (share) => share < 0.55,
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:almost|nearly) (?:none|no(?: ?one|body)?|never)\b|\b(?:hardly|scarcely|` +
        String.raw`barely) (?:any(?:one|body)?|ever|an?)\b|\bkaum (?:eine?[rsnm]?|jemand)\b|` +
        String.raw`\bfast (?:keine?[rsn]?|niemand|nie)\b`,
      'gi',
    ),
    fits: (share) => share <= 0.1,
    excluded: (share) => share >= 0.2,
  },
  {
    pattern: wholeWords(
      '(?:a|the|clear|slim|small|narrow|die|eine|knappe) (?:majority|Mehrheit)|majority of|Mehrzahl',
      "the (?:bulk|lion['’]s share)|(?:der|ein) Großteil|das Gros",
    ),
    fits: (share) => share > 0.5,
    excluded: (share) => share <= 0.5,
  },
  {
    pattern: new RegExp(
      String.raw`\bmost (?=of\b|[\p{L}-]+(?: [\p{L}-]+){0,2}s\b)(?!often|common|frequent)|\bmostly\b|` +
        String.raw`\bdie meisten\b|(?<!\p{L})überwiegend\b`,
      'giu',
    ),
    fits: (share) => share > 0.5,
    excluded: (share) => share <= 0.5,
  },
  {
    pattern: /\bminority\b|\bthe (?:smaller|lesser) part\b|\bMinderheit\b|\bdie wenigsten\b/gi,
    fits: (share) => share < 0.5,
    excluded: (share) => share >= 0.5,
  },
  {
    pattern: new RegExp(
      String.raw`^(?:very few|few(?! other)|(?:sehr |nur )?wenige)\b|(?<=[,;:] )(?:but )?(?:very )?few\b|` +
        String.raw`\bonly (?:a )?few\b|\b(?:only |just )?a (?:small |mere )?handful\b`,
      'gi',
    ),
    fits: (share) => share <= 0.2,
    excluded: (share) => share >= 0.4,
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:is|are|remains?|stays?|ist|sind|bleibt|bleiben) (?:very |quite |sehr )?(?:rare|` +
        String.raw`uncommon|unusual|the exception|selten|die Ausnahme)\b|\b(?:rarely|seldom)\b`,
      'gi',
    ),
    fits: (share) => share <= 0.25,
    excluded: (share) => share >= 0.45,
  },
  {
    pattern: /\b(?:a )?negligible\b|\bvernachlässigbar\w*/gi,
    fits: (share) => share <= 0.05,
    excluded: (share) => share >= 0.1,
  },
  {
    pattern: wholeWords(
      '(?:is|are|ist|sind) (?:now |already |längst )?(?:universal|ubiquitous|standard|allgegenwärtig|der Standard)',
      '(?<!than |not )the (?:norm|rule)(?! of)|(?<!als |nicht )die Regel(?! von)|dominat(?:es?|ing)',
    ),
    fits: (share) => share >= 0.6,
    excluded: (share) => share < 0.4,
  },
  {
    pattern: /^(?:many|viele)\b|\b(?:so|very|sehr) (?:many|viele)\b(?! (?:as|wie)\b)/gi,
    fits: (share) => share >= 0.25,
    excluded: (share) => share < 0.1,
  },
  {
    pattern: new RegExp(
      String.raw`^(?:all(?! in all| told| three| two| four| \d)|every(?:one|body)?|each|alle|` +
        String.raw`jede[rs]?)\b(?! (?:second|third|fourth|fifth|tenth|time|zweite|dritte|vierte|fünfte|` +
        'zehnte))',
      'gi',
    ),
    every: true,
    fits: (share) => share >= all,
    excluded: (share) => share < all,
  },
  {
    pattern: new RegExp(
      String.raw`^(?:nobody|no[ -]?one|none|niemand|keine?[rsn]?)\b(?! (?:would|could|can|should|will|` +
        'knows?|says?|doubts?|würde|könnte|kann|sollte|weiß|bestreitet))|^no (?!longer|more|less|' +
        String.raw`fewer|significant|difference|such|doubt|other|single|reading)(?=\p{L})`,
      'giu',
    ),
    fits: (share) => share === 0,
    excluded: (share) => share > 0,
  },
];

/** "Half", "a third", "one in five", "most", "few", "nobody": held against the share beside them. */
export const shareWords: Rule = (sentence) => {
  const stated = statedIn(sentence).filter(({ kind }) => kind === 'share');
  const vague = vagueIn(sentence).filter(
    ({ start, end }) => !stated.some((other) => other.start < end && start < other.end),
  );
  const quantifiers = [...stated, ...vague];
  const shares = sentence.values.filter(({ facts }) => facts.unit === 'share');
  // words of shares that are added up are read where sums are
  if (shares.length === 0 || wordOfSum(sentence)) return [];
  const read = (
    words: Stretch & Partial<Stated> & { readonly every?: boolean },
    outcomeFor: (value: ValueHere) => Outcome,
  ): Reading => {
    const { start, end } = words;
    const found = valueOf(words, sentence, quantifiers);
    if (isNegated(words, sentence)) return { start, end, outcome: negated(words, sentence, shares) };
    const said = sentence.text.slice(start, end).trim();
    const outcome = found && outcomeFor(found.value);
    // "all three quarters, for 26.2% do": where the rest fits, it is probably the rest that is spoken of
    const isDoubtful =
      found?.sure === 'no' ||
      (found?.sure === 'yes' && !isBound(words) && isRest(words, [found.value])) ||
      (words.every && shares.length > 1);
    if (!outcome || (outcome.kind === 'wrong' && isDoubtful))
      return { start, end, outcome: unclear(`"${said}" may be said of another share`) };
    return { start, end, outcome };
  };
  return [
    ...stated
      .filter(({ step }) => step === undefined)
      .map((words) => read(words, (value) => outcomeOf(words, value, sentence))),
    ...stated
      .filter((words) => words.step !== undefined && valueOf(words, sentence, quantifiers))
      .map((words) => read(words, (value) => outcomeOf(words, value, sentence))),
    ...vague.map(({ start, end, word }) =>
      read({ start, end, every: word.every === true }, (value) =>
        vagueOutcome(word, sentence.text.slice(start, end).trim(), value),
      ),
    ),
    ...onlyValue(sentence),
  ];
};

function vagueOutcome(word: VagueWord, said: string, value: ValueHere): Outcome {
  const share = value.facts.estimate;
  if (word.excluded(share)) return wrong(`"${said}" does not fit: ${named(value)}`);
  return word.fits(share) ? holds : unclear(`whether "${said}" fits is a matter of taste: ${named(value)}`);
}

const negationBefore = new RegExp(
  String.raw`\b(?:not|never|no|nicht|far from|hardly|keineswegs|kein[er]?|neither|` +
    String.raw`without|lacks?|ohne)\s(?:[\p{L}-]+\s){0,5}$|n['’]t\s(?:\p{L}+\s){0,4}$`,
  'iu',
);
const negationAfter =
  /^[^.;:\uE000-\uE0FF]{0,60}?(?:\b(?:not|never|neither|without|lacks?|ohne|nicht|kein(?:e[rnsm]?)?)\b|n['’]t\b)/i;

function isNegated({ start, end }: Stretch, { masked }: ReadSentence): boolean {
  return negationBefore.test(masked.slice(0, start)) || negationAfter.test(masked.slice(end));
}

/** "More than a third" fits the rest of most shares, and says nothing of it. */
const isBound = ({ limit }: Partial<Stated>): boolean =>
  limit === 'above' || limit === 'below' || limit?.startsWith('at ') === true;

/** "Three in four do not": the rest of a share. What else a negation means is left open. */
const negated = (words: Stretch & Partial<Stated>, { text }: ReadSentence, shares: readonly ValueHere[]): Outcome =>
  isRest(words, shares) ? holds : unclear(`"${text.slice(words.start, words.end).trim()}" stands beside a negation`);

/** Whether words fit what a share leaves over. */
function isRest(
  { value, upper, step, limit = 'exactly', start, end }: Stretch & Partial<Stated>,
  shares: readonly ValueHere[],
): boolean {
  const rest = shares.map(({ facts }) => 1 - facts.estimate);
  return value !== undefined && agreement(rest, { start, end, kind: 'share', value, upper, step, limit }) === 'holds';
}

function vagueIn({ masked }: ReadSentence): (Stretch & { readonly word: VagueWord })[] {
  const found: (Stretch & { word: VagueWord })[] = [];
  for (const word of vagueWords) {
    for (const { index, 0: text } of masked.matchAll(word.pattern)) {
      const [start, end] = [index, index + text.length];
      if (!found.some((other) => other.start < end && start < other.end)) found.push({ start, end, word });
    }
  }
  return found;
}

/** "Only 69.4%": of a share above a half nobody says so. */
function onlyValue(sentence: ReadSentence): Reading[] {
  const only = new RegExp(`\\b(?:only|merely|nur|bloß|lediglich)\\s(?=${V})`, 'gi');
  return [...sentence.masked.matchAll(only)].flatMap(({ index, 0: { length } }): Reading[] => {
    const value = sentence.values.find(({ start }) => start === index + length);
    if (value?.facts.unit !== 'share') return [];
    const stretch = { start: index, end: index + length - 1 };
    return [
      {
        ...stretch,
        outcome: value.facts.estimate > 0.5 ? wrong(`"only" is said of more than half: ${named(value)}`) : holds,
      },
    ];
  });
}

const furthest = 90;

/** The share that a quantifier speaks of, and whether the sentence leaves no doubt of it. */
interface ValueOfWords {
  readonly value: ValueHere;
  /** `no`: words of their own stand between the two, "three quarters say no, for 26.2% do". */
  readonly sure: 'yes' | 'no' | 'in a bracket';
}

/** What may stand between a comma and a value that only spells out the words before: "two in three, or 69.4%". */
const spellsOut = new RegExp(
  '[,:–—;][\\s(]*(?:(?:or|that is|i\\.e\\.|namely|in fact|exactly|precisely|at|with|only|just|about|some|oder|' +
    'nämlich|' +
    'also|genau(?:er)?|das sind|es sind|mit|bei|nur|rund|etwa|gerade einmal|immerhin)[\\s,]*){0,3}$',
  'i',
);
const toldBefore = new RegExp(
  '^\\)?(?: (?:of|der) (?:the )?\\p{L}+)?[\\s,–—:(-]*(?:so |or |that is,? |i\\.e\\.,? |also |oder |' +
    'das (?:ist|sind|heißt),? )?$',
  'iu',
);

/** The next share in its clause, or the one right before it. */
function valueOf(
  { start, end }: Stretch,
  sentence: ReadSentence,
  quantifiers: readonly Stretch[],
): ValueOfWords | undefined {
  const { masked, values } = sentence;
  const shares = values.filter(({ facts }) => facts.unit === 'share');
  const next = shares.find((value) => value.start >= end);
  const between = next === undefined ? '' : masked.slice(end, next.start);
  // "most AI engineers fine-tune models; 26.2% of ads ask for it": both clauses are about the one value
  if (next && shares.length === 1 && isWhollyNamed(next, masked.slice(start, next.start), start, sentence))
    return { value: next, sure: 'yes' };
  const other = quantifiers.some((each) => each.start >= end && each.start < (next?.start ?? 0));
  const crosses = /[;!?]|\b(?:than|als|while|whereas|während)\b/i.test(between);
  if (next && !crosses && between.length <= furthest) {
    const bracket = valuesInBracket(next, sentence);
    if (bracket.length > 1) return respectively({ start, end }, bracket, sentence, quantifiers);
    if (!other) return { value: next, sure: surenessOf(between) };
  }
  const before = shares.findLast((value) => value.end <= start);
  const gap = before === undefined ? '' : masked.slice(before.end, start);
  return before && toldBefore.test(gap) ? { value: before, sure: 'yes' } : undefined;
}

/** A comma behind which another statement begins. */
const newClause =
  /,\s(?:but|and|for|because|since|as|so|yet|while|which|who|denn|aber|und|doch|weil|da|obwohl|während)\s/i;

function surenessOf(between: string): ValueOfWords['sure'] {
  const last = /(?:\(|,\s(?:or\s|oder\s)?)$/.exec(between);
  if (last && !/[;:]/.test(between) && between.slice(0, last.index).search(newClause) === -1) return 'in a bracket';
  return /^(?:\s\S+){0,2}\s$/.test(between) || spellsOut.test(between) ? 'yes' : 'no';
}

/** The values of the bracket that a value opens. */
function valuesInBracket({ start, end }: ValueHere, { masked, values }: ReadSentence): ValueHere[] {
  if (masked[start - 1] !== '(') return [];
  const close = masked.indexOf(')', end);
  return values.filter((each) => each.start >= start && each.end <= (close === -1 ? masked.length : close));
}

/** "One in four AI engineers and one in twenty data scientists (26.2% and 4.9%)": the first is of the first. */
function respectively(
  words: Stretch,
  bracket: readonly ValueHere[],
  { masked }: ReadSentence,
  quantifiers: readonly Stretch[],
): ValueOfWords | undefined {
  const open = bracket[0]?.start ?? 0;
  const before = quantifiers.filter(({ end }) => end <= open).sort((a, b) => a.start - b.start);
  const value = bracket[before.findIndex(({ start }) => start === words.start)];
  return value && before.length === bracket.length && !/[;.]/.test(masked.slice(before[0]?.start, open))
    ? { value, sure: 'in a bracket' }
    : undefined;
}

/** Whether a clause names both what a value is of and what was counted there, and ends before the value. */
function isWhollyNamed({ facts }: ValueHere, words: string, from: number, { entities }: ReadSentence): boolean {
  const clause = /^[^;:]*[;:]/.exec(words)?.[0].length ?? 0;
  const here = entities.filter(({ start, end }) => start >= from && end <= from + clause);
  return (['subject', 'property'] as const).every(
    (role) =>
      here.some(({ entity }) => entity.role === role) &&
      here.every(({ entity }) => entity.role !== role || facts.entities.some(({ key }) => key === entity.key)),
  );
}

function outcomeOf(words: Stated, value: ValueHere, { text }: ReadSentence): Reading['outcome'] {
  const said = text.slice(words.start, words.end).trim();
  switch (agreement([value.facts.estimate], words)) {
    case 'holds':
      return holds;
    case 'loose':
      return unclear(`"${said}" is loosely said: ${named(value)}`);
    case 'wrong':
      return wrong(`"${said}" does not fit: ${named(value)}`);
  }
}
