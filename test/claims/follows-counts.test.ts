import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { currentAnswerDigest } from '../../src/count/current-answer.js';
import { type Query, queryKey } from '../../src/count/query.js';
import { readRecording } from '../../src/count/recording.js';
import { readManifest } from '../../src/load/manifest.js';
import { projectRoot } from '../../src/load/project.js';
import { runNotebooks } from '../../src/notebook/run.js';
import { readTraces } from '../../src/trace/trace.js';
import { numbersHeld, saidIn, stale } from './said-numbers.js';

/** Counts of the answers behind the claims that an article's data decide. */
function countsBehind(article: string) {
  const traces = readTraces().find(({ article: { id } }) => id === article)?.traces ?? [];
  const asked = traces.flatMap(({ notebook, sources }) =>
    notebook === null ? [] : sources.map(({ corpus, query }) => ({ notebook, corpus, key: queryKey(query) })),
  );
  return asked.flatMap(({ notebook, corpus, key }) =>
    readRecording(readManifest(corpus))
      .answers.filter(({ query }) => queryKey(query) === key)
      .flatMap(({ rows }) =>
        rows.flatMap((row, at) =>
          Object.values(row).flatMap((value) =>
            typeof value === 'number' && value >= 20 ? [{ notebook, corpus, key, at }] : [],
          ),
        ),
      ),
  );
}

type Place = ReturnType<typeof countsBehind>[number];

/** The recording with the counts of one row changed by two fifths: of all postings upwards, of some of them downwards. */
function changed({ corpus, key, at }: Place): string {
  const recording = JSON.parse(readFileSync(readManifest(corpus).recording, 'utf8')) as {
    answers: { query: Query; rows: Record<string, number | string | null>[] }[];
  };
  const row = recording.answers.find(({ query }) => queryKey(query) === key)?.rows[at] ?? {};
  for (const [column, count] of Object.entries(row))
    if (typeof count === 'number')
      row[column] = Math.round(count * (['postings', 'mentions'].includes(column) ? 1.4 : 0.6));
  return JSON.stringify(recording);
}

/** What a notebook and the claims that it checks say, and what its outputs hold. */
const read = (notebook: string, fresh?: string) => ({
  said: saidIn(notebook, fresh),
  held: numbersHeld(notebook, fresh),
});

describe('after a recorded count is changed', { timeout: 600_000 }, () => {
  test.each<[article: string, seed: number]>([
    ['field-guide', 7],
    ['fine-tuning-by-role', 6],
    ['remote-or-hybrid', 7],
    ['entry-gap', 8],
  ])('no title, alt text, finding or explanation of %s stays behind (seed %d)', async (article, seed) => {
    const places = countsBehind(article);
    const random = xoroshiro128plus(seed);
    for (let i = 0; i < 20; i++) random.next(); // the first of near seeds are near each other
    const place = places[(random.next() >>> 0) % places.length];
    if (!place) throw new Error(`${article} rests on no count`);
    const folder = mkdtempSync(join(tmpdir(), 'recount-changed-'));
    const into = join(folder, 'notebooks');
    try {
      writeFileSync(join(folder, `${place.corpus}.json`), changed(place));
      process.env['RECOUNT_RERUN'] = folder; // kernels read it from the environment
      const [result] = await runNotebooks([place.notebook], {
        root: projectRoot,
        into,
        answerDigest: currentAnswerDigest,
      });
      expect(result?.kind).toBe('executed');
      const [before, after] = [read(place.notebook), read(place.notebook, into)];
      expect(after.said.filter((sentence, i) => sentence !== before.said[i])).not.toEqual([]);
      expect(after.said.flatMap((sentence) => stale(sentence, before.held, after.held))).toEqual([]);
    } finally {
      delete process.env['RECOUNT_RERUN'];
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('a sentence that stays behind is found: its number was held before and is no longer', () => {
  expect(stale('of 292 AI Engineer postings, 26.2%', [292, 0.2621], [175, 0.1571])).toEqual(['292', '26.2%']);
  expect(stale('of 175 AI Engineer postings, 15.7%', [292, 0.2621], [175, 0.1571])).toEqual([]);
  expect(stale('with 95% Wilson intervals', [0.95], [0.5])).toEqual([]);
});
