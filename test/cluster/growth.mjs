/**
 * What an index of generated postings costs, for the README: bytes, requests, time.
 *
 *     npx recount --version && RECOUNT_OPENSEARCH=$(npm run -s cluster -- address) node test/cluster/growth.mjs 10000 100000
 */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpus } from '../../dist/count/corpus.js';
import { connect } from '../../dist/count/opensearch/cluster.js';
import { loadIndex } from '../../dist/count/opensearch/load.js';
import { readManifest } from '../../dist/load/manifest.js';

const folder = fileURLToPath(new URL('../../.recount/cluster/growth', import.meta.url));
mkdirSync(folder, { recursive: true });
const address = process.env.RECOUNT_OPENSEARCH.split(',');

let state = 7;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
/** Few words are frequent and many are rare, as in texts. */
const rank = (n) => Math.floor(n ** random()) - 1;
const word = (i) => `w${i.toString(36)}`;
const posting = (id) => ({
  id: String(id),
  role: ['AI Engineer', 'ML Engineer', 'Data Scientist'][rank(4) % 3],
  company: `company ${rank(20_000)}`,
  skills: Array.from({ length: 12 }, () => `skill ${rank(2_000)}`),
  description: Array.from({ length: 550 }, () => (random() < 0.002 ? 'fine-tuning' : word(rank(200_000)))).join(' '),
});

const client = await connect({ address, index: '', through: 'cluster' });
for (const n of process.argv.slice(2).map(Number)) {
  const index = `recount-growth-${n}`;
  const jobs = openSync(join(folder, 'jobs.jsonl'), 'w');
  for (let i = 0; i < n; i += 1) writeSync(jobs, `${JSON.stringify(posting(i))}\n`);
  closeSync(jobs);
  const fields = {
    role: { kind: 'name', from: 'role' },
    company: { kind: 'name', from: 'company' },
    skills: { kind: 'names', from: 'skills' },
    description: { kind: 'text', from: 'description' },
  };
  const path = join(folder, 'jobs.yaml');
  writeFileSync(
    path,
    JSON.stringify({
      id: `growth-${n}`,
      title: 'Generated',
      files: { format: 'jsonl', path: 'jobs.jsonl', id: 'id' },
      lexicon: 'fine-tuning',
      fields,
      opensearch: { address, index },
    }),
  );
  const manifest = readManifest(path);
  const begun = performance.now();
  await loadIndex(manifest, manifest.opensearch, {
    replace: true,
    characters: process.env.CHARACTERS ? ['description'] : [],
  });
  const seconds = (performance.now() - begun) / 1000;
  await client.indices.forcemerge({ index, max_num_segments: 1 }, { requestTimeout: 600_000 });
  await client.indices.refresh({ index });
  // what the store holds has merged segments too, until nobody reads them any more
  const { body } = await client.indices.segments({ index });
  const segments = Object.values(body.indices[index].shards)
    .flat()
    .filter(({ routing }) => routing.primary)
    .flatMap((shard) => Object.values(shard.segments));
  const bytes = segments.reduce((sum, segment) => sum + segment.size_in_bytes, 0);
  console.log(
    `${n} postings: loaded in ${seconds.toFixed(0)} s, ${(bytes / n).toFixed(0)} bytes a posting in one copy`,
  );
  const asked = {
    'roles, 1 concept': { by: ['role'], concepts: ['fine-tuning'], match: 'phrase' },
    'roles, 11 concepts within one': {
      by: ['role'],
      where: { mentions: 'fine-tuning' },
      concepts: [
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
      ],
      match: 'phrase',
    },
    'top 20 skills with mentions': { by: ['skills'], mentions: true, top: 20 },
    'distinct companies': { by: [], distinct: 'company' },
    'companies by pattern of 2': {
      by: [
        'company',
        { as: 'has', holding: { a: { field: 'skills', is: 'skill 1' }, b: { field: 'skills', is: 'skill 2' } } },
      ],
    },
    'pattern of 8': {
      by: [
        {
          as: 'has',
          holding: Object.fromEntries(
            Array.from({ length: 8 }, (_, i) => [`s${i}`, { field: 'skills', is: `skill ${i}` }]),
          ),
        },
      ],
    },
    'top 20 pairs of skills': { by: [], pairs: 'skills', top: 20 },
  };
  for (const [name, query] of Object.entries(asked)) {
    const from = performance.now();
    const { body: before } = await client.indices.stats({ index, metric: ['search'] });
    const { rows } = await corpus(path, { engine: 'opensearch' }).count(query);
    const { body: after } = await client.indices.stats({ index, metric: ['search'] });
    const shardQueries = after._all.total.search.query_total - before._all.total.search.query_total;
    console.log(
      `  ${name}: ${rows.length} rows, ${Math.round(performance.now() - from)} ms, ${shardQueries} shard queries`,
    );
  }
}
await client.close();
rmSync(folder, { recursive: true, force: true });
