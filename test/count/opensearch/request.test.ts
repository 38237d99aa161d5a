import { describe, expect, test } from 'vitest';
import { countIndex } from '../../../src/count/opensearch/count.js';
import { dslOf } from '../../../src/count/opensearch/filter.js';
import { aboutOf, documentOf, LoadedLayout } from '../../../src/count/opensearch/loaded-index.js';
import { MappedLayout } from '../../../src/count/opensearch/mapped-index.js';
import { largestPairs } from '../../../src/count/opensearch/pairs.js';
import type { Filter, Query } from '../../../src/count/query.js';
import type { MappedIndex } from '../../../src/load/opensearch-source.js';
import { lexiconOf } from '../../../src/tag/lexicon.js';
import { compileLexicon } from '../../../src/tag/tag.js';
import { scratch } from '../../load/scratch.js';

const { write, manifest: manifestOf } = scratch();
write('jobs.jsonl', '');
const manifest = manifestOf({
  files: { format: 'jsonl', path: 'jobs.jsonl', id: 'id' },
  fields: {
    title: { kind: 'name', from: 'title' },
    skills: { kind: 'names', from: 'skills' },
    remote: { kind: 'flag', from: 'remote' },
    description: { kind: 'text', from: 'description' },
    'size.of.firm': { kind: 'name', from: 'firm' },
  },
});
if (!manifest.files) throw new Error('it has files');
const lexicon = lexiconOf('mine', [
  { name: 'LoRA', mode: 'phrase', phrases: [{ phrase: 'LoRA', match: [], not: [] }] },
]);
const about = aboutOf(manifest, [lexicon], { exact: ['description'], ignore: [] }, [
  { list: 'skills', text: 'description', words: 'together' },
]);
const layout = new LoadedLayout(manifest, about, lexicon);
const looked = { match: 'phrase', lexicon, text: () => ['description'] } as const;

describe('A filter becomes a condition of an index that recount index loaded', () => {
  const cases: { readonly filter: Filter; readonly becomes: object }[] = [
    { filter: { field: 'title', is: 'AI Engineer' }, becomes: { terms: { 'field.title': ['AI Engineer'] } } },
    { filter: { field: 'remote', is: true }, becomes: { terms: { 'field.remote': ['true'] } } },
    { filter: { field: 'remote', is: 'true' }, becomes: { match_none: {} } }, // a text is no flag
    {
      filter: { field: 'skills', is: null },
      becomes: { bool: { must_not: [{ term: { filled: { value: 'skills' } } }] } },
    },
    { filter: { field: 'skills', oneOf: [] }, becomes: { match_none: {} } },
    { filter: { field: 'size.of.firm', is: 'big' }, becomes: { terms: { 'field.size%2Eof%2Efirm': ['big'] } } },
    {
      filter: { field: 'title', contains: ['C*', 'a\\b?'], case: 'exact' },
      becomes: {
        bool: {
          should: [
            { wildcard: { 'field.title': { value: '*C\\**' } } },
            { wildcard: { 'field.title': { value: '*a\\\\b\\?*' } } },
          ],
          minimum_should_match: 1,
        },
      },
    },
    {
      filter: { field: 'title', contains: ['ML'], case: 'ignore' },
      becomes: { wildcard: { 'lower.title': { value: '*ml*' } } },
    },
    { filter: { field: 'title', contains: [''], case: 'ignore' }, becomes: { term: { filled: { value: 'title' } } } },
    {
      filter: { field: 'description', contains: ['tuning'], case: 'exact' },
      becomes: { match_phrase: { 'part.description': { query: 'tuning' } } },
    },
    {
      filter: { field: 'description', contains: ['ai'], case: 'exact' },
      becomes: { prefix: { 'part.description': { value: 'ai' } } },
    },
    { filter: { mentions: 'LoRA' }, becomes: { match_phrase: { 'field.description': { query: 'LoRA' } } } },
    {
      filter: { mentions: 'LoRA', in: 'skills' },
      becomes: { match_phrase: { 'field.skills.words': { query: 'LoRA' } } },
    },
    { filter: { atLeast: 3, of: [{ field: 'remote', is: true }] }, becomes: { match_none: {} } },
  ];
  test.each(cases)('$filter', ({ filter, becomes }) => expect(dslOf(filter, layout, looked)).toEqual(becomes));

  test('an occurrence twice is twice the piece, one after the other', () => {
    const one = { match: { query: 'fine-tun', ordered: true, max_gaps: 0 } };
    expect(dslOf({ field: 'description', contains: ['fine-tun'], case: 'exact', times: 2 }, layout, looked)).toEqual({
      intervals: { 'part.description': { all_of: { ordered: true, intervals: [one, one] } } },
    });
  });

  test('two occurrences of two pieces are two of either or one of each', () => {
    const text = JSON.stringify(
      dslOf({ field: 'description', contains: ['fine-tun', 'finetun'], case: 'exact', times: 2 }, layout, looked),
    );
    expect(text.match(/intervals":\{"part/g)).toHaveLength(2);
    expect(text.match(/match_phrase/g)).toHaveLength(2);
  });

  test('more of these than of those is: for some k, k of these and fewer of those', () => {
    const [a, b, c] = [
      { field: 'title', is: 'a' },
      { field: 'title', is: 'b' },
      { field: 'title', is: 'c' },
    ] as const;
    const is = (title: string) => ({ terms: { 'field.title': [title] } });
    expect(dslOf({ moreOf: [a, b], than: [c] }, layout, looked)).toEqual({
      bool: {
        should: [
          {
            bool: {
              filter: [
                { bool: { should: [is('a'), is('b')], minimum_should_match: 1 } },
                { bool: { must_not: [{ bool: { should: [is('c')], minimum_should_match: 1 } }] } },
              ],
            },
          },
          { bool: { should: [is('a'), is('b')], minimum_should_match: 2 } },
        ],
        minimum_should_match: 1,
      },
    });
  });
});

describe('What an index cannot say is refused, with the reason and the nearest that it can', () => {
  const refused: { readonly filter: Filter; readonly match?: 'word'; readonly says: RegExp }[] = [
    {
      filter: { field: 'description', contains: ['tuning'], case: 'ignore' },
      says: /characters inside the text "description" in any case: .* Nearest: words, as a concept with match: "phrase"; or load it so: npx recount index .* --characters description --replace/,
    },
    {
      filter: { field: 'description', contains: ['abab'], case: 'exact', times: 2 },
      says: /"abab" 2 times inside a text: two that share a character/,
    },
    {
      filter: { field: 'skills', contains: ['RAG'], case: 'exact', times: 2 },
      says: /occurrences are counted over all items of a list/,
    },
  ];
  test.each(refused)('$filter', ({ filter, says }) => expect(() => dslOf(filter, layout, looked)).toThrow(says));

  test('a concept by whole words, of a lexicon that was not tagged as the index was loaded', () => {
    const other = lexiconOf('other', [
      { name: 'LoRA', mode: 'word', phrases: [{ phrase: 'LoRA', match: [], not: [] }] },
    ]);
    const without = new LoadedLayout(manifest as never, about, other);
    expect(() => dslOf({ mentions: 'LoRA' }, without, { ...looked, match: 'word', lexicon: other })).toThrow(
      /were not tagged when it was loaded.*--lexicon other --replace/,
    );
  });
});

test('a document holds what an index would lose: groups, how often an item stands, and what is not filled', () => {
  const tagger = compileLexicon(
    lexiconOf('mine', [{ name: 'C', mode: 'word', phrases: [{ phrase: 'c++', match: [], not: [] }] }]),
  );
  const document = documentOf(
    {
      id: '7',
      fields: {
        title: null,
        skills: ['RAG', 'C++', 'RAG'],
        remote: false,
        description: 'Über C++',
        'size.of.firm': '',
      },
    },
    manifest as never,
    { ...about, load: 'this' },
    [{ mode: 'word', tagger }],
  );
  expect(document).toMatchObject({
    id: '7',
    body: {
      field: { skills: ['RAG', 'C++', 'RAG'], remote: ['false'], description: ['Über C++'], 'size%2Eof%2Efirm': [''] },
      lower: { skills: ['rag', 'c++', 'rag'] },
      part: { description: ['Über C++\ufdd0\ufdd0'] },
      group: { title: ['(none)'], skills: ['RAG', 'C++'], remote: ['false'] },
      times: { skills: ['1 RAG', '1 C++', '2 RAG'] },
      size: { skills: '2' },
      standing: { 'skills together description': '1' },
      filled: ['skills', 'remote', 'description', 'size%2Eof%2Efirm'],
      load: 'this',
      tags: [expect.stringMatching(/ word skills C$/), expect.stringMatching(/ word description C$/)],
    },
  });
});

test.each([
  { posting: { id: 'x'.repeat(513), fields: {} }, says: 'its id is longer' },
  { posting: { id: '1', fields: { title: 'x'.repeat(32_800) } }, says: 'field "title" has a value longer' },
  { posting: { id: '1', fields: { title: '\u0130'.repeat(12_000) } }, says: 'field "title" has a value longer' }, // in lower case three bytes for two
  { posting: { id: 'half \ud83d', fields: {} }, says: 'half a surrogate pair' },
])('a posting that an index cannot hold as it is comes back with the reason: $says', ({ posting, says }) => {
  expect(documentOf(posting, manifest as never, { ...about, load: 'this' }, [])).toEqual({
    reason: expect.stringContaining(says),
  });
});

const source: MappedIndex = {
  address: ['http://127.0.0.1:1'],
  index: 'jobs',
  through: 'cluster',
  fields: {
    role: { kind: 'name', from: 'role.keyword', same: { 'ML Engineer': ['ML Engineer', 'Machine Learning Engineer'] } },
    week: { kind: 'day', from: 'ingestedAt', round: 'week' },
    description: { kind: 'text', from: 'extractedText' },
  },
  text: ['description'],
  lexicon: 'fine-tuning',
  only: { field: 'role', oneOf: ['ML Engineer'] },
};

/** What a query asks, and the rows that it makes of what a server answers. */
async function asked(query: Query, ...answers: readonly object[]) {
  const bodies: unknown[] = [];
  const left = [...answers];
  const service = {
    name: 'the index',
    async search(body: unknown) {
      bodies.push(body);
      return left.shift();
    },
  };
  const rows = await countIndex(query, new MappedLayout(source, 'live'), looked, service);
  return { bodies, rows };
}
const answer = (total: number, aggregations: object) => ({
  timed_out: false,
  _shards: { total: 3, successful: 3, failed: 0 },
  hits: { total: { value: total, relation: 'eq' }, hits: [] },
  aggregations,
});
const terms = (buckets: object[], rest: object = {}) => ({
  doc_count_error_upper_bound: 0,
  sum_other_doc_count: 0,
  buckets,
  ...rest,
});

describe('A query becomes one request, and its answer rows', () => {
  test('roles by week, and how many mention LoRA', async () => {
    const columns = { filters: { filters: [{ match_phrase: { extractedText: { query: 'LoRA' } } }] } };
    const byWeek = {
      date_histogram: { field: 'ingestedAt', calendar_interval: 'week', format: 'yyyy-MM-dd', min_doc_count: 1 },
    };
    const week = (key_as_string: string, doc_count: number, mentions: number) => ({
      key: 1,
      key_as_string,
      doc_count,
      columns: { buckets: [{ doc_count: mentions }] },
    });
    const unfilled = { doc_count: 0 };
    const { bodies, rows } = await asked(
      { by: ['role', 'week'], concepts: ['LoRA'], match: 'phrase' },
      answer(30, {
        'postings unfilled': unfilled,
        'postings groups': terms([
          {
            key: 'Machine Learning Engineer',
            doc_count: 20,
            groups: { buckets: [week('2026-03-09', 12, 3), week('2026-03-16', 8, 0)] },
            unfilled,
          },
          { key: 'ML Engineer', doc_count: 10, groups: { buckets: [week('2026-03-09', 10, 1)] }, unfilled },
        ]),
      }),
    );
    expect(bodies).toEqual([
      {
        size: 0,
        track_total_hits: true,
        query: { terms: { 'role.keyword': ['ML Engineer', 'Machine Learning Engineer'] } },
        aggs: {
          'postings groups': {
            terms: {
              field: 'role.keyword',
              size: 10_000,
              order: [{ _count: 'desc' }, { _key: 'asc' }],
              show_term_doc_count_error: true,
            },
            aggs: {
              groups: { ...byWeek, aggs: { columns } },
              unfilled: { missing: { field: 'ingestedAt' }, aggs: { columns } },
            },
          },
          'postings unfilled': {
            missing: { field: 'role.keyword' },
            aggs: {
              groups: { ...byWeek, aggs: { columns } },
              unfilled: { missing: { field: 'ingestedAt' }, aggs: { columns } },
            },
          },
        },
      },
    ]);
    expect(rows).toEqual([
      { role: 'ML Engineer', week: '2026-03-09', postings: 22, LoRA: 4 },
      { role: 'ML Engineer', week: '2026-03-16', postings: 8, LoRA: 0 },
    ]);
  });

  test('groups that one answer does not hold come in pages', async () => {
    const page = (keys: string[], after?: object) =>
      answer(3, {
        groups: {
          buckets: keys.map((key) => ({ key: { 0: key }, doc_count: 1 })),
          ...(after ? { after_key: after } : {}),
        },
      });
    const { bodies, rows } = await asked(
      { by: ['role'] },
      answer(3, {
        'postings unfilled': { doc_count: 0 },
        'postings groups': terms([{ key: 'a', doc_count: 1 }], { sum_other_doc_count: 2 }),
      }),
      page(['a', 'b'], { 0: 'b' }),
      page(['c'], { 0: 'c' }),
      page([]),
    );
    expect(rows).toEqual(['a', 'b', 'c'].map((role) => ({ role, postings: 1 })));
    expect(bodies).toHaveLength(4);
    expect(bodies[2]).toMatchObject({ aggs: { groups: { composite: { after: { 0: 'b' } } } } });
  });

  test.each<[Query, RegExp]>([
    [
      { by: [], where: { field: 'description', contains: ['tun'], case: 'exact' } },
      /text inside "description": .*Nearest: a concept with the whole words/,
    ],
    [{ by: ['description'] }, /the values of "description"/],
    [{ by: [], concepts: ['LoRA'], match: 'word' }, /by word match|"LoRA"/],
    [
      {
        by: [
          {
            as: 'has',
            holding: Object.fromEntries('abcdefg'.split('').map((role) => [role, { field: 'role', is: role }])),
          },
        ],
      },
      /a pattern of so many conditions: .*at most six/,
    ],
  ])('somebody’s own index refuses %j', async (query, says) => {
    const match = query.match ?? 'phrase';
    await expect(
      countIndex(
        query,
        new MappedLayout(source, 'live'),
        { ...looked, match },
        { name: 'the index', search: async () => answer(0, {}) },
      ),
    ).rejects.toThrow(says);
  });
});

describe('The largest pairs come from a matrix of the most frequent items', () => {
  const buckets = [
    { key: '0', doc_count: 90 },
    { key: '0&1', doc_count: 40 },
    { key: '0&2', doc_count: 12 },
    { key: '1', doc_count: 60 },
  ];
  const items = ['RAG', 'Python', 'AWS'];

  test('when no other item is as frequent as the last of them', () => {
    expect(
      largestPairs({ buckets }, { items, othersAtMost: 11 }, 2)?.map(({ keys, postings }) => [...keys, postings]),
    ).toEqual([
      ['Python', 'RAG', 40],
      ['AWS', 'RAG', 12],
    ]);
  });
  test('and else not: one of them could be in a larger pair', () => {
    expect(largestPairs({ buckets }, { items, othersAtMost: 12 }, 2)).toBeUndefined();
    expect(largestPairs({ buckets }, { items, othersAtMost: 1 }, 3)).toBeUndefined();
  });
  test('where there is no other item, all pairs are there', () => {
    expect(largestPairs({ buckets }, { items, othersAtMost: 0 }, 3)).toHaveLength(2);
  });
});

describe('An answer that is partial is an error that says what happened', () => {
  const good = answer(2, {
    'postings unfilled': { doc_count: 0 },
    'postings groups': terms([{ key: 'a', doc_count: 2 }]),
  });
  test.each<[string, object, RegExp]>([
    [
      'a shard failed',
      {
        _shards: {
          total: 3,
          successful: 2,
          failed: 1,
          failures: [{ reason: { type: 'node_disconnected_exception', reason: 'gone' } }],
        },
      },
      /1 of 3 shards failed \(node_disconnected_exception: gone\)/,
    ],
    ['a shard said nothing', { _shards: { total: 3, successful: 2, failed: 0 } }, /only 2 of 3 shards answered/],
    ['no shard was asked', { _shards: { total: 0, successful: 0, failed: 0 } }, /no index has this name/],
    ['the time was up', { timed_out: true }, /time limit/],
    ['the total is cut off', { hits: { total: { value: 10_000, relation: 'gte' }, hits: [] } }, /cut off at 10,000/],
    ['an aggregation is missing', { aggregations: {} }, /"postings groups" is missing/],
    ['it is no answer at all', { timed_out: 'no' }, /something else than an answer of OpenSearch: timed_out/],
  ])('%s', async (_, wrong, says) => {
    await expect(asked({ by: ['role'] }, { ...good, ...wrong })).rejects.toThrow(says);
  });

  test('but one that ended early since no hits were wanted is whole', async () => {
    const { rows } = await asked({ by: ['role'] }, { ...good, terminated_early: true });
    expect(rows).toEqual([{ role: 'a', postings: 2 }]);
  });
});
