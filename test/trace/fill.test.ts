import { expect, test } from 'vitest';
import { parseMeans, parsePrinted } from '../../src/claims/expectation.js';
import type { Catalog } from '../../src/trace/catalog.js';
import { fill } from '../../src/trace/fill.js';
import { readTraces, type Trace } from '../../src/trace/trace.js';
import { titleOfFailing } from '../../src/trace/verdict-title.js';

const [some] = readTraces().flatMap(({ traces }) => traces);
if (!some) throw new Error('the project has no claim');

const claim = (parts: Partial<Trace>): Trace => ({
  ...some,
  notebook: 'notebooks/jobs.ipynb',
  replications: [],
  ...parts,
});
const share = claim({
  id: 'mine/rag',
  kind: 'share',
  printed: '21%',
  expectation: parsePrinted('21%'),
  computed: 0.2158,
});
const parts = claim({
  id: 'mine/parts',
  kind: 'comparison',
  statement: 'RAG and SQL are each in most postings',
  expectation: parseMeans('all > 0.5'),
  computed: { RAG: 0.6, SQL: 0.4 },
});
const postings = claim({ id: 'mine/postings', kind: 'count', expectation: parsePrinted('1,114'), computed: 1114 });
const never = claim({ id: 'mine/never', computed: null });
const traces = [share, parts, postings, never];

const place = { notebook: 'notebooks/jobs.ipynb', cell: 'by-role' };
const table = (name: string, markdown: string) => [name, { ...place, name, markdown }] as const;
const catalog = (): Catalog => ({
  values: new Map([
    [
      'rag-aie',
      {
        ...place,
        sources: [],
        value: { name: 'rag-aie', says: 'RAG', unit: 'share', estimate: 0.25, k: 1, n: 4, digits: 1 },
      },
    ],
  ]),
  figures: new Map(),
  tables: new Map([
    table(
      'jobs/by-role',
      '|role|skill|postings|share|\n|:-|:-|-:|-:|\n|AI Engineer|RAG|1,114|26.2%|\n|AI Engineer|SQL|2|-0.8%|',
    ),
    table('other/one', '|ratio|\n|-:|\n|1.7742|'),
  ]),
  notRun: new Map(),
});

test.each<[hole: string, text: string]>([
  ['{} of {postings}', '21.6% of 1,114'],
  ['{printed} is {as percent 0}', '21% is 22%'],
  ['{rag-aie}, {rag-aie as k-of-n}', '25.0%, 1 of 4'],
  ['{by-role | AI Engineer / RAG | share} of {by-role | AI Engineer / RAG | postings}', '26.2% of 1,114'],
  ['{by-role | 2 | share}, a fall of {by-role | 2 | share as points 1}', '−0.8%, a fall of 0.8 points'],
  ['{other/one | ratio as value 2}, {other/one | ratio as times 1}', '1.77, 1.8 times'],
])('%s is written as %s', (sentence, text) => {
  expect(fill(sentence, { trace: share, traces, catalog })).toBe(text);
});

test('several values of one claim go by their names', () => {
  expect(fill('{RAG as percent 0} and {SQL as percent 0}', { trace: parts, traces })).toBe('60% and 40%');
});

test.each<[hole: string, error: RegExp]>([
  ['{rga-share}', /names \{rga-share\}, which is neither a value of its own nor a claim/],
  ['{never}', /names \{never\}, .* run its notebook, or mend the name/],
  ['{by-roll | AI Engineer | share}', /no table or figure "jobs\/by-roll". Did you mean "jobs\/by-role"/],
  ['{by-role | AI Engineer | share}', /2 rows of jobs\/by-role have "AI Engineer"; name a second cell/],
  ['{by-role | 1 | shares}', /no column "shares" in jobs\/by-role/],
  ['{rag-aie as points}', /"points" is no way to write rag-aie; there are: value, percent/],
])('%s is an error that says what is wrong', (sentence, error) => {
  expect(() => fill(sentence, { trace: share, traces, catalog })).toThrow(error);
});

test.each<[title: string, trace: Partial<Trace>]>([
  ['Most ask for RAG: 21.6%, not over half', { statement: 'Most ask for RAG', expectation: parseMeans('> 0.5') }],
  [
    'Postings with RAG: 1,114, not 1,113',
    { statement: 'Postings with RAG', printed: '1,113', expectation: parsePrinted('1,113'), computed: 1114 },
  ],
  ['RAG and SQL are in most: not SQL', { ...parts, statement: 'RAG and SQL are in most' }],
  [
    'It rises with each level: not from mid to senior',
    {
      statement: 'It rises with each level',
      expectation: parseMeans('staff > senior > mid'),
      computed: { staff: 0.5, senior: 0.44, mid: 0.45 },
    },
  ],
  [
    'A share of half: 21.6%, not 45.0% to 55.0%',
    { statement: 'A share of half; read as the share of some', expectation: parseMeans('in 0.45..0.55') },
  ],
  [
    'Most ask for RAG: not on other postings, where it is 21.6%',
    { statement: 'Most ask for RAG', verdict: 'not replicated', expectation: parseMeans('> 0.5') },
  ],
])('the title of a claim that fails says what is so: %s', (title, trace) => {
  expect(titleOfFailing({ ...share, ...trace })).toBe(title);
});
