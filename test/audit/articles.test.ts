import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { readArticleText } from '../../src/text/read.js';
import { shared } from '../shared.js';

/** What print alone shows in each article: kind, severity and place; and how much there was to check. */
const articles: readonly { file: string; findings: readonly string[]; checked: Readonly<Record<string, number>> }[] = [
  { file: 'devlyn-ai-vs-ml-engineer.txt', findings: [], checked: {} },
  { file: 'dexity-what-is-an-ai-engineer.txt', findings: ['67:208 printed-twice note'], checked: { sum: 4 } },
  {
    file: 'field-guide-ai-engineering-jobs.txt',
    findings: ['23:5 sum note', '373:1 sum note', '572:24 ratio error'],
    checked: { share: 29 },
  },
  { file: 'notes-ai-vs-ml-engineering.txt', findings: [], checked: {} },
  {
    file: 'skillenai-fine-tuning-by-role.txt',
    findings: ['14:22 interval note', '42:118 printed-twice note'],
    checked: { 'impossible-percentage': 30, interval: 3, 'effect-size': 1, ratio: 2 },
  },
];

describe.each(articles)('$file', ({ file, findings, checked }) => {
  const path = shared(`articles/${file}`);

  test.skipIf(path === undefined)(
    'gives the findings that its own figures prove, and no other',
    { timeout: 60_000 },
    async () => {
      const result = audit(await readArticleText(path ?? ''));
      expect(
        result.diagnostics.map(({ line, column, kind, severity }) => `${line}:${column} ${kind} ${severity}`),
      ).toEqual(findings);
      for (const [kind, count] of Object.entries(checked))
        expect(result.checked.find((one) => one.kind === kind)?.count, kind).toBeGreaterThanOrEqual(count);
    },
  );
});
