import { existsSync, readFileSync } from 'node:fs';
import type { Client } from '@opensearch-project/opensearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseWheres } from '../../../src/command/where.js';
import { corpus } from '../../../src/count/corpus.js';
import { connect } from '../../../src/count/opensearch/cluster.js';
import { type LoadOptions, loadIndex } from '../../../src/count/opensearch/load.js';
import { sourceOf } from '../../../src/count/opensearch/open.js';
import { describeQuery, type Query } from '../../../src/count/query.js';
import { readRecording } from '../../../src/count/recording.js';
import { type CorpusWithRows, type Manifest, readManifest } from '../../../src/load/manifest.js';
import { inProject } from '../../../src/load/project.js';
import { pullCorpus } from '../../../src/load/pull.js';
import { scratch } from '../../load/scratch.js';
import { shared } from '../../shared.js';
import { clusterAddresses } from './addresses.js';
import { drawnQueries } from './drawn.js';
import { standIn } from './stand-in.js';

const addresses = clusterAddresses();
const tarball = shared(
  'data/ai-engineering-field-guide/ai-engineering-field-guide-ee3ce790e0a306a2ea9c2f149c0ead46e4895491.tar.gz',
);
const { write } = scratch();

const made = `recount-test-${process.pid}`;
const withRows = (manifest: Manifest): CorpusWithRows => {
  if (manifest.files) return manifest;
  throw new Error('it has rows');
};
const load = (manifest: Manifest, options: LoadOptions = {}) =>
  loadIndex(withRows(manifest), sourceOf(manifest), options);
const rowsOf = async (engine: 'rows' | 'opensearch', path: string, query: Query) =>
  (await corpus(path, { engine }).count(query)).rows;

describe.skipIf(!addresses)('On a cluster of three nodes', { timeout: 600_000 }, () => {
  let client: Client;
  beforeAll(async () => {
    client = await connect({ address: addresses ?? [], index: '', through: 'cluster' });
  });
  afterAll(async () => {
    await client.indices.delete({ index: `${made}-*`, allow_no_indices: true } as never);
    await client.close();
  });

  /** A corpus of lines of JSON, with an index of its own on the cluster. */
  const corpusOf = (name: string, rows: readonly object[], rest: object): string => {
    write(`${name}.jsonl`, rows.map((row) => JSON.stringify(row)).join('\n'));
    const said = {
      id: `${made}-${name}`,
      title: 'Made up',
      files: { format: 'jsonl', path: `${name}.jsonl`, id: 'id' },
      opensearch: { address: addresses, index: `${made}-${name}` },
      ...rest,
    };
    return write(`${name}.yaml`, JSON.stringify(said));
  };

  describe.skipIf(!tarball)('every query of every notebook over the field guide', () => {
    const { answers } = readRecording(readManifest('field-guide'));
    beforeAll(async () => {
      if (tarball) await pullCorpus(readManifest('field-guide'), { from: tarball });
      await load(readManifest('field-guide'));
    }, 600_000);

    /** Of a free text an index cannot list the words: these, and no others, are refused. */
    const isRefused = ({ by }: Query): boolean =>
      by.some((grouping) => typeof grouping !== 'string' && 'forms' in grouping && grouping.forms.endsWith('_text'));

    test.each(
      answers
        .filter(({ query }) => !isRefused(query))
        .map((answer) => ({ asked: describeQuery(answer.query).slice(0, 100), ...answer })),
    )('has the answer that the rows give: $asked', async ({ query, rows }) => {
      const answer = await corpus('field-guide', { engine: 'opensearch' }).count(query);
      expect(answer.rows).toEqual(rows);
      expect(answer.provenance).toMatchObject({ evidence: 'rows', skipped: { postings: 0, fields: 1 } });
    });

    test('is answered, but for the words found inside a free text, which are refused', async () => {
      const refused = answers.filter(({ query }) => isRefused(query));
      expect(refused.length).toBeGreaterThan(0);
      for (const { query } of refused) {
        await expect(rowsOf('opensearch', 'field-guide', query)).rejects.toThrow(
          /words in "\w+_text": the field is free text.*Nearest: /,
        );
      }
    });
  });

  describe('over adversarial text', () => {
    const { documents, matched } = JSON.parse(readFileSync(inProject('test/tag/match-phrase.json'), 'utf8')) as {
      documents: string[];
      matched: [string, ...number[]][];
    };
    const whole = documents.filter(
      (text) => !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')),
    );
    const at = (i: number): string => whole[i % whole.length] ?? '';
    const rows = whole.map((text, i) => ({
      id: `p${i}`,
      title: i % 11 === 0 ? null : text,
      tools: i % 13 === 0 ? null : i % 7 === 0 ? [] : [at(i), at(i), '(none)'].slice(0, i % 4),
      skills:
        i % 7 === 0
          ? []
          : [at(i * 3), at(i * 5), ...(i % 3 === 0 ? [at(i * 3), at(i * 3)] : []), ...(i % 17 === 0 ? ['(none)'] : [])],
      description: i % 19 === 0 ? null : `${at(i * 7)} ${text} ${at(i + 1)}`,
      remote: i % 5 === 0 ? null : i % 2 === 0,
      pay: i % 4 === 0 ? null : [0, 1.5, -2, 1e21, 100][i % 5],
      day: i % 6 === 0 ? null : `2026-0${1 + (i % 9)}-1${i % 10}`,
    }));
    const fields = {
      title: { kind: 'name', from: 'title' },
      skills: { kind: 'names', from: 'skills' },
      tools: { kind: 'names', from: 'tools' },
      description: { kind: 'text', from: 'description' },
      remote: { kind: 'flag', from: 'remote' },
      pay: { kind: 'number', from: 'pay' },
      day: { kind: 'day', from: 'day' },
      'a.b*c d': { kind: 'name', from: 'title', lowercase: true },
    };
    const phrases = matched
      .map(([phrase]) => phrase)
      .filter((phrase) => /[\p{L}\p{N}]/u.test(phrase) && phrase.trim() === phrase)
      // phrase mode refuses those whose signs it would lose, on rows and on an index alike
      .filter((phrase) => !['C++', 'C#', '.NET'].includes(phrase));
    const concepts = Object.fromEntries(phrases.map((phrase, i) => [`c${i}`, { phrases: [{ phrase }] }]));
    let path = '';
    beforeAll(async () => {
      write('lexicon.yaml', JSON.stringify({ mode: 'word', concepts }));
      path = corpusOf('adversarial', rows, { fields, lexicon: 'lexicon.yaml' });
      await load(readManifest(path), { characters: ['description'] });
    }, 600_000);

    test.each(Object.keys(concepts))(
      'finds the same postings by phrase, by word and by characters: %s',
      async (concept) => {
        for (const match of ['phrase', 'word', 'substring'] as const) {
          for (const where of [
            { mentions: concept },
            { mentions: concept, in: 'skills' },
            { mentions: concept, in: 'title' },
          ]) {
            const query = { by: [], where, match };
            expect([match, where, await rowsOf('opensearch', path, query)]).toEqual([
              match,
              where,
              await rowsOf('rows', path, query),
            ]);
          }
        }
      },
    );

    test.each<Query>([
      { by: [], pairs: 'tools' },
      { by: [], pairs: 'tools', top: 3 },
      { by: [{ as: 'n', size: 'tools' }] },
      { by: [{ as: 'n', size: 'tools', in: 'description', words: 'anywhere' }] },
      { by: [{ as: 'kind', items: 'tools', first: { a: ['a'], none: ['none'] } }], mentions: true },
      { by: [{ as: 'tool', standing: 'tools', in: 'description', words: 'together' }] },
      ...(['title', 'remote', 'pay', 'day'] as const).map(
        (forms): Query => ({ by: [{ as: 'word', forms, of: ['no', 'ne', 'a', '1'] }], mentions: true }),
      ),
    ])('takes a field that is not filled as the rows do: %j', async (query) => {
      const asked = () => Promise.all((['opensearch', 'rows'] as const).map((engine) => rowsOf(engine, path, query)));
      const isRefused = query.by.some((each) => typeof each !== 'string' && 'size' in each && 'in' in each); // it was not counted as the index was loaded
      if (isRefused) return expect(asked()).rejects.toThrow(/an index compares no two fields/);
      const [fromIndex, fromRows] = await asked();
      expect(fromIndex).toEqual(fromRows);
    });

    test('finds any characters of any text, in either case', async () => {
      const pieces = whole.flatMap((text) =>
        [...text].length > 0
          ? [[...text].slice(0, 1), [...text].slice(-2), [...text].slice(1, 5)].map((part) => part.join(''))
          : [],
      );
      const columns = Object.fromEntries(
        [...new Set(pieces)]
          .filter((piece) => piece !== '')
          .slice(0, 400)
          .flatMap((piece, i) =>
            (['exact', 'ignore'] as const).flatMap((letters) =>
              ['description', 'title', 'skills', 'a.b*c d'].map(
                (field) =>
                  [
                    `${i} ${letters} ${field} ${JSON.stringify(piece)}`,
                    { field, contains: [piece], case: letters },
                  ] as const,
              ),
            ),
          ),
      );
      const names = Object.keys(columns);
      for (let from = 0; from < names.length; from += 200) {
        const some = Object.fromEntries(names.slice(from, from + 200).map((name) => [name, columns[name] as never]));
        expect(await rowsOf('opensearch', path, { by: [], columns: some })).toEqual(
          await rowsOf('rows', path, { by: [], columns: some }),
        );
      }
    });

    let tooMany = 0;
    test.each(
      drawnQueries(120, { texts: whole.slice(0, 60), concepts: Object.keys(concepts) }).map((query) => ({
        key: JSON.stringify(query),
        query,
      })),
    )('answers as the rows do, or refuses as they do: $key', async ({ query }) => {
      const said = (engine: 'rows' | 'opensearch') =>
        rowsOf(engine, path, query).catch(({ name, message }: Error) => `${name}: ${message}`);
      const answer = await said('opensearch');
      if (String(answer).includes('takes no question of so many conditions')) tooMany += 1;
      else expect(answer).toEqual(await said('rows'));
    });
    test('has room for nearly all of them', () => {
      expect(tooMany).toBeLessThanOrEqual(3);
    });
  });

  describe('more groups than one answer holds', () => {
    let path = '';
    const rows = Array.from({ length: 12_000 }, (_, i) => ({
      id: `${i}`,
      company: `company ${i}`,
      role: `role ${i % 5}`,
      skills: [`s${i % 300}`, `s${(i * 7) % 300}`, `s${(i * 13) % 300}`, 's0'],
    }));
    beforeAll(async () => {
      path = corpusOf('many', rows, {
        fields: {
          company: { kind: 'name', from: 'company' },
          role: { kind: 'name', from: 'role' },
          skills: { kind: 'names', from: 'skills' },
        },
      });
      await load(readManifest(path));
    }, 600_000);

    test.each<Query>([
      { by: ['company'] },
      { by: ['company', 'role'], columns: { zero: { field: 'role', is: 'role 0' } } },
      { by: ['role'], distinct: 'company' },
      { by: [], distinct: 'company' },
      { by: ['skills'], top: 3 },
      { by: [], pairs: 'skills', top: 10 },
      {
        by: [
          'role',
          {
            as: 'has',
            holding: Object.fromEntries(
              Array.from({ length: 8 }, (_, i) => [`s${i}`, { field: 'skills', is: `s${i}` }]),
            ),
          },
        ],
      },
      { by: ['company', { as: 'has', holding: { zero: { field: 'skills', is: 's0' } } }], top: 2 },
    ])('are all counted: %j', async (query) => {
      expect(await rowsOf('opensearch', path, query)).toEqual(await rowsOf('rows', path, query));
    });
  });

  describe('loading', () => {
    const rows = Array.from({ length: 2500 }, (_, i) => ({ id: `${i}`, title: `title ${i % 3}` }));
    const fields = { title: { kind: 'name', from: 'title' } };

    test('goes on where it stopped, adds none twice, and answers nothing before its end', async () => {
      const path = corpusOf('resumed', rows, { fields });
      const manifest = readManifest(path);
      const stop = new Error('stopped here');
      await expect(
        load(manifest, {
          onPostings: (done) => {
            if (done >= 1000) throw stop;
          },
        }),
      ).rejects.toBe(stop);
      await expect(rowsOf('opensearch', path, { by: [] })).rejects.toThrow(
        /not loaded to its end; go on: npx recount index/,
      );
      expect(await load(manifest)).toMatchObject({ postings: 2500, before: 1000 });
      expect(await rowsOf('opensearch', path, { by: [] })).toEqual([{ postings: 2500 }]);
      expect(await load(manifest)).toMatchObject({ postings: 2500, before: 2500 });
      expect(await load(manifest, { replace: true })).toMatchObject({ postings: 2500, before: 0 });
      expect(await rowsOf('opensearch', path, { by: ['title'] })).toEqual(
        await rowsOf('rows', path, { by: ['title'] }),
      );
    });

    test('counts and lists what an index cannot hold', async () => {
      const path = corpusOf(
        'problems',
        [
          { id: 'half \ud83d', title: 'one' },
          { id: '2', title: 'half \ud83d' },
          { id: 'x'.repeat(600), title: 'long' },
        ],
        { fields, files: { format: 'jsonl', path: 'problems.jsonl', id: 'id', max_lost: 1 } },
      );
      const { postings, problems } = await load(readManifest(path));
      expect(postings).toBe(1);
      expect(problems.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('half a surrogate pair'),
        expect.stringContaining('longer than 512 bytes'),
      ]);
      expect((await corpus(path, { engine: 'opensearch' }).count({ by: [] })).provenance.skipped).toEqual({
        postings: 2,
        fields: 0,
      });
    });

    test('notices what somebody took away since, or another load wrote there, and puts it right', async () => {
      const path = corpusOf('mixed', rows.slice(0, 100), { fields });
      const { index } = sourceOf(readManifest(path));
      await load(readManifest(path));
      await client.deleteByQuery({ index, refresh: true, body: { query: { ids: { values: ['7', '8'] } } } });
      await expect(rowsOf('opensearch', path, { by: [] })).rejects.toThrow(
        /has other postings than the 100 that were loaded: .*; put back what is missing: npx recount index .*mixed\.yaml/,
      );
      expect(await load(readManifest(path))).toMatchObject({ postings: 100, before: 98 });
      await client.index({ index, id: '7', refresh: true, body: { id: '7', load: 'another' } });
      await expect(rowsOf('opensearch', path, { by: [] })).rejects.toThrow(/something has written to it since/);
      expect(await load(readManifest(path))).toMatchObject({ postings: 100, before: 99 });
      expect(await rowsOf('opensearch', path, { by: ['title'] })).toEqual(
        await rowsOf('rows', path, { by: ['title'] }),
      );
      await client.index({ index, id: 'more', refresh: true, body: { id: 'more', load: 'another' } });
      await expect(load(readManifest(path))).rejects.toThrow(
        /has other postings than the 100 that were put there: .*--replace/,
      );
    });

    test('refuses an index that holds other data, unless it is to be replaced; and never one that is not its own', async () => {
      const path = corpusOf('other', rows.slice(0, 10), { fields });
      await load(readManifest(path));
      write('other.jsonl', JSON.stringify({ id: '1', title: 'new' }));
      const changed = readManifest(path);
      await expect(rowsOf('opensearch', path, { by: [] })).rejects.toThrow(
        /holds corpus .* but the manifest of .* says .*--replace/,
      );
      await expect(load(changed)).rejects.toThrow(/holds other data.*--replace/);
      expect(await load(changed, { replace: true })).toMatchObject({ postings: 1 });
      await client.indices.create({ index: `${made}-foreign`, body: {} });
      const foreign = corpusOf('foreign', rows.slice(0, 10), { fields });
      await expect(load(readManifest(foreign), { replace: true })).rejects.toThrow(/was not made by recount index/);
    });

    test('an index that is not there is an error that says how to load it', async () => {
      await expect(rowsOf('opensearch', corpusOf('absent', rows.slice(0, 1), { fields }), { by: [] })).rejects.toThrow(
        /is not there; load it: npx recount index/,
      );
    });
  });

  describe('an index of somebody’s own', () => {
    const roles = [
      'AI Engineer',
      'Artificial Intelligence Engineer',
      'ML Engineer',
      'Machine Learning Engineer',
      'Data Scientist',
      'Cook',
    ];
    const docs = Array.from({ length: 600 }, (_, i) => ({
      role: roles[i % roles.length] ?? '',
      extractedText: i % 4 === 0 ? 'Fine-tuning of models, RAG' : i % 5 === 0 ? 'LoRA and RAG' : 'Statistics',
      ingestedAt: new Date(Date.UTC(2026, 2, 9 + (i % 35), 13)).toISOString(),
      remote: i % 3 === 0,
      short: i % 3 === 0 ? 'longer than that' : 'short',
    }));
    const index = `${made}-jobs`;
    const opensearch = {
      index,
      lexicon: 'fine-tuning',
      fields: {
        role: {
          kind: 'name',
          from: 'role.keyword',
          same: {
            'AI Engineer': ['AI Engineer', 'Artificial Intelligence Engineer'],
            'ML Engineer': ['ML Engineer', 'Machine Learning Engineer'],
          },
        },
        week: { kind: 'day', from: 'ingestedAt', round: 'week' },
        remote: { kind: 'flag', from: 'remote' },
        description: { kind: 'text', from: 'extractedText' },
      },
      only: { field: 'role', oneOf: ['AI Engineer', 'Data Scientist', 'ML Engineer'] },
    };
    beforeAll(async () => {
      await client.indices.create({
        index,
        body: {
          settings: {
            analysis: {
              filter: { same: { type: 'synonym', synonyms: ['lora, adapters'] } },
              analyzer: { synonyms: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'same'] } },
            },
          },
          mappings: {
            properties: {
              role: { type: 'text', fields: { keyword: { type: 'keyword' } } },
              extractedText: { type: 'text' },
              ingestedAt: { type: 'date' },
              remote: { type: 'boolean' },
              tags: { type: 'keyword', ignore_above: 8 },
              tool: { type: 'keyword', ignore_above: 8 },
              short: { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 8 } } },
              english: { type: 'text', analyzer: 'english' },
              synonyms: { type: 'text', analyzer: 'synonyms' },
            },
          },
        } as never,
      });
      await client.bulk({
        index,
        refresh: true,
        body: docs.flatMap((doc) => [{ index: {} }, { ...doc, tags: ['RAG', 'vector databases'], tool: 'LoRA' }]),
      });
    });
    const manifest = (name: string, more: object) =>
      write(
        `${name}.yaml`,
        JSON.stringify({
          id: name,
          title: 'Somebody’s own',
          opensearch: { address: addresses, ...opensearch, ...more },
        }),
      );

    test.each([
      ['english', /"direct" where the standard analyzer has "the"|is not split into words as Recount counts them/],
      ['synonyms', /is not split into words as Recount counts them: .*"adapters" where the standard analyzer has/],
    ])('is refused where a text is split by another analyzer: %s', async (from, message) => {
      const fields = { ...opensearch.fields, description: { kind: 'text', from } };
      await expect(corpus(manifest(`by-${from}`, { fields })).count({ by: ['role'] })).rejects.toThrow(message);
    });

    test.each([
      ['the long items of a list', 'names', 'tags', 'RAG'],
      ['a long value', 'name', 'tool', 'LoRA'],
    ])('is refused where %s may be left out, unless the manifest says how long the longest is', async (...row) => {
      const [, kind, from, kept] = row;
      const asked = (longest: object) =>
        corpus(
          manifest(`long-${from}`, { fields: { ...opensearch.fields, [from]: { kind, from, ...longest } } }),
        ).count({ by: [from] });
      await expect(asked({})).rejects.toThrow(
        new RegExp(`mapping of "${from}" leaves out values of more than 8 characters without a note.*longest: 8`),
      );
      await expect(asked({ longest: 16 })).rejects.toThrow(/leaves out values of more than 8 characters/);
      expect((await asked({ longest: 4 })).rows).toEqual([{ [from]: kept, postings: expect.any(Number) as number }]);
    });

    /** The same counts by hand: groups by role as the manifest merges them, and the Monday of each week. */
    const expected = (): { role: string; week: string; postings: number; 'fine-tuning': number }[] => {
      const groups = new Map<string, { role: string; week: string; postings: number; 'fine-tuning': number }>();
      for (const { role, ingestedAt, extractedText } of docs) {
        if (role === 'Cook') continue;
        const merged = role.startsWith('A') ? 'AI Engineer' : role.startsWith('M') ? 'ML Engineer' : role;
        const day = new Date(ingestedAt);
        day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
        const week = day.toISOString().slice(0, 10);
        const group = groups.get(`${merged} ${week}`) ?? { role: merged, week, postings: 0, 'fine-tuning': 0 };
        group.postings += 1;
        group['fine-tuning'] += extractedText.includes('Fine-tuning') ? 1 : 0;
        groups.set(`${merged} ${week}`, group);
      }
      return [...groups.values()].sort((a, b) => (`${a.role} ${a.week}` < `${b.role} ${b.week}` ? -1 : 1));
    };

    test('answers by the fields that the manifest maps', async () => {
      const path = manifest('mapped', {});
      const query = { by: ['role', 'week'], concepts: ['fine-tuning'], match: 'phrase' } as const;
      const answer = await corpus(path).count(query);
      expect(answer.rows).toEqual(expected());
      expect(answer.provenance).toMatchObject({ evidence: 'counts' });
      expect(
        await rowsOf('opensearch', path, { by: ['remote'], where: { field: 'week', is: '2026-03-09' } }),
      ).toHaveLength(2);
    });

    test('a misspelled field is an error, where the cluster would count zero', async () => {
      const path = manifest('misspelled', {
        fields: { ...opensearch.fields, level: { kind: 'name', from: 'senority' } },
      });
      await expect(rowsOf('opensearch', path, { by: ['level'] })).rejects.toThrow(
        /no posting of index .* has a field "senority", from which "level" is filled/,
      );
    });

    test.each([
      [
        { role: { kind: 'name', from: 'role' } },
        /field "role" is of kind name, but "role" is mapped as text in index .*; "role\.keyword" is one/,
      ],
      [
        { day: { kind: 'day', from: 'role.keyword' } },
        /field "day" is of kind day, but "role\.keyword" is mapped as keyword .* a day is counted from date, date_nanos/,
      ],
      [
        { text: { kind: 'text', from: 'role.keyword' } },
        /field "text" is of kind text, but "role\.keyword" is mapped as keyword/,
      ],
      [{ pay: { kind: 'number', from: 'remote' } }, /field "pay" is of kind number, but "remote" is mapped as boolean/],
      [
        { short: { kind: 'name', from: 'short.keyword' } },
        /leaves out the values of "short\.keyword" in 200 postings, which are too long .*counts of it would be wrong/,
      ],
    ])('a field that the index cannot count as its kind is an error: %j', async (fields, says) => {
      const path = manifest(`kinds-${Object.keys(fields).join()}`, { fields, only: undefined, lexicon: undefined });
      await expect(rowsOf('opensearch', path, { by: [] })).rejects.toThrow(says);
    });

    test('a corpus of no posting at all is an error, since its values may be misspelled', async () => {
      const path = manifest('none', { only: { field: 'role', oneOf: ['AI Enginer'] } });
      await expect(rowsOf('opensearch', path, { by: ['role'] })).rejects.toThrow(
        /no posting of index .* has "AI Enginer" as its role; correct only in the manifest/,
      );
    });

    test('conditions from the shell have the kinds of the fields', async () => {
      const query = { by: ['role'], ...parseWheres(['remote=true'], readManifest(manifest('where', {}))) };
      expect((await rowsOf('opensearch', manifest('where', {}), query)).map(({ postings }) => postings)).toEqual([
        100,
        0 + 100,
      ]);
    });

    test('the same questions go through the Skillenai API, with a key, few at a time, and again when it fails', async () => {
      process.env['TEST_SKILLENAI_KEY'] = 'not-to-be-seen';
      const api = await standIn(async (asked, body) => (await client.search({ index: asked, body })).body, {
        key: 'not-to-be-seen',
        perMinute: 10,
        bytes: 30_000,
        failing: new Map([[2, 502]]),
      });
      try {
        const path = manifest('through', {
          address: api.address,
          through: 'skillenai',
          credentials: { key: 'TEST_SKILLENAI_KEY' },
        });
        const live = corpus(path);
        const [byWeek, byRole, all] = await Promise.all([
          live.count({ by: ['role', 'week'], concepts: ['fine-tuning'], match: 'phrase' }),
          live.count({ by: ['role'], where: { mentions: 'fine-tuning' }, concepts: ['RAG', 'LoRA'], match: 'phrase' }),
          live.count({ by: [], distinct: 'role' }),
        ]);
        expect(byWeek.rows).toEqual(expected());
        expect(byRole.rows).toEqual(
          await rowsOf('opensearch', manifest('direct', {}), {
            by: ['role'],
            where: { mentions: 'fine-tuning' },
            concepts: ['RAG', 'LoRA'],
            match: 'phrase',
          }),
        );
        expect(all.rows).toEqual([{ postings: 500, distinct: 3 }]);
        expect(api.requests.length).toBeLessThanOrEqual(4); // the fields, the three questions, and again where it failed
        expect(JSON.stringify(api.requests)).not.toContain('not-to-be-seen');
      } finally {
        await api.close();
        delete process.env['TEST_SKILLENAI_KEY'];
      }
    });
  });

  describe('a node lost in the middle of it', () => {
    const file = inProject('.recount', 'cluster', 'nodes.json');
    const nodes = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []) as { pid: number; http: number }[];
    const ours =
      nodes.length === 3 && nodes.every(({ http }) => addresses?.some((address) => address.endsWith(`:${http}`)));

    test.skipIf(!ours && !process.env['CI'])('leaves every answer complete, or makes it an error', async () => {
      expect(ours, 'the cluster is the one that npm run cluster started').toBe(true);
      const rows = Array.from({ length: 2000 }, (_, i) => ({ id: `${i}`, title: `title ${i % 7}` }));
      const path = corpusOf('lost', rows, { fields: { title: { kind: 'name', from: 'title' } } });
      await load(readManifest(path));
      await client.cluster.health({ wait_for_status: 'green', timeout: '60s' });
      const expected = await rowsOf('rows', path, { by: ['title'] });
      const outcomes: string[] = [];
      const ask = async () => {
        const outcome = await rowsOf('opensearch', path, { by: ['title'] }).then(
          (rows) => (JSON.stringify(rows) === JSON.stringify(expected) ? 'complete' : `wrong: ${JSON.stringify(rows)}`),
          (error: unknown) => `error: ${String(error)}`,
        );
        outcomes.push(outcome);
      };
      for (let i = 0; i < 60; i += 1) {
        if (i === 10) process.kill(nodes[2]?.pid ?? 0, 'SIGKILL');
        await ask();
      }
      expect(outcomes.filter((outcome) => outcome.startsWith('wrong'))).toEqual([]);
      expect(outcomes.at(-1)).toBe('complete');
      expect(outcomes.filter((outcome) => outcome === 'complete').length).toBeGreaterThan(40);
    });
  });
});
