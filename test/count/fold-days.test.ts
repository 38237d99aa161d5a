import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import { periods } from '../../src/count/period.js';
import type { Query } from '../../src/count/query.js';
import { writeRecording } from '../../src/count/write-recording.js';
import { readManifest } from '../../src/load/manifest.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-days-'));
afterAll(() => rmSync(folder, { recursive: true }));

// 400 postings over 200 days from November 2025, each tenth without a day
const postings = Array.from({ length: 400 }, (_, i) => ({
  id: i,
  role: i % 3 === 0 ? 'Cook' : 'Engineer',
  remote: i % 7 < 3,
  ...(i % 10 === 0 ? {} : { posted: new Date(Date.UTC(2025, 10, 20 + ((i * 7) % 200))).toISOString().slice(0, 10) }),
}));
writeFileSync(join(folder, 'jobs.jsonl'), postings.map((each) => JSON.stringify(each)).join('\n'));
const manifest = join(folder, 'jobs.yaml');
writeFileSync(
  manifest,
  `id: jobs
title: Jobs
files: { format: jsonl, path: jobs.jsonl, id: id }
recording: jobs.json
fields:
  role: { kind: name, from: role }
  remote: { kind: flag, from: remote }
  posted: { kind: day, from: posted }
`,
);
const columns = { remote: { field: 'remote', is: true } } as const;
const byDay: Query = { by: ['role', 'posted'], columns };
const recorded = writeRecording(readManifest(manifest), manifest, [byDay]);
const spans = (per: (typeof periods)[number]) => [{ as: per, day: 'posted', per }] as const;

test.each([
  ...periods.map((per): [string, Query] => [`by ${per}`, { by: ['role', ...spans(per)], columns }]),
  ['the three largest months of a role', { by: ['role', ...spans('month')], columns, top: 3 }],
])('a recording that has the days answers as the rows do: %s', async (_, query) => {
  await recorded;
  const [own, rows] = await Promise.all(
    (['recording', 'rows'] as const).map((engine) => corpus(manifest, { engine }).count(query)),
  );
  expect(own?.rows).toEqual(rows?.rows);
  expect(rows?.rows.length).toBeGreaterThan(2);
});

test('counts of different values do not add up, nor do Mondays of weeks tell months: both are not recorded', async () => {
  await recorded;
  const different = { by: ['role', ...spans('month')], columns, distinct: 'remote' } as const;
  await expect(corpus(manifest, { engine: 'recording' }).count(different)).rejects.toThrow(/no recorded answer/);
  const months = { by: ['role', { as: 'month', day: 'week', per: 'month' }], concepts: ['fine-tuning'] } as const;
  await expect(corpus('skillenai').count({ ...months, match: 'phrase' })).rejects.toThrow(/no recorded answer/);
});
