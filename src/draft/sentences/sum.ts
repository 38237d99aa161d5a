import { holds, named, type Outcome, type ReadSentence, type Rule, unclear, type ValueHere, wrong } from './reading.js';
import { agreement, statedIn } from './stated.js';
import { words } from './words.js';

const together = words(
  'together|combined|between them|in total|in sum|add(?:s|ed|ing)? up|sum(?:s|med)? (?:up )?to',
  'zusammen|insgesamt|ergeben|in Summe',
);
/** Words that add up only what was listed right before them: "A (69%) and B (28%) cover all of it". */
const listed = words('make(?:s)? up|made up|cover(?:s|ing)?|account(?:s|ing)? for|decken|machen(?= .* aus)');
/** A sum that is compared with another value does not have to be it. */
const comparing = /(?<!\p{L})(?:outnumber|exceed|more|less|fewer|than|beat|mehr|weniger|als|übertr\p{Ll}+)/iu;
const everything = /\b(?:all|every|everything|the whole|the entire|complete(?:ly)?|alle[sn]?|sämtliche|das Ganze)\b/i;
const nearlyAll =
  /\b(?:nearly|almost|virtually|practically|fast|nahezu|beinahe) (?:all|every|everything|alle[sn]?|sämtliche)\b/i;
const remaining =
  /\b(?:the (?:rest|remainder|others?)|remaining|the other|der Rest|die (?:übrigen|restlichen|anderen))\b/gi;

/** "Together they make up 98%", "the remaining 2%": held against the sum of the shares. */
export const sum: Rule = (sentence) => {
  const { masked, values } = sentence;
  const shares = values.filter(({ facts }) => facts.unit === 'share');
  const stated = statedIn(sentence).filter(({ kind }) => kind === 'share');
  const [rest] = masked.matchAll(remaining);
  if (rest && shares.length > 0) {
    const parts = shares.filter(({ end }) => end <= rest.index);
    const number = stated.find(({ start }) => start >= rest.index);
    if (parts.length > 0 && number) {
      const left = 1 - total(parts);
      const outcome = differentWholes(parts) ?? held(agreement(roundings(left), number), parts, left);
      return [{ start: number.start, end: number.end, outcome }];
    }
  }
  const word = wordOfSum(sentence);
  if (!word || /\b(?:not|nicht)\b|n['’]t\b/i.test(masked)) return [];
  const stretch = { start: word.index, end: word.index + word[0].length };
  const number = stated.find(({ start }) => start >= word.index);
  if (number) {
    const all = total(shares);
    const outcome = differentWholes(shares) ?? held(agreement(roundings(all), number), shares, all);
    return [{ start: number.start, end: number.end, outcome }];
  }
  // a third value may be the sum
  const last = shares.at(-1);
  if (comparing.test(masked)) return [];
  if (last && shares.length > 2 && last.start > word.index) {
    const parts = shares.slice(0, -1);
    const isSum = Math.abs(total(parts) - last.facts.estimate) < 0.0015;
    return [{ ...stretch, outcome: differentWholes(parts) ?? held(isSum ? 'holds' : 'wrong', parts, total(parts)) }];
  }
  const after = masked.slice(word.index);
  if (nearlyAll.test(after)) return [{ ...stretch, outcome: covers(shares, 0.9) }];
  return everything.test(after) ? [{ ...stretch, outcome: covers(shares, 0.995) }] : [];
};

/** The word that says that the shares of a sentence are added up; undefined where it does not speak of a sum. */
export function wordOfSum({ masked, values }: ReadSentence): RegExpExecArray | undefined {
  const shares = values.filter(({ facts }) => facts.unit === 'share');
  if (shares.length < 2) return undefined;
  const [word] = masked.matchAll(together);
  if (word) return word;
  return [...masked.matchAll(listed)].find(({ index }) => {
    const [first, last] = shares.filter(({ end }) => end <= index).slice(-2);
    if (!first || !last) return false;
    const isList = /^\)?,?\s(?:and|und|plus)\s[^,;.]{0,30}$/i.test(masked.slice(first.end, last.start));
    return isList && /^\)?,?\s$/.test(masked.slice(last.end, index));
  });
}

const total = (values: readonly ValueHere[]): number => values.reduce((all, { facts }) => all + facts.estimate, 0);

/** A sum, and the sum of the shares as they are printed, to a tenth of a percent. */
const roundings = (share: number): number[] => [share, Math.round(share * 1000) / 1000];

function held(result: 'holds' | 'loose' | 'wrong', parts: readonly ValueHere[], computed: number): Outcome {
  const why = `${parts.map(named).join(', and ')}, which makes ${(computed * 100).toFixed(1)}%`;
  return result === 'holds' ? holds : result === 'loose' ? unclear(why) : wrong(why);
}

const covers = (shares: readonly ValueHere[], least: number): Outcome =>
  differentWholes(shares) ??
  held(total(shares) >= least && total(shares) <= 1.001 ? 'holds' : 'wrong', shares, total(shares));

/** Shares of different wholes do not add up. */
function differentWholes([first, ...others]: readonly ValueHere[]): Outcome | undefined {
  const other = others.find(
    ({ facts }) => facts.n !== undefined && first?.facts.n !== undefined && facts.n !== first.facts.n,
  );
  return first && other
    ? wrong(`${first.facts.name} and ${other.facts.name} are shares of different wholes, which do not add up`)
    : undefined;
}
