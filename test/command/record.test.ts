import { expect, test } from 'vitest';
import { recordCorpus } from '../../src/command/record-corpus.js';
import { published, scratch } from '../load/scratch.js';

const { folder, manifest } = scratch();
const timeout = 300;

test('what keeps a corpus from being recorded is said before any notebook runs', async () => {
  await expect(recordCorpus('skillenai', { timeout })).rejects.toThrow(
    /known by its recorded counts alone; there are no rows to record/,
  );
  const { id } = manifest({
    ...published,
    digest: `sha256:${'0'.repeat(64)}`,
    files: { format: 'jsonl', address: 'http://127.0.0.1/rows.jsonl' },
    fields: {},
  });
  await expect(recordCorpus(`${folder}/${id}.yaml`, { timeout })).rejects.toThrow(
    `the postings of corpus "${id}" are not here; get them: npx recount data pull ${folder}/${id}.yaml`,
  );
});
