import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { loadCorpus } from '../../src/load/load.js';
import { type Manifest, readManifest } from '../../src/load/manifest.js';
import type { Posting } from '../../src/load/posting.js';
import { pullCorpus } from '../../src/load/pull.js';
import { verifyCorpus } from '../../src/load/verify.js';
import { shared } from '../shared.js';
import { scratch } from './scratch.js';

const tarball = shared(
  'data/ai-engineering-field-guide/ai-engineering-field-guide-ee3ce790e0a306a2ea9c2f149c0ead46e4895491.tar.gz',
);
const { folder, manifest } = scratch();

/** The field guide under an id of the tests, so that what was pulled for real is left alone. */
function copyOfFieldGuide(): Manifest {
  const { recording: _, named: __, ...said } = readManifest('field-guide');
  return manifest({ ...said, id: `${basename(folder).toLowerCase()}-1` });
}

const count = (postings: readonly Posting[], field: string, value: string): number =>
  postings.filter(({ fields }) => fields[field] === value).length;

test.skipIf(!tarball)(
  'the field guide has 895 postings, one problem, and the totals that the article prints',
  { timeout: 60_000 },
  async () => {
    const guide = copyOfFieldGuide();
    expect(await pullCorpus(guide, { from: tarball ?? '' })).toMatchObject({ came: 'now', digest: guide.digest });
    expect(await verifyCorpus(guide)).toMatchObject({ rows: 'as pinned' });
    const { postings, problems, digest } = await loadCorpus(guide);

    expect(digest).toBe('sha256:32a648f64ea51a0d31d2ad4c9929afcdd81524894eb942dd05f435fa0ae25e9b');
    expect(postings).toHaveLength(guide.postings ?? 0);
    expect(problems).toEqual([
      {
        file: 'jobs/extracted/7412075_Gesture_Full_Stack_AI_Engineer.yaml',
        line: 35,
        reason: 'not valid YAML: Implicit keys need to be on a single line',
        lost: 'fields',
      },
    ]);
    const gesture = postings.find(({ id }) => id === '7412075_Gesture_Full_Stack_AI_Engineer');
    expect(gesture?.fields).toMatchObject({ company: 'Gesture', description: null, posted_date: null });

    const types = ['ai-first', 'ai-support', 'ml-first', 'unknown'].map((type) => count(postings, 'type', type));
    expect(types).toEqual([621, 255, 16, 3]);
    expect(count(postings, 'company', 'Capital One')).toBe(28);
    expect(count(postings, 'stage', 'Public')).toBe(293);
    expect(postings.flatMap(({ fields }) => fields['genai']).filter((skill) => skill === 'RAG')).toHaveLength(321);
    const days = postings
      .map(({ fields }) => fields['posted_date'])
      .filter((day) => day !== null)
      .sort();
    expect([days[0], days.at(-1)]).toEqual([guide.period?.from, guide.period?.to]);

    await expect(loadCorpus(guide, { strict: true })).rejects.toThrow(
      /jobs\/extracted\/7412075_.*\.yaml:35: not valid YAML/,
    );
  },
);
