import { expect, test } from 'vitest';
import type { Direction, Span } from '../../src/claims/direction.js';
import {
  overlap,
  parseReplications,
  type Replication,
  type ReplicationRow,
  replicateAll,
  weakest,
} from '../../src/claims/replication.js';
import { corpus } from '../../src/count/corpus.js';
import { wilson } from '../../src/stats/wilson.js';

const basis = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
const row = (changes: Partial<ReplicationRow> = {}): ReplicationRow => ({
  claim: 'fine-tuning-by-role/aie-over-mle',
  definition: 'titles in place of parsed roles',
  limits: 'other titles, other months',
  measure: 'ratio',
  direction: { above: 1 },
  original: { estimate: 1.44, low: 1.27, high: 1.63 },
  replication: { estimate: 1.1, low: 0.8, high: 1.5 },
  basis,
  ...changes,
});
const replicate = (one: ReplicationRow): Replication => replicateAll([one])[0] as Replication;
const point = (estimate: number): Span => ({ estimate, low: null, high: null });

test('a replication carries the claim in our words, the corpus and its answer, and can be read back', () => {
  const done = replicate(row());
  expect(done).toMatchObject({ corpus: 'skillenai', sameDirection: true, overlap: true, sources: [basis.provenance] });
  expect(done.statement).toMatch(/AI Engineer/);
  const stored: unknown = JSON.parse(JSON.stringify({ rows: [done] }));
  expect(parseReplications(stored, 'a cell')).toEqual([done]);
});

test.each<[what: string, direction: Direction | null, replication: Span, same: boolean | null]>([
  ['on the side that the claim points to', { above: 1 }, { estimate: 1.1, low: 0.8, high: 1.5 }, true],
  ['on the other side', { above: 1 }, { estimate: 0.9, low: 0.8, high: 1.5 }, false],
  ['exactly between', { below: 1 }, { estimate: 1, low: 0.8, high: 1.5 }, false],
  ['below, where below is claimed', { below: 0 }, { estimate: -0.02, low: -0.1, high: 0.1 }, true],
  [
    'with no effect inside its interval, where none is claimed',
    { none: 0 },
    { estimate: -0.02, low: -0.1, high: 0.1 },
    true,
  ],
  ['with no effect outside it', { none: 0 }, { estimate: -0.2, low: -0.3, high: -0.1 }, false],
  ['of a claim of a size alone', null, { estimate: 0.2, low: 0.1, high: 0.3 }, null],
])('a replication %s', (_, direction, replication, same) => {
  expect(replicate(row({ direction, replication })).sameDirection).toBe(same);
});

test.each<[a: Span, b: Span, share: boolean]>([
  [{ estimate: 2, low: 1, high: 3 }, { estimate: 4, low: 3, high: 5 }, true],
  [{ estimate: 2, low: 1, high: 3 }, { estimate: 4, low: 3.1, high: 5 }, false],
  [point(3.05), { estimate: 4, low: 3.1, high: 5 }, false],
  [point(3.1), { estimate: 4, low: 3.1, high: 5 }, true],
])('intervals %o and %o share a value: %s', (a, b, share) => {
  expect([overlap(a, b), overlap(b, a)]).toEqual([share, share]);
});

test('where the article prints no number there is nothing to overlap', () => {
  expect(replicate(row({ original: null })).overlap).toBeNull();
});

test.each<[what: string, changes: Partial<ReplicationRow>, says: RegExp]>([
  [
    'an unknown claim',
    { claim: 'fine-tuning-by-role/aie-over-mel' },
    /"fine-tuning-by-role\/aie-over-mel" is not in data\/articles\/fine-tuning-by-role\.yaml\. Did you mean ".*aie-over-mle"/,
  ],
  [
    'an estimate outside its interval',
    { replication: { estimate: 2, low: 0.8, high: 1.5 } },
    /0\.8 ≤ 2 ≤ 1\.5 is no estimate within its interval/,
  ],
  ['no answer', { basis: [] }, /answers that the values were computed from are needed/],
])('%s is refused', (_, changes, says) => {
  expect(() => replicate(row(changes))).toThrow(says);
});

test('an output that is none is an error with its place', () => {
  expect(() => parseReplications({ rows: [{ claim: 1 }] }, 'notebooks/x.ipynb (cell y)')).toThrow(
    /^notebooks\/x\.ipynb \(cell y\) holds no replication/,
  );
});

test('a row with an interval at any level gets a verdict, at the level that corrects for the tests of its article', () => {
  const wide = (level: number) => ({ estimate: 1.3, low: 1.3 - level / 4, high: 1.3 + level / 4 });
  const [alone] = replicateAll([row({ replication: wide })]);
  expect(alone).toMatchObject({ verdict: 'replicated', corrected: { level: 0.95, tests: 1 } });
  const narrow = (level: number) => ({ estimate: 1.3, low: 1.3 - level * 0.31, high: 1.3 + level * 0.31 });
  const many = ['one', 'two', 'three', 'four'].map((statement) => row({ statement, replication: narrow }));
  const [first] = replicateAll(many);
  expect(first).toMatchObject({ verdict: 'undecided', corrected: { level: 1 - 0.05 / 4, tests: 4 } });
  expect(replicateAll([row({ replication: narrow })])[0]?.verdict).toBe('replicated');
});

test('a registered claim is tested where its file says, by its own reading, with an interval for its verdict', () => {
  const claim = 'ai-vs-ml-devlyn/ml-builds';
  const measured = (level: number) => ({ estimate: 0.1, low: -level, high: level });
  const skillenai = row({ claim, measure: 'difference', replication: measured });
  expect(() => replicateAll([skillenai])).toThrow(/is on "skillenai"; its file says tested_on: \[field-guide\]/);
});

test('the weakest of several measurements holds beyond chance only where each does', () => {
  const spans = [
    { estimate: 0.3, low: 0.1, high: 0.5 },
    { estimate: 0.2, low: -0.05, high: 0.4 },
  ];
  expect(weakest(spans)).toEqual({ estimate: 0.2, low: -0.05, high: 0.4 });
});

test('with its counts, a replication says how few postings its verdict rests on; an open one says nothing', () => {
  const of = (k: number) =>
    replicate(
      row({
        measure: 'share',
        direction: { above: 0.5 },
        original: null,
        replication: {
          groups: [[{ k, n: 100 }]],
          measure: ([[one = { k, n: 100 }] = []], level) => wilson(one, { level }),
        },
      }),
    );
  const level = of(90).corrected?.level ?? 0;
  const isAbove = (k: number) => wilson({ k, n: 100 }, { level }).low > 0.5;
  const least = Array.from({ length: 101 }, (_, k) => k).find(isAbove) ?? 0;
  expect([of(90).verdict, of(90).fragility]).toEqual(['replicated', { fewest: 91 - least, postings: 100 }]);
  expect([of(50).verdict, of(50).fragility]).toEqual(['undecided', undefined]);
  expect(parseReplications(JSON.parse(JSON.stringify({ rows: [of(90)] })), 'a cell')).toEqual([of(90)]);
});
