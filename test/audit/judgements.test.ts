import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { diagnosticKinds } from '../../src/audit/diagnostic.js';
import { provenKinds } from '../../src/audit/proven.js';
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

test('a kind may say "error" only where its errors were judged', () => {
  expect([...provenKinds].sort()).toEqual([...kinds].sort());
});

const contradictions = z
  .array(
    z.strictObject({
      text: z.string().regex(/^[0-9a-f]{16}$/),
      at: z.int().nonnegative(),
      printed: z.string(),
      changed: z.string().optional(),
      and: z.strictObject({ at: z.int(), printed: z.string(), changed: z.string() }).optional(),
      set: z.literal([1, 2, 3, 4, 5, 6, 7, 8]),
      first: z.boolean(),
      now: z.boolean(),
      why: z.string().min(10),
    }),
  )
  .parse(load(readFileSync(inProject('test', 'audit', 'contradictions.yaml'), 'utf8')));

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
  'docs/audit.md prints how many contradictions of set %d are found',
  (set) => {
    const docs = readFileSync(inProject('docs', 'audit.md'), 'utf8');
    const own = contradictions.filter((one) => one.set === set);
    const count = (changed: boolean, when: 'first' | 'now'): string => {
      const some = own.filter((one) => (one.changed !== undefined) === changed);
      return `${some.filter((one) => one[when]).length} of ${some.length}`;
    };
    const cells = [count(true, 'first'), count(false, 'first'), count(true, 'now'), count(false, 'now')];
    expect(docs).toContain(`| ${cells.join(' | ')} |`);
  },
);

test('README prints the precision on papers, and the recall on texts that the audit never saw', () => {
  const readme = readFileSync(inProject('README.md'), 'utf8');
  const right = judgements.filter((one) => one.right).length;
  const unseen = contradictions.filter((one) => one.set === 8 && one.changed !== undefined);
  const found = unseen.filter((one) => one.first).length;
  expect(readme).toContain(`${right} of ${judgements.length} errors`);
  const { low, high } = wilson({ k: found, n: unseen.length });
  const percent = (x: number): string => `${Math.round(100 * x)}%`;
  expect(readme).toContain(`${found} of ${unseen.length} contradictions (${percent(low)} to ${percent(high)})`);
});

const notes = z
  .array(
    z.strictObject({
      text: z.string().regex(/^[0-9a-f]{16}$/),
      at: z.int().nonnegative(),
      kind: z.enum(diagnosticKinds),
      first: z.boolean(),
      now: z.boolean(),
      right: z.boolean(),
      why: z.string().min(10),
    }),
  )
  .parse(load(readFileSync(inProject('test', 'audit', 'notes.yaml'), 'utf8')));

test('docs/audit.md prints how many notes on untouched texts were worth a look, on first sight and today', () => {
  const docs = readFileSync(inProject('docs', 'audit.md'), 'utf8');
  const share = (some: typeof notes): string => `${some.filter(({ right }) => right).length} of ${some.length}`;
  expect(docs).toContain(`${share(notes.filter(({ first }) => first))} notes were worth a look`);
  expect(docs).toContain(`today it reports ${notes.filter(({ now }) => now).length} there`);
});
