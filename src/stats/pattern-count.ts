import { checkCount, checkObject, refuse } from './argument.js';

/** How many postings of one employer have just these skills: a row of a count by pattern, its names taken apart. */
export interface PatternCount {
  /** The skills, of those asked for, that the postings have. */
  readonly has: readonly string[];
  /** How many postings have them and no other of those asked for. */
  readonly postings: number;
  /** Whose postings they are: postings of one employer are alike, so they are kept together. */
  readonly cluster: string;
}

export function checkPatterns(where: string, argument: string, patterns: readonly PatternCount[]): void {
  if (!Array.isArray(patterns) || patterns.length === 0)
    refuse(where, argument, patterns, 'a list of patterns with their postings');
  patterns.forEach((pattern: PatternCount, i) => {
    checkObject(where, `${argument}[${i}]`, pattern);
    const { has, postings, cluster } = pattern;
    if (!Array.isArray(has) || !has.every((skill) => typeof skill === 'string'))
      refuse(where, `${argument}[${i}].has`, has, 'a list of names');
    checkCount(where, `${argument}[${i}].postings`, postings, 1);
    if (typeof cluster !== 'string') refuse(where, `${argument}[${i}].cluster`, cluster, 'a name');
  });
}

/** The same patterns, a skill that is named twice being one. */
export const withoutRepeats = <Pattern extends PatternCount>(patterns: readonly Pattern[]): readonly Pattern[] =>
  patterns.map((pattern) => ({ ...pattern, has: [...new Set(pattern.has)] }));

/** The skills of patterns, in alphabetical order. */
export const skillsIn = (patterns: readonly PatternCount[]): readonly string[] =>
  [...new Set(patterns.flatMap(({ has }) => has))].sort((a, b) => (a < b ? -1 : 1));
