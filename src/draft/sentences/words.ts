/**
 * A pattern that finds each of these wherever it stands as whole words, in any case. Unlike `\b`, it knows that "ä"
 * and "ß" are letters.
 *
 * @param alternatives sources of patterns, of which the earlier is preferred
 */
export const words = (...alternatives: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])(?:${alternatives.join('|')})(?![\\p{L}\\d])`, 'giu');
