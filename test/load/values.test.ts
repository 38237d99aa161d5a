import { expect, test } from 'vitest';
import { loadCorpus } from '../../src/load/load.js';
import { remarks } from '../../src/load/remarks.js';
import { readDay } from '../../src/load/values/day.js';
import { itemsOfText } from '../../src/load/values/list-text.js';
import { holdsMarkup, textOfMarkup } from '../../src/load/values/markup.js';
import { at } from '../../src/load/values/path.js';
import { readPay } from '../../src/load/values/pay.js';
import { daysAgo } from '../../src/load/values/relative-day.js';
import { readable } from '../../src/load/values/unicode.js';
import { scratch } from './scratch.js';

const { write, manifest } = scratch();
/** A field filled from each of some records: the values, and what was wrong with the others. */
const filled = async (records: readonly object[], field: object, above: object = {}) => {
  write('rows.jsonl', records.map((record) => JSON.stringify(record)).join('\n'));
  const { postings, problems } = await loadCorpus(
    manifest({ files: { format: 'jsonl', path: 'rows.jsonl' }, fields: { ...above, field } }),
  );
  return { values: postings.map(({ fields }) => fields['field']), mistakes: problems.map(({ reason }) => reason) };
};
const values = async (...given: Parameters<typeof filled>) => (await filled(...given)).values;

const job = {
  'a.b': 'a key with a point',
  places: [{ address: { city: 'Berlin' } }, { address: { city: 'Ulm' } }, { address: {} }, null],
  place: { address: { city: 'Bonn' } },
  type: 'FULL_TIME',
  facts: [
    { name: 'Team', value: 'Data' },
    { name: 'Level', value: 3 },
  ],
};
test.each([
  ['a.b', 'a key with a point'],
  ['place.address.city', 'Bonn'],
  ['places[].address.city', ['Berlin', 'Ulm']],
  ['places[0].address.city', 'Berlin'],
  ['places[-3].address.city', 'Ulm'],
  ['places.1.address.city', 'Ulm'],
  ['place[].address.city', ['Bonn']],
  ['type[]', ['FULL_TIME']],
  ['facts[name=Team].value', 'Data'],
  ['facts[name=Level].value', 3],
  ['facts[name=Office].value', undefined],
  ['nowhere[].city', undefined],
])('the path %s leads to its value', (path, value) => {
  expect(at(job, path)).toEqual(value);
});

test('a path through a list gives names; one name is taken of a list of one', async () => {
  const records = [job, { places: { address: { city: 'Köln' } } }, { places: [] }, {}];
  expect(await values(records, { kind: 'names', from: 'places[].address.city' })).toEqual([
    ['Berlin', 'Ulm'],
    ['Köln'],
    [],
    null,
  ]);
  expect(await filled(records, { kind: 'name', from: 'places[].address.city' })).toEqual({
    values: [null, 'Köln', null, null],
    mistakes: [
      'field: expected a name, got the list ["Berlin","Ulm"]; take one by its place, [0], or make it kind: names',
    ],
  });
  expect(
    await values([{ parts: [{ text: 'We use' }, { text: 'Python.' }] }], { kind: 'text', from: 'parts[].text' }),
  ).toEqual(['We use\n\nPython.']);
});

test('a path that goes on through a list as if it were an object is mended by the error', async () => {
  await expect(filled([job], { kind: 'names', from: 'places.address.city' })).rejects.toThrow(
    /which the only record does not have\. "places" is a list: places\[\]\.address\.city/,
  );
  await expect(filled([job], { kind: 'names', from: 'places[x].address' })).rejects.toThrow(
    /expected \[\], a place such as \[0\]/,
  );
});

test('one value stands for a list of one, and a text that may be a list asks what separates it', async () => {
  const records = [{ s: ['RAG', null, 'agents'] }, { s: 'RAG' }, { s: 'RAG, agents' }, { s: null }];
  expect(await filled(records, { kind: 'names', from: 's' })).toEqual({
    values: [['RAG', 'agents'], ['RAG'], null, null],
    mistakes: [
      'field: expected a list of names, got the string "RAG, agents"; say what separates its items (split: ","), or that nothing does (split: none)',
    ],
  });
  expect(await values([{ s: 'RAG, agents; LLMs' }], { kind: 'names', from: 's', split: [',', ';'] })).toEqual([
    ['RAG', 'agents', 'LLMs'],
  ]);
  expect(await values([{ s: 'Paris, France' }], { kind: 'names', from: 's', split: 'none' })).toEqual([
    ['Paris, France'],
  ]);
});

test.each([
  ["['c', 'python']", ['c', 'python']],
  [`["c++", 'it\\'s', "R&D"]`, ['c++', "it's", 'R&D']],
  ["('a', 'b',)", ['a', 'b']],
  ["{'a'}", ['a']],
  ["['a' 'b'\n 'c']", ['a', 'b', 'c']],
  ['["a, b", "\\u00e9"]', ['a, b', 'é']],
  ["['x', None, 3]", ['x', '3']],
  ['c("a", "b")', ['a', 'b']],
  ['[]', []],
  ['[Remote] Engineer', undefined],
  ['Python', undefined],
  ["['open", undefined],
])('a list that is written as text is read: %s', async (text, items) => {
  expect(itemsOfText(text)).toEqual(items);
  if (items) expect(await values([{ s: text }], { kind: 'names', from: 's', split: ',' })).toEqual([items]);
});

test.each([
  ['2026-03-19', {}, '2026-03-19'],
  ['2026-03-19T23:30:00-08:00', {}, '2026-03-19'],
  ['2026-03-19T23:30:00-08:00', { zone: 'UTC' }, '2026-03-20'],
  ['2026-03-29T00:30:00+02:00', { zone: 'Europe/Berlin' }, '2026-03-28'],
  ['2026-03-29 10:00:00', {}, '2026-03-29'],
  ['2026/3/9', {}, '2026-03-09'],
  ['20260319', {}, '2026-03-19'],
  [20260319, {}, '2026-03-19'],
  ['2026年3月19日', {}, '2026-03-19'],
  ['March 19, 2026', {}, '2026-03-19'],
  ['Mar. 19 2026', {}, '2026-03-19'],
  ['Sept 1st, 2026', {}, '2026-09-01'],
  ['19 mars 2026', {}, '2026-03-19'],
  ['19. März 2026', {}, '2026-03-19'],
  ['19 de março de 2026', {}, '2026-03-19'],
  ['Thu, 19 Mar 2026 10:00:00 GMT', {}, '2026-03-19'],
  ['19/03/2026', { order: 'dmy' }, '2026-03-19'],
  ['05.03.2026', { order: 'dmy' }, '2026-03-05'],
  ['3/9/2026 12:00', { order: 'mdy' }, '2026-03-09'],
  [1714605534, {}, '2024-05-01'],
  [1774742400000, {}, '2026-03-29'],
  ['1714605534', {}, '2024-05-01'],
  ['1713397508000.0', {}, '2024-04-17'],
  ['1.699090e+12', {}, '2023-11-04'],
  [1714605534, { zone: 'Asia/Tokyo' }, '2024-05-02'],
  ['3 days ago', { crawled: '2026-03-02' }, '2026-02-27'],
  ['Posted 2 weeks ago', { crawled: '2026-03-20' }, '2026-03-06'],
  ['Just posted', { crawled: '2026-03-20' }, '2026-03-20'],
  ['19 марта 2026', {}, '2026-03-19'],
  ['19 marca 2026', {}, '2026-03-19'],
  ['19/03/26', { order: 'dmy' }, '2026-03-19'],
  ['19/03/98', { order: 'dmy' }, '1998-03-19'],
  ['vor 3 Tagen', { crawled: '2026-03-20' }, '2026-03-17'],
  ['il y a 5 heures', { crawled: '2026-03-20' }, '2026-03-20'],
] as const)('the day %j, with %j, is %s', (value, reading, day) => {
  expect(readDay(value, reading)).toEqual({ day });
});

test.each([
  ['2026-02-30', {}, /expected a day such as 2026-01-26, got the string "2026-02-30"/],
  ['19/03/2026', {}, /does not tell its order: state order: dmy, or order: mdy/],
  ['19/03/2026', { order: 'mdy' }, /expected a day/],
  ['3 days ago', {}, /counts from the day of the crawl: state it, crawled: 2026-03-20/],
  ['30+ days ago', { crawled: '2026-03-20' }, /expected a day/],
  ['2 months ago', { crawled: '2026-03-20' }, /expected a day/],
  ['2026-W13', {}, /expected a day/],
  ['March 2026', {}, /expected a day/],
  [12, {}, /expected a day such as 2026-01-26, got the number 12/],
] as const)('%j, with %j, is no day, and the message says why', (value, reading, message) => {
  expect(readDay(value, reading)).toEqual({ mistake: expect.stringMatching(message) });
});

test('the day of the crawl may stand in each record', async () => {
  const records = [
    { posted: 'yesterday', at: '2026-03-20T08:00:00Z' },
    { posted: '2 days ago', at: '2026-03-01' },
  ];
  expect(await values(records, { kind: 'day', from: 'posted', crawled: 'at' })).toEqual(['2026-03-19', '2026-02-27']);
  expect(daysAgo('an hour ago')).toBe(0);
});

test.each([
  ['De R$ 9.001,00 a R$ 10.000,00', 9001, 10000, 'BRL', null],
  ['40 000 - 45 000 EUR par an', 40000, 45000, 'EUR', 'year'],
  ['40\u202f000 – 45\u202f000 € par an', 40000, 45000, 'EUR', 'year'],
  ['$80/hour', 80, 80, '$', 'hour'],
  ['$120,000 - $150,000 a year', 120000, 150000, '$', 'year'],
  ['$53K-$91K (Glassdoor est.)', 53000, 91000, '$', null],
  ['Employer Provided Salary:$120K-$160K', 120000, 160000, '$', null],
  ['$17-$24 Per Hour(Glassdoor est.)', 17, 24, '$', 'hour'],
  ['6k-10k', 6000, 10000, null, null],
  ['15-20K', 15000, 20000, null, null],
  ['£60k', 60000, 60000, 'GBP', null],
  ['Up to £60k per annum', null, 60000, 'GBP', 'year'],
  ['From 4.500 € pro Monat', 4500, null, 'EUR', 'month'],
  ['À partir de 45 000 € par an', 45000, null, 'EUR', 'year'],
  ['USD 50,000.50 yearly', 50000.5, 50000.5, 'USD', 'year'],
  ['CHF 120’000', 120000, 120000, 'CHF', null],
  ['€45.000+', 45000, null, 'EUR', null],
  ['12-15 LPA', 1200000, 1500000, 'INR', 'year'],
  ['₹12,00,000 p.a.', 1200000, 1200000, 'INR', 'year'],
  ['2.5k-3.5k PLN / month', 2500, 3500, 'PLN', 'month'],
  ['CA$100,000–CA$120,000', 100000, 120000, 'CAD', null],
  ['45 000 EUR par an sur 13 mois', 45000, 45000, 'EUR', 'year'],
  ["CHF 100'000.– bis 120'000.–", 100000, 120000, 'CHF', null],
  ['от 100 000 до 150 000 ₽ на руки', 100000, 150000, 'RUB', null],
  ['до 150 000 ₽', null, 150000, 'RUB', null],
  ['15-25K·14薪', 15000, 25000, null, null],
  ['$100,000 - $130,000 USD + 10% bonus', 100000, 130000, '$', null],
  ['A combinar', null, null, null, null],
  ['', null, null, null, null],
])('pay: %s', (text, low, high, currency, period) => {
  expect(readPay(text)).toEqual({ low, high, currency, period });
});

test('pay is refused where it names several amounts, and read with the decimal sign that is stated', () => {
  expect(readPay('$50,000 base, $80,000 with bonus')).toEqual({ mistake: expect.stringContaining('several amounts') });
  expect(readPay('100000, later 120000 €')).toEqual({ mistake: expect.stringContaining('several amounts') });
  expect(readPay('1.250 €', 'point')).toMatchObject({ low: 1.25 });
  expect(readPay('1.250 €', 'comma')).toMatchObject({ low: 1250 });
});

test('a field keeps a part of a text of pay, with the currency that a sign stands for, and as a year’s where that is stated', async () => {
  const records = [{ pay: '$80/hour' }, { pay: '$100k - $120k a year' }, { pay: '$5,000' }, { pay: '-1' }];
  const from = { from: 'pay', missing: ['-1'] };
  expect(await values(records, { kind: 'number', ...from, pay: 'high' })).toEqual([80, 120000, 5000, null]);
  expect(await values(records, { kind: 'name', ...from, pay: 'currency', symbols: { $: 'USD' } })).toEqual([
    'USD',
    'USD',
    'USD',
    null,
  ]);
  expect(await values(records, { kind: 'name', ...from, pay: 'period' })).toEqual(['hour', 'year', null, null]);
  expect(await filled(records, { kind: 'number', ...from, pay: 'low', yearly: { hour: 2080 } })).toEqual({
    values: [166400, 100000, null, null],
    mistakes: ['field: the pay of 5000 says no period'],
  });
});

test('a number in a text is read as programs write it, or as the manifest states', async () => {
  const records = [{ n: '60.000' }, { n: ' 60000 ' }, { n: 6e4 }, { n: '60.000,50' }];
  expect(await filled(records, { kind: 'number', from: 'n' })).toEqual({
    values: [60, 60000, 60000, null],
    mistakes: ['field: expected a number, got the string "60.000,50"'],
  });
  expect(await values(records, { kind: 'number', from: 'n', decimal: 'comma' })).toEqual([
    60000, 60000, 60000, 60000.5,
  ]);
});

test('names are made of other fields, by patterns of which the first counts, or by a table', async () => {
  const title = { title: { kind: 'name', from: 'title' } };
  const records = ['Senior ML Engineer', 'Machine Learning Scientist', 'AI Engineer', 'Chef'].map((each) => ({
    title: each,
  }));
  const patterns = { 'ML Engineer': String.raw`\bml\b.*engineer`, Scientist: 'scientist', 'AI Engineer': 'engineer' };
  expect(await values(records, { kind: 'name', of: 'title', patterns }, title)).toEqual([
    'ML Engineer',
    'Scientist',
    'AI Engineer',
    null,
  ]);
  expect(await values(records, { kind: 'name', of: 'title', patterns, otherwise: 'Other' }, title)).toContain('Other');
  expect(await values(records, { kind: 'names', of: 'title', patterns }, title)).toEqual([
    ['ML Engineer', 'AI Engineer'],
    ['Scientist'],
    ['AI Engineer'],
    [],
  ]);
  expect(await values(records, { kind: 'name', from: 'title', table: { Chef: 'Cook' } })).toEqual([
    'Senior ML Engineer',
    'Machine Learning Scientist',
    'AI Engineer',
    'Cook',
  ]);
  await expect(values(records, { kind: 'name', of: 'title', patterns: { x: '(' } }, title)).rejects.toThrow(
    /not a regular expression/,
  );
  await expect(values(records, { kind: 'name', of: 'titel', patterns }, title)).rejects.toThrow(
    /there is no field "titel" above "field"/,
  );
});

test('flags are said in words where the manifest names them', async () => {
  expect(
    await filled([{ f: 'Oui' }, { f: 'non' }, { f: true }, { f: 'vielleicht' }], {
      kind: 'flag',
      from: 'f',
      yes: ['oui'],
      no: ['non'],
    }),
  ).toEqual({
    values: [true, false, true, null],
    mistakes: ['field: expected true or false, got the string "vielleicht"'],
  });
});

test.each([
  ['<p class="ai">We do <b>machine</b> learning, R&amp;D</p>', 'We do machine learning, R&D'],
  [
    '<ul><li>machine&nbsp;learning</li><li>Python<br>SQL</li></ul><a href="https://x.example/spark">apply</a>',
    'machine\u00a0learning\nPython\nSQL\napply',
  ],
  [
    '&lt;p&gt;Strong machine&amp;nbsp;learning and &lt;strong&gt;C&lt;/strong&gt; skills&lt;/p&gt;',
    'Strong machine\u00a0learning and C skills',
  ],
  ['&amp;lt;p&amp;gt;twice&amp;lt;/p&amp;gt;', 'twice'],
  ['<style>.ai{}</style><script>let ml;</script>text<!-- ai -->', 'text'],
  ['<p>Write &lt;div&gt; elements</p>', 'Write <div> elements'],
  ['if a < b and c > d', 'if a < b and c > d'],
  ['List<String> of AT&T', 'List<String> of AT&T'],
])('mark-up is read as a reader sees it: %s', (html, text) => {
  expect(textOfMarkup(html)).toBe(text);
  expect(holdsMarkup(html)).toBe(html !== text);
});

test('mark-up is found out and said; the manifest may keep it', async () => {
  const records = [{ text: '<p>a&nbsp;b</p>' }, { text: 'plain' }];
  expect(await values(records, { kind: 'text', from: 'text' })).toEqual(['a b', 'plain']);
  expect(remarks().join('\n')).toMatch(/: 1 of 2 postings hold mark-up in "field", which is taken out/);
  expect(await values(records, { kind: 'text', from: 'text', html: false })).toEqual(['<p>a&nbsp;b</p>', 'plain']);
  expect(await values([{ text: '<p>a\u00adb' }], { kind: 'text', from: 'text', raw: true })).toEqual(['<p>a\u00adb']);
});

test.each([
  ['Ku\u0308nstliche', 'Künstliche'],
  ['Künst\u00adliche', 'Künstliche'],
  ['a\u200bb\u00a0c\u3000d', 'a b c d'],
  ['Ｐｙｔｈｏｎ ｶﾀ', 'Python カタ'],
  ['ﬁne\u2011tuning', 'fine\u2011tuning'],
  ['naïve Σ ß 東京 🚀', 'naïve Σ ß 東京 🚀'],
])('a text is as a reader sees it, however its characters are coded: %j', (coded, seen) => {
  expect(readable(coded)).toBe(seen);
});
