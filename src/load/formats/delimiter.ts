/** What may separate the cells of a table of text; where several fit equally, the first. */
export const delimiters = [',', '\t', ';', '|'] as const;

/** What stands in texts and times, too: looked at where none of the others parts the header. */
const rareDelimiters = ['^', '~', ':', '\u0001'] as const;

/**
 * The delimiter of a table, found out from its first rows: the one that parts the header into the most cells, and every
 * following row into as many.
 *
 * @example
 * delimiterOf('id;title\n1;AI, ML\n2;NLP') // => ';'
 * delimiterOf('title\nAI, ML\nNLP') // => ','
 */
export function delimiterOf(start: string): string {
  return parting(start, delimiters) ?? parting(start, rareDelimiters) ?? ',';
}

function parting(start: string, candidates: readonly string[]): string | undefined {
  let best: { readonly delimiter: string; readonly cells: number } | undefined;
  for (const delimiter of candidates) {
    const [header = 0, ...rows] = cellsOfRows(start, delimiter).slice(0, 50);
    const fitting = rows.filter((cells) => cells === header).length;
    if (header > (best?.cells ?? 1) && fitting >= 0.9 * rows.length) best = { delimiter, cells: header };
  }
  return best?.delimiter;
}

/** How many cells each whole row has, outside of quotes. */
function cellsOfRows(text: string, delimiter: string): number[] {
  const rows: number[] = [];
  let cells = 1;
  let isQuoted = false;
  for (const [i, character] of [...text].entries()) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === delimiter) cells += 1;
    else if (character === '\n' && i > 0) {
      rows.push(cells);
      cells = 1;
    }
  }
  return rows.length === 0 ? [cells] : rows;
}

/** A delimiter in words. */
export const describeDelimiter = (delimiter: string): string =>
  ({ '\t': 'tabs', ',': 'commas', ';': 'semicolons', '|': 'bars' })[delimiter] ?? `"${delimiter}"`;
