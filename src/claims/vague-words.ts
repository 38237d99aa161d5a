/** Words that claim an amount, and the shares, ratios or counts at which their reading turns. */
interface Reading {
  readonly words: RegExp;
  readonly turnsAt: readonly number[];
}

const readings: readonly Reading[] = [
  { words: /\b(?:nearly all|almost (?:all|every|always))\b/i, turnsAt: [0.9] },
  {
    words: /\b(?:mostly|mainly|majority|dominant|typically|constantly|must|baseline|foundation(?! models?))\b/i,
    turnsAt: [0.5],
  },
  { words: /\bneeds?\b(?! more\b)/i, turnsAt: [0.5] },
  { words: /\bmost\b(?!\s+(?:\w+ly\s+)?(?:common|frequent|open|deep)\b)/i, turnsAt: [0.5] },
  { words: /\bhalf\b/i, turnsAt: [0.45, 0.5, 0.55] },
  { words: /(?<!\b(?:more|most|as) )\b(?:many|often|common)\b(?! more\b)/i, turnsAt: [0.25] },
  { words: /\b(?:matters?|asked for|used)\b/i, turnsAt: [0.1] },
  { words: /\b(?:occasionally|sometimes)\b/i, turnsAt: [0.5] },
  { words: /\b(?:few|rarely|seldom|rare|minimal|hardly|barely)\b/i, turnsAt: [0.1] },
  { words: /\b(?:far|much) more\b/i, turnsAt: [2] },
];

/**
 * The numbers at which the vague words of a print turn, as docs/vague-words.md reads them; none where it has no such
 * word. "Most common" is no amount but a comparison, and so is "more often".
 *
 * @example
 * boundsOfWords('Most roles need one cloud') // => [0.5]
 * boundsOfWords('the most common pattern') // => []
 */
export const boundsOfWords = (printed: string): number[] => [
  ...new Set(readings.flatMap(({ words, turnsAt }) => (words.test(printed) ? turnsAt : []))),
];
