import type { NumberInText } from '../../src/text/number-in-text.js';
import { numbersIn } from '../../src/text/numbers.js';
import { hole } from '../../src/trace/fill.js';

/** What a sentence stands beside: what its claim prints, and what else may be quoted there. */
export interface Beside {
  /** Prints that the sentence may quote, word for word. */
  readonly prints: readonly string[];
}

interface Rule {
  readonly reason: string;
  readonly exempts: (number: NumberInText, sentence: string, beside: Beside) => boolean;
}

const before = (number: NumberInText, sentence: string): string => sentence.slice(0, number.start);
/** A number without the words around it; in words, all of it. */
const bare = (printed: string): string => printed.replaceAll(/[^\d.,%$]/g, '') || printed;
const read = new Map<string, readonly string[]>();
function printedIn(print: string): readonly string[] {
  const numbers = read.get(print) ?? numbersIn(print).map(({ printed }) => bare(printed));
  read.set(print, numbers);
  return numbers;
}
const after = (number: NumberInText, sentence: string): string => sentence.slice(number.end);

/** Numbers that may be typed where all others come from values, since no data could change them. */
const rules: readonly Rule[] = [
  {
    reason: 'a line of the article or of a text: says where, not how many',
    exempts: (number, sentence) => /\blines? (?:\d+(?:, | and |–))*$/i.test(before(number, sentence)),
  },
  { reason: 'a day or a year: says when', exempts: ({ kind }) => kind === 'date' },
  { reason: 'part of a name, such as p95', exempts: ({ kind }) => kind === 'name' },
  {
    reason: 'what the article prints, which stays as it is',
    exempts: ({ printed }, _, { prints }) => prints.some((print) => printedIn(print).includes(bare(printed))),
  },
  {
    reason: 'a level of coverage, significance or power, by convention',
    exempts: ({ printed }, sentence) =>
      (printed === '95%' && /Wilson|intervals?\b|confidence/.test(sentence)) ||
      (['0.05', '0.001', '5%', '80%'].includes(printed) && /\bp\b|Holm|\bpower\b/.test(sentence)),
  },
  {
    reason: 'the whole of which shares are parts',
    exempts: (number, sentence) => number.printed === '100' && /\bof $/.test(before(number, sentence)),
  },
  {
    reason:
      'a number of which a rule or a simulation is made: at least 30 postings, read as 16.5% to 20%, 2,000 resamples',
    exempts: (number, sentence) =>
      /\bat least (?:\d+ \w+ and )?$|\bfrom $|\bread as [^.]*(?:\.\d[^.]*)*$/.test(before(number, sentence)) ||
      /^ (?:points? a week|\w+ or more|resamples)\b|^, seeded/.test(after(number, sentence)),
  },
  {
    reason: 'a number in words that counts no postings: parts of a list, labels, lines above',
    exempts: (number, sentence) =>
      number.form === 'words' &&
      !/^ (?:[\w-]+ )?(?:postings|titles|companies|mentions|use cases)\b/.test(after(number, sentence)),
  },
];

/** The numbers of a sentence that are typed, though data could change them. */
export function typedNumbers(sentence: string, beside: Beside): string[] {
  const typed = sentence.replaceAll(hole, (whole) => '_'.repeat(whole.length));
  return numbersIn(typed)
    .filter((number) => !rules.some(({ exempts }) => exempts(number, typed, beside)))
    .map(({ printed }) => printed);
}

/** Words that say how much, as numbers would. */
const amounts = (() => {
  const digit = '(?:one|two|three|four|five|six|seven|eight|nine|ten)';
  const part = '(?:third|quarter|fifth|sixth|seventh|eighth|tenth)s?';
  return new RegExp(
    [
      `(?:a|one|two|three|four) ${part} of (?:the|all|these|those|them|its|AI|ML)\\b`,
      `about (?:an?|one|two|three) ${part}`,
      `${digit} in (?:an? |one )?(?:ten|twenty|hundred|${digit})`,
      `(?:twice|${digit}(?: to ${digit})? times) as (?:many|much|often|common|likely)`,
      '(?:nearly|almost) (?:all|every\\w*|always|none)|hardly (?:any\\w*|ever)',
      '(?:well |far |little )?(?:more|fewer|less|over|under) than half|(?:well|little) (?:over|under) half',
      'mostly|majority|minority|most of (?:the|all|these|those|them)',
    ]
      .map((words) => `\\b(?:${words})\\b`)
      .join('|'),
    'giu',
  );
})();

/** A sentence that tells how a word is read gives a rule, not what was counted. */
const tellsReading = /\b(?:read as|is read|reading|counts as|if it means|in the \w+ sense)\b|["”] is\b/i;
const quoted = /"[^"]*"|“[^”]*”|`[^`]*`|\]\([^)]*\)/g;

/** The words of a text that say how much and are typed, though data could change it. */
export function typedAmounts(text: string, { prints }: Beside): string[] {
  const blank = (whole: string): string => whole.replaceAll(/(?<=^.).*(?=.$)/gs, (inside) => '_'.repeat(inside.length));
  return text
    .replaceAll(hole, blank)
    .replaceAll(quoted, blank)
    .split(/(?<=[.:;?!]) /)
    .filter((sentence) => !tellsReading.test(sentence))
    .flatMap((sentence) => sentence.match(amounts) ?? [])
    .filter((amount) => !prints.some((print) => print.toLowerCase().includes(amount.toLowerCase())));
}
