import { apart } from './difference.js';
import { holds, type Outcome, type Rule, unclear, type ValueHere, wrong } from './reading.js';

const patterns = new RegExp(
  String.raw`\b(?:(?:statistically |highly )?(?:in)?significant(?:ly)?|(?:statistisch |` +
    String.raw`hoch)?(?:in)?signifikant\p{L}*|beyond chance|by (?:no more than )?chance|mere chance|` +
    'chance alone|due to chance|within the margin of error|no (?:real |clear |measurable |' +
    String.raw`detectable )?difference|keine[nr]? (?:echten |messbaren )?Unterschied\p{L}*|(?:do|does|` +
    String.raw`did) not differ|unterscheiden sich nicht)(?!\p{L})`,
  'giu',
);
/** Said of a role or a tool, and not of a difference. */
const otherwise = new RegExp(
  String.raw`\b(?:plays?|a) (?:very )?significant (?!difference|gap|change|rise|fall|drop|increase|` +
    String.raw`decrease|lead)|\bsignificant (?:part|role|number|share|portion|amount|minority|majority)\b`,
  'i',
);
const negative = new RegExp(
  String.raw`do(?:es)? not differ|\b(?:not|no|never|nicht|kein(?:e[rnsm]?)?|neither|nor|hardly|` +
    String.raw`keineswegs|without)\b|n['’]t\b|\bby (?:no more than )?chance\b|mere chance|chance alone|` +
    'due to chance|margin of error|insignifi',
  'i',
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
  const denied = negative.test(masked.slice(Math.max(0, stretch.start - 60), stretch.end));
  const { is, why } = apart(x.facts, y.facts);
  if (is === undefined) return put(unclear(`"${said}": ${why}`));
  if (denied) return put(is ? wrong(`the difference is significant: ${why}`) : holds);
  return put(is ? holds : wrong(`the difference is not significant: ${why}`));
};

const count = ({ length }: readonly ValueHere[]): string =>
  length === 0 ? 'stands none' : length === 1 ? 'stands one' : `stand ${length}`;
