import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import { digestOf } from '../../src/load/digest.js';
import { shared } from '../shared.js';

const skillenai = corpus('skillenai');
const byRole = { by: ['role'], concepts: ['fine-tuning'], match: 'phrase' } as const;

test('a recorded query is answered with its rows and where they come from', async () => {
  const answer = await skillenai.count(byRole);
  expect(answer.rows).toHaveLength(3);
  expect(answer.at({ role: 'ML Engineer' })).toEqual({ role: 'ML Engineer', postings: 2893, 'fine-tuning': 526 });
  expect(answer.provenance).toMatchObject({
    corpus: 'skillenai',
    evidence: 'counts',
    digest: skillenai.manifest.digest,
    query: byRole,
  });
});

test('the order of a query’s keys does not matter, the order of its fields does', async () => {
  await expect(
    skillenai.count({ match: 'phrase', concepts: ['fine-tuning'], by: ['role', 'week'] }),
  ).resolves.toBeDefined();
  await expect(skillenai.count({ match: 'phrase', concepts: ['fine-tuning'], by: ['week', 'role'] })).rejects.toThrow(
    /no recorded answer/,
  );
});

test('a query that no recording answers fails and says which query, which corpus, and what would answer it', async () => {
  const asked = skillenai.count({ where: { mentions: 'RAG' }, by: ['role'], concepts: ['LoRA'], match: 'phrase' });
  await expect(asked).rejects.toThrow(
    /corpus "skillenai" has no recorded answer to "postings where the text mentions RAG by role, and how many of them mention LoRA/,
  );
  await expect(asked).rejects.toThrow(
    /The rows themselves would answer it .*skillenai-notebooks.*recorded queries:\n {2}postings by role/s,
  );
});

test.each([
  [{ ...byRole, by: ['rolle'] }, /no field "rolle"\. Did you mean "role"\?/],
  [{ ...byRole, concepts: ['fine tuning'] }, /no concept "fine tuning"\. Did you mean "fine-tuning"\?/],
  [{ ...byRole, where: { mentions: 'nonsense' } }, /no concept "nonsense"\. It has: fine-tuning, LoRA/],
])('a name that the corpus lacks is an error and never a count of zero: %j', async (query, message) => {
  await expect(skillenai.count(query)).rejects.toThrow(message);
});

test('a group that the answer lacks is an error that lists the groups it has', async () => {
  const answer = await skillenai.count(byRole);
  expect(() => answer.at({ role: 'ML engineer' })).toThrow(
    /no rows .*"role":"ML engineer".* it has role: AI Engineer, Data Scientist, ML Engineer/,
  );
  expect(() => answer.at({})).toThrow(/3 rows/);
});

test('a corpus that is not there is an error with the nearest name', () => {
  expect(() => corpus('skilenai')).toThrow(/no corpus "skilenai" .*Did you mean "skillenai"\?/);
});

const published = shared('data/skillenai/fine-tuning-by-role-results.json');

test.skipIf(!published)(
  'the recording holds the published counts, every one, and the digest of the file they came in',
  async () => {
    const bytes = readFileSync(published ?? '');
    expect(digestOf(bytes)).toBe(skillenai.manifest.digest);

    type Skills = Record<string, number>;
    const counts = JSON.parse(bytes.toString()) as {
      totals: Record<string, { total: number; with_ft: number }>;
      weekly: Record<string, { week: string; total: number; with_ft: number }[]>;
      adjacency: Record<string, { total: number; skills: Skills }>;
      adjacency_ft: Record<string, { ft_total: number; skills: Skills }>;
    };
    const skills = [
      'LoRA',
      'PEFT',
      'RLHF',
      'Distillation',
      'Post-training',
      'SFT',
      'RAG',
      'Prompt Engineering',
      'LangChain',
      'Vector Database',
      'API integration',
    ];
    const totals = await skillenai.count(byRole);
    const weeks = await skillenai.count({ ...byRole, by: ['role', 'week'] });
    const all = await skillenai.count({ by: ['role'], concepts: skills, match: 'phrase' });
    const within = await skillenai.count({
      where: { mentions: 'fine-tuning' },
      by: ['role'],
      concepts: skills,
      match: 'phrase',
    });
    const roles = Object.keys(counts.totals).sort();

    expect(totals.rows).toEqual(
      roles.map((role) => ({
        role,
        postings: counts.totals[role]?.total,
        'fine-tuning': counts.totals[role]?.with_ft,
      })),
    );
    expect(weeks.rows).toEqual(
      roles.flatMap((role) =>
        counts.weekly[role]?.map((week) => ({
          role,
          week: week.week,
          postings: week.total,
          'fine-tuning': week.with_ft,
        })),
      ),
    );
    const { ft: _, ...expectedSkills } = counts.adjacency['AI Engineer']?.skills ?? {};
    expect(Object.keys(expectedSkills)).toEqual(skills);
    for (const role of roles) {
      const { ft, ...outside } = counts.adjacency[role]?.skills ?? {};
      expect(ft).toBe(counts.totals[role]?.with_ft);
      expect(all.at({ role })).toEqual({ role, postings: counts.adjacency[role]?.total, ...outside });
      expect(within.at({ role })).toEqual({
        role,
        postings: counts.adjacency_ft[role]?.ft_total,
        ...counts.adjacency_ft[role]?.skills,
      });
    }
  },
);
