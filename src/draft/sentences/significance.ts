import { apart } from './difference.js';
import { holds, type Outcome, type Rule, unclear, type ValueHere, wrong } from './reading.js';
import { words } from './words.js';

const noDifference = 'real |clear |measurable |detectable |noticeable |appreciable |discernible ';
const patterns = words(
  '(?:statistically |highly )?(?:in)?significant(?:ly)?|(?:statistisch |hoch)?(?:in)?signifikant\\p{L}*',
  'beyond chance|by (?:no more than )?chance|mere chance|chance alone|due to chance|within the margin of error',
  '(?:could|may|might|can) (?:well |easily )?be (?:just |pure |mere |nothing but )?(?:luck|chance|noise|coincidence)',
  'no (?:accident|fluke|coincidence)|(?:is|are) (?:just |pure |mere )?(?:luck|noise|coincidence)',
  `no (?:${noDifference})?difference|(?:do|does|did) not differ|cannot be told apart`,
  'keine[nr]? (?:echten? |messbaren? |nennenswerten? |wesentlichen? |erkennbaren? )?Unterschied\\p{L}*',
  'kein (?:echter |messbarer |nennenswerter |wesentlicher |erkennbarer )?Unterschied|unterscheiden sich nicht',
  '(?:kein |reiner |bloßer |purer )?Zufall|zufällig',
);
/** Said of a role or a tool, and not of a difference. */
const otherwise = new RegExp(
  String.raw`\b(?:plays?|a) (?:very )?significant (?!difference|gap|change|rise|fall|drop|increase|` +
    String.raw`decrease|lead)|\bsignificant (?:part|role|number|share|portion|amount|minority|majority)\b`,
  'i',
);
const negative = new RegExp(
  String.raw`do(?:es)? not differ|cannot be told|\b(?:luck|noise)\b|Zufall|zufällig|be \w* ?(?:coincidence|chance)|` +
    String.raw`\b(?:not|no|never|nicht|kein(?:e[rnsm]?)?|neither|nor|hardly|` +
    String.raw`keineswegs|without)\b|n['’]t\b|\bby (?:no more than )?chance\b|mere chance|chance alone|` +
    'due to chance|margin of error|insignifi',
  'i',
);

/** "No accident", "hardly luck", "kein Zufall": a denied chance is a difference. */
const certain = words(
  "no (?:accident|fluke|coincidence)|(?:not|hardly|unlikely to be|cannot be|can['’]t be) " +
    '(?:just |pure |mere |due to |by )*(?:luck|chance|noise|coincidence)',
  'kein Zufall|nicht (?:nur )?(?:zufällig|Zufall)|kaum Zufall',
);

/** "Significant", "not significant": held against the interval of the difference of the two values beside it. */
export const significance: Rule = ({ masked, text, values }) => {
  const [match] = masked.matchAll(patterns);
  if (!match) return [];
  const stretch = { start: match.index, end: match.index + match[0].length };
  const said = text.slice(stretch.start, stretch.end);
  const put = (outcome: Outcome) => [{ ...stretch, outcome }];
  if (otherwise.test(masked)) return put(unclear(`"${said}" may be said of something other than the two values`));
  const shares = values.filter(({ facts }) => facts.unit === 'share');
  const [x, y, ...more] = shares;
  if (!x || !y || more.length > 0)
    return put(unclear(`"${said}" is checked where two shares stand beside it, and here ${count(shares)}`));
  const isCertain = masked.slice(Math.max(0, stretch.start - 30), stretch.end).search(certain) !== -1;
  const denied = !isCertain && negative.test(masked.slice(Math.max(0, stretch.start - 60), stretch.end));
  const { is, why } = apart(x.facts, y.facts);
  if (is === undefined) return put(unclear(`"${said}": ${why}`));
  if (denied) return put(is ? wrong(`the difference is significant: ${why}`) : holds);
  return put(is ? holds : wrong(`the difference is not significant: ${why}`));
};

const count = ({ length }: readonly ValueHere[]): string =>
  length === 0 ? 'stands none' : length === 1 ? 'stands one' : `stand ${length}`;
