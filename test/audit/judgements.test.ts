import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { diagnosticKinds } from '../../src/audit/diagnostic.js';
import { inProject } from '../../src/load/project.js';
import { wilson } from '../../src/stats/wilson.js';

const judgements = z
  .array(
    z.strictObject({
      text: z.string().regex(/^[0-9a-f]{16}$/),
      at: z.int().nonnegative(),
      kind: z.enum(diagnosticKinds),
      right: z.boolean(),
      why: z.string().min(10),
    }),
  )
  .parse(load(readFileSync(inProject('test', 'audit', 'judgements.yaml'), 'utf8')));

const kinds = [...new Set(judgements.map(({ kind }) => kind))];

test.each(kinds)('at least nine of ten %s errors in real papers are right', (kind) => {
  const own = judgements.filter((one) => one.kind === kind);
  const right = own.filter((one) => one.right).length;
  expect(right / own.length).toBeGreaterThanOrEqual(0.9);
});

test('docs/audit.md prints the figures that the judgements give, with their intervals', () => {
  const docs = readFileSync(inProject('docs', 'audit.md'), 'utf8');
  for (const kind of kinds) {
    const n = judgements.filter((one) => one.kind === kind).length;
    const k = judgements.filter((one) => one.kind === kind && one.right).length;
    const { low, high } = wilson({ k, n });
    const percent = (x: number): string => `${Math.round(100 * x)}%`;
    expect(docs).toContain(`| \`${kind}\` | ${k} of ${n} | ${percent(k / n)} (${percent(low)} to ${percent(high)}) |`);
  }
});
