import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from '@opensearch-project/opensearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/count/opensearch/cluster.js';
import type { Rerun } from '../../src/trace/rerun.js';
import { clusterAddresses } from '../count/opensearch/addresses.js';
import { standIn } from '../count/opensearch/stand-in.js';
import { copyProject } from '../project-copy.js';
import { Choices } from '../tag/adversarial.js';

const addresses = clusterAddresses();
const index = `recount-test-${process.pid}-live`;
const key = 'not-to-be-seen';

describe.skipIf(!addresses)('recount live', { timeout: 180_000 }, () => {
  const choices = new Choices(5);
  const often = (percent: number): boolean => choices.below(100) < percent;
  const tools = [
    'RAG',
    'LoRA',
    'PEFT',
    'RLHF',
    'distillation',
    'post-training',
    'SFT',
    'LangChain',
    'prompt engineering',
    'vector database',
    'API',
  ];
  const docs = Array.from({ length: 6000 }, () => {
    const role = choices.one([
      'AI Engineer',
      'Artificial Intelligence Engineer',
      'ML Engineer',
      'Data Scientist',
      'Cook',
    ]);
    const words = [
      often(role === 'Data Scientist' ? 6 : 25) ? 'fine-tuning' : '',
      ...tools.filter(() => often(30)),
      'statistics',
    ];
    return {
      role,
      extractedText: words.join(', '),
      ingestedAt: new Date(Date.UTC(2026, 9, 5 + choices.below(49))).toISOString(),
    };
  });
  let client: Client;
  let api: Awaited<ReturnType<typeof standIn>>;
  const { root, remove } = copyProject();
  const manifest = join(root, 'data', 'corpora', 'skillenai.yaml');

  beforeAll(async () => {
    client = await connect({ address: addresses ?? [], index, through: 'cluster' });
    await client.indices.create({
      index,
      body: {
        mappings: {
          properties: {
            role: { type: 'text', fields: { keyword: { type: 'keyword' } } },
            extractedText: { type: 'text' },
            ingestedAt: { type: 'date' },
          },
        },
      } as never,
    });
    await client.bulk({ index, refresh: true, body: docs.flatMap((doc) => [{ index: {} }, doc]) });
    // all as it is, but for where the index is: the stand-in has none of the service's name
    api = await standIn(async (_, body) => (await client.search({ index, body })).body, {
      key,
      perMinute: 10,
      bytes: 30_000,
      failing: new Map([[2, 503]]),
    });
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace('https://api.skillenai.com/v1/query/search', api.address),
    );
  });
  afterAll(async () => {
    await api.close();
    await client.indices.delete({ index });
    await client.close();
    remove();
  });
  const run = (...args: string[]) =>
    promisify(execFile)('node', [join(root, 'src', 'bin.mjs'), ...args], {
      cwd: root,
      env: { ...process.env, SKILLENAI_API_KEY: key },
      maxBuffer: 1 << 26,
    });

  test('live reruns an article on the index behind its corpus, as it is today', async () => {
    const notebook = join(root, 'notebooks', 'fine-tuning-1-headline.ipynb');
    const before = readFileSync(notebook);
    const { stdout, stderr } = await run('live', 'fine-tuning-by-role', '--json');
    const { claims, on } = JSON.parse(stdout) as Rerun;
    expect(on).toBe('skillenai');
    const scientists = docs.filter(({ role }) => role === 'Data Scientist');
    const share =
      scientists.filter(({ extractedText }) => extractedText.startsWith('fine-tuning')).length / scientists.length;
    expect(claims.find(({ claim }) => claim === 'fine-tuning-by-role/ds-share')).toMatchObject({
      printed: '4.9%',
      own: 137 / 2795,
      other: share,
      shares: { own: { k: 137, n: 2795 }, other: { n: scientists.length } },
    });
    expect(claims.find(({ claim }) => claim === 'fine-tuning-by-role/aie-postings')).toMatchObject({
      own: 1114,
      other: docs.filter(({ role }) => role.startsWith('A')).length,
    });
    expect(claims.filter(({ other }) => other !== null).length).toBeGreaterThan(100);

    expect(api.requests.length).toBeLessThanOrEqual(4); // its fields, all questions together, and again where it failed
    expect(stdout + stderr + JSON.stringify(api.requests)).not.toContain(key);
    expect(readFileSync(notebook)).toEqual(before);
  });

  test('without its key, or for an article that rests on no index, it says what is missing', async () => {
    await expect(
      promisify(execFile)('node', [join(root, 'src', 'bin.mjs'), 'live', 'fine-tuning-by-role'], { cwd: root }),
    ).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/environment variable SKILLENAI_API_KEY, which is not set/),
    });
    await expect(run('live', 'field-guide')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no corpus behind article "field-guide" has an index to ask/),
    });
  });
});
