const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const large: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, dozen: 12 };
const cardinal = `(?:${[...small, ...tens.slice(2), ...Object.keys(large)].join('|')})`;

/** The source of a pattern for whole numbers in words: `two hundred and five`. */
export const cardinals =
  `(?:a\\s(?:hundred|thousand|million|billion|dozen)|${cardinal})` + `(?:(?:-|\\s(?:and\\s)?)${cardinal})*`;

/**
 * The whole number that English words say; undefined for words that say none in this order.
 *
 * @example
 * cardinalValue('two hundred and five') // => 205
 */
export function cardinalValue(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let group = 0;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    if (word === 'and' || word === '') continue;
    const scale = large[word];
    const unit = word === 'a' ? 1 : small.indexOf(word);
    if (scale !== undefined) {
      group = (group === 0 ? 1 : group) * scale;
      if (scale >= 1000) {
        total += group;
        group = 0;
      }
    } else if (unit >= 0) group += unit;
    else if (tens.includes(word)) group += tens.indexOf(word) * 10;
    else return undefined;
  }
  return total + group;
}
