import { describe, expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import { describeQuery } from '../../src/count/query.js';
import { readRecording } from '../../src/count/recording.js';
import { readManifest } from '../../src/load/manifest.js';
import { pullCorpus } from '../../src/load/pull.js';
import { shared } from '../shared.js';

const tarball = shared(
  'data/ai-engineering-field-guide/ai-engineering-field-guide-ee3ce790e0a306a2ea9c2f149c0ead46e4895491.tar.gz',
);

describe.skipIf(!tarball)('the recording and the rows of the field guide', { timeout: 60_000 }, async () => {
  const manifest = readManifest('field-guide');
  if (tarball) await pullCorpus(manifest, { from: tarball });
  const { answers } = readRecording(manifest);
  const stored = corpus('field-guide', { engine: 'recording' });
  const rows = corpus('field-guide', { engine: 'rows' });

  test.each(answers.map((answer) => ({ asked: describeQuery(answer.query).slice(0, 100), ...answer })))(
    'agree on $asked',
    { timeout: 60_000 },
    async ({ query, rows: recorded }) => {
      const answer = await rows.count(query);
      expect(answer.rows).toEqual(recorded);
      expect((await stored.count(query)).rows.map(Object.entries)).toEqual(answer.rows.map(Object.entries)); // the columns' order too
      expect(answer.provenance).toMatchObject({
        evidence: 'rows',
        digest: manifest.digest,
        skipped: { postings: 0, fields: 1 },
      });
    },
  );
});
