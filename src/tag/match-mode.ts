/**
 * How a phrase is looked for, always without regard to case:
 * - `phrase`: its tokens, one after the other; what `match_phrase` finds in OpenSearch with the standard analyzer;
 * - `word`: its characters, where neither side goes on with a letter, digit or underscore. A single letter is not found
 *   where a sign makes it another name (`C` in `C++`, `R` in `R&D`), and a version may follow a sign (`C++17`); a space
 *   stands for any white space of the text, a line break too;
 * - `substring`: its characters as they are written, spaces too, anywhere, also inside other words.
 *
 * Lexicons, queries, tallies and `--match` all take these names.
 */
export const matchModes = ['phrase', 'word', 'substring'] as const;
export type MatchMode = (typeof matchModes)[number];
