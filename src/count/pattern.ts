import { UserError } from '../error.js';

/** The group of postings whose field is not filled, or of which no condition holds. */
export const unfilled = '(none)';

const separator = ' + ';

/**
 * The name of a pattern: those of the conditions that hold, in alphabetical order.
 *
 * @throws UserError for a name that could not be told from two
 */
export function patternOf(names: readonly string[]): string {
  const twofold = names.find((name) => name.includes(separator) || name === unfilled || name === '');
  if (twofold !== undefined)
    throw new UserError(
      `a condition of a pattern is named "${twofold}"; a name needs letters, ` +
        `and "${separator.trim()}" or "${unfilled}" would be read as something else`,
    );
  return names.length === 0 ? unfilled : [...names].sort((a, b) => (a < b ? -1 : 1)).join(separator);
}

/**
 * The names of the conditions that hold in a pattern, as a grouping by `holding` writes it.
 *
 * @param pattern the name of a group, such as `Python + RAG` or `(none)`
 * @returns the names, in alphabetical order; none for `(none)`
 * @example
 * namesIn('Python + RAG') // => ['Python', 'RAG']
 * namesIn('(none)') // => []
 */
export const namesIn = (pattern: string): readonly string[] => (pattern === unfilled ? [] : pattern.split(separator));
