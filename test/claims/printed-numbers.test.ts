import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { articleIds, readArticle } from '../../src/claims/article.js';
import { shared } from '../shared.js';

/** A number as articles print it: digits with their separators, or a word for one. */
const number =
  /\d[\d,.]*\d|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|once|twice|thrice|half|third|quarter|doubled?|tripled?)\b/gi;

interface Span {
  start: number;
  end: number;
}

/** Where a text stands on a line that is not taken yet; undefined where it does not. */
function firstFree(line: string, text: string, taken: readonly Span[]): Span | undefined {
  for (let start = line.indexOf(text); start !== -1; start = line.indexOf(text, start + 1)) {
    const end = start + text.length;
    if (taken.every((span) => end <= span.start || start >= span.end)) return { start, end };
  }
  return undefined;
}

describe.each(articleIds())('%s', (id) => {
  const article = readArticle(id);
  const file = shared(`articles/${article.text}.txt`);

  test.skipIf(!file)(
    'every claim stands on its line, and every printed number is a claim or says why it is none',
    () => {
      const lines = readFileSync(file ?? '', 'utf8').split('\n');
      const accounts = [...article.claims, ...article.notClaims];
      const taken = lines.map((): Span[] => []);

      const missing = accounts.filter(({ line, printed }) => {
        const spans = taken[line - 1];
        // claims whose words hold another claim's number may overlap it: "more than twice … (12.2%)"
        const span =
          spans && (firstFree(lines[line - 1] ?? '', printed, spans) ?? firstFree(lines[line - 1] ?? '', printed, []));
        if (span) spans?.push(span);
        return !span;
      });
      expect(missing.map(({ line, printed }) => `line ${line}: ${printed}`)).toEqual([]);

      const unaccounted = lines.flatMap((line, i) =>
        [...line.matchAll(number)]
          .filter(
            ({ index, 0: text }) => !taken[i]?.some((span) => index >= span.start && index + text.length <= span.end),
          )
          .map(({ 0: text }) => `line ${i + 1}: ${text}`),
      );
      expect(unaccounted).toEqual([]);
    },
  );
});
