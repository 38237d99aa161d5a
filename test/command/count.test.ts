import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { formsText, kwicText } from '../../src/command/concept-texts.js';
import { countText } from '../../src/command/count-answer.js';
import { readManifest } from '../../src/load/manifest.js';
import { pullCorpus } from '../../src/load/pull.js';
import { piped } from '../../src/terminal/print.js';
import { json, visible } from '../../src/terminal/visible.js';
import { scratch } from '../load/scratch.js';
import { shared } from '../shared.js';

const { folder, write } = scratch();

const escape = '\u001b[2J'; // clears a terminal's screen
const rows = [
  {
    id: '1',
    role: `AI ${escape}Engineer\n`,
    text: 'Fine-tuning of models.\nRAG as well.',
    skills: ['RAG'],
    salary: 100,
    remote: true,
  },
  { id: '2', role: 'AI Engineer', text: `Storage ${escape} and RAG`, skills: [], salary: 120.5, remote: false },
];
write('rows.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
write('words.yaml', 'mode: phrase\nconcepts:\n  RAG: { phrases: [{ phrase: RAG, match: [RAG], not: [storage] }] }\n');
write(
  'wrong.yaml',
  'mode: substring\nconcepts:\n  RAG: { phrases: [{ phrase: RAG, match: [RAG], not: [storage] }] }\n',
);
const corpusOf = (said: string): string =>
  write(
    'mine.yaml',
    `id: mine
title: Mine
files: { format: jsonl, path: rows.jsonl, id: id }
fields:
  role: { kind: name, from: role }
  description: { kind: text, from: text }
  skills: { kind: names, from: skills }
  salary: { kind: number, from: salary }
  remote: { kind: flag, from: remote }
${said}
`,
  );
const mine = corpusOf('lexicon: words.yaml');
const counted = async (options: Parameters<typeof countText>[1]): Promise<unknown> =>
  (JSON.parse(await countText(mine, { ...options, json: true })) as { rows: unknown }).rows;

describe('recount count', () => {
  test.each([
    ['salary=120.5', 1],
    ['remote=true', 1],
    ['skills=', 1],
    ['skills=RAG', 1],
    ['description~storage', 1],
    ['role=AI Engineer', 1],
  ])('takes the condition %s in the kind of its field', async (where, postings) => {
    expect(await counted({ where: [where] })).toEqual([{ postings }]);
  });

  test.each([
    [{ where: ['salary=much'] }, /field "salary" is a number, and "much" is none/],
    [{ where: ['remote=yes'] }, /field "remote" is true or false, not "yes"/],
    [{ where: ['salary'] }, /none of the forms field=value, field~part, field=/],
    [{ where: ['role~'] }, /asks for no part of the field/],
    [{ match: 'word' }, /--match word says how concepts are looked for; name one or more/],
    [{ query: '{"by": ["role"' }, /--query is not valid JSON/],
    [{ query: '{"bye": ["role"]}' }, /--query: bye: there is no such key here; an example: \{"by"/],
    [{ query: '{"where": {"all": [{"field": "role"}]}}' }, /--query: where\.all\.0\.is: /],
    [{ query: '["role"]' }, /--query: the whole: .*expected object/],
    [{ by: ['role', 'role'] }, /the answer would have two columns called "role"/],
  ] as const)('refuses %j in one line', async (options, message) => {
    await expect(countText(mine, options)).rejects.toThrow(message);
  });

  test('says what to do where there is no lexicon, and no recording', async () => {
    await expect(countText(corpusOf(''), { concept: ['RAG'] })).rejects.toThrow(
      /has no concept "RAG"\. ?Its manifest names no lexicon; name one/,
    );
    corpusOf('lexicon: words.yaml');
    await expect(countText(mine, { engine: 'recording' })).rejects.toThrow(
      /corpus "mine" has no recording: there is no file .*mine\.recording\.json; its rows answer too: --engine rows/,
    );
  });

  test('aligns the groups as texts, and says so where there is none', async () => {
    expect((await countText(mine, { by: ['remote', 'salary'] })).split('\n').slice(-3)).toEqual([
      'remote  salary  postings',
      'false   120.5          1',
      'true    100            1',
    ]);
    expect(await countText(mine, { by: ['role'], where: ['salary=3'] })).toMatch(
      /\n\nno posting is in any such group$/,
    );
  });

  test('says that nothing can be read, rather than count none', async () => {
    write('broken.jsonl', '[1]\n[2]\n');
    const broken = write(
      'broken.yaml',
      'id: mine\ntitle: Mine\nfiles: { format: jsonl, path: broken.jsonl }\nfields: {}\n',
    );
    const reason =
      /none of the postings of corpus "mine" can be read: .*broken\.jsonl:1: expected a JSON object, got \[1\]; and 1 more/;
    await expect(countText(broken, {})).rejects.toThrow(reason);
    await expect(countText(broken, {}), 'the second time, too').rejects.toThrow(reason);
  });

  test('refuses a lexicon that its own sentences contradict', async () => {
    const asked = countText(corpusOf('lexicon: wrong.yaml'), { concept: ['RAG'], match: 'phrase' });
    await expect(asked).rejects.toThrow(
      `lexicon ${folder}/wrong.yaml: concept "RAG": it is found in "storage", where it must not be`,
    );
    corpusOf('lexicon: words.yaml');
  });
});

describe('spans of days, quantiles and other lexicons', () => {
  const postings = [
    { role: 'AI Engineer', pay: 100, posted: '2025-12-31', text: 'RAG' },
    { role: 'AI Engineer', pay: 120, posted: '2026-01-04', text: 'RAG' },
    { role: 'ML Engineer', posted: '2026-01-05', text: 'RAG' },
    { role: 'AI Engineer', pay: 90, text: '' },
    { role: 'AI Engineer', pay: 95, posted: '2026-04-01', text: '' },
  ];
  write('spans.jsonl', postings.map((each) => JSON.stringify(each)).join('\n'));
  const spans = write(
    'spans.yaml',
    `id: spans
title: Spans
files: { format: jsonl, path: spans.jsonl }
fields:
  role: { kind: name, from: role }
  pay: { kind: number, from: pay }
  posted: { kind: day, from: posted }
  text: { kind: text, from: text }
`,
  );
  const asked = async (options: Parameters<typeof countText>[1]): Promise<Record<string, unknown>> =>
    JSON.parse(await countText(spans, { ...options, json: true })) as Record<string, unknown>;

  test.each([
    ['week', { '(none)': 1, '2026-W01': 2, '2026-W02': 1, '2026-W14': 1 }],
    ['posted:month', { '(none)': 1, '2025-12': 1, '2026-01': 2, '2026-04': 1 }],
    ['quarter', { '(none)': 1, '2025-Q4': 1, '2026-Q1': 2, '2026-Q2': 1 }],
    ['year', { '(none)': 1, 2025: 1, 2026: 3 }],
  ])('--by %s', async (by, expected) => {
    const name = by.replace('posted:', '');
    const { rows } = (await asked({ by: [by] })) as { rows: Record<string, string | number>[] };
    expect(Object.fromEntries(rows.map((row) => [row[name], row['postings']]))).toEqual(expected);
  });

  test('--quantile gives the median and others of each group, and how many postings have the number', async () => {
    const { quantiles } = await asked({ by: ['role'], quantile: 'pay', at: [0.5, 0.25] });
    expect(quantiles).toMatchObject([
      {
        group: { role: 'AI Engineer' },
        postings: 4,
        n: 4,
        quantiles: [{ estimate: 97.5 }, { estimate: 93.75, high: 120 }],
      },
      { group: { role: 'ML Engineer' }, postings: 1, n: 0, quantiles: [] },
    ]);
    expect(await countText(spans, { quantile: 'pay' })).toMatch(
      /postings {2}with pay {2}median {2}low {2}high\n +5 +4 +97\.5 +– +–/,
    );
  });

  test('--lexicon looks for the concepts of another lexicon, beside the shell', async () => {
    const lexicon = write('spans-words.yaml', 'mode: word\nconcepts:\n  RAG: { phrases: [{ phrase: RAG }] }\n');
    expect((await asked({ concept: ['RAG'], lexicon }))['rows']).toEqual([{ postings: 5, RAG: 3 }]);
  });

  test.each([
    [{ quantile: 'role' }, '--quantile role: field "role" is a name, and only numbers have quantiles: pay'],
    [{ by: ['role:month'] }, 'field "role" is a name, and only a day lies in a month'],
    [{ lexicon: 'fine-tuning' }, '--lexicon fine-tuning says how concepts are looked for; name one or more: --concept'],
    [{ at: [0.9] }, '--at says which quantiles; name the number that they are of: --quantile'],
  ])('refuses %j', async (options, message) => {
    await expect(countText(spans, options)).rejects.toThrow(message);
  });

  test('refuses a span of a corpus that has no day', async () => {
    await expect(countText(mine, { by: ['month'] })).rejects.toThrow(
      'has no field "month"; it has no field of kind day',
    );
  });
});

describe('the words of postings on a terminal', () => {
  test('are shown, and never obeyed', async () => {
    expect(visible(`a${escape}\u009b\u202e\nb`)).toBe('a\\u001b[2J\\u009b\\u202e\\nb');
    const texts = [
      await countText(mine, { by: ['role'] }),
      await kwicText(mine, ['RAG'], { match: 'substring', limit: 9, width: 20 }),
      await formsText(mine, ['RAG'], { match: 'substring', limit: 9 }),
    ];
    for (const text of texts) expect(piped(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(texts[0]).toContain('AI \\u001b[2JEngineer\\n');
    expect(json({ a: 'x\u009b31m' })).toBe('{\n  "a": "x\\u009b31m"\n}');
  });
});

describe('recount kwic and recount forms', () => {
  const options = { match: 'substring', limit: 2, width: 12 } as const;

  test('show a match in its context, and the words in which it stands', async () => {
    expect(piped(await kwicText(mine, ['RAG'], options)).split('\n')).toEqual([
      'RAG (substring match) in description of mine: 3 mentions in 2 postings, the first 2 (--limit)',
      '',
      '1   of models. [RAG] as well.',
      '2           Sto[rag]e \\u001b[2J and R',
    ]);
    expect((await formsText(mine, ['RAG'], options)).split('\n').slice(2)).toEqual([
      'concept  form     mentions',
      'RAG      rag             2',
      'RAG      storage         1',
    ]);
    expect(
      JSON.parse(await kwicText(mine, ['RAG'], { ...options, match: 'phrase', where: ['salary=100'], json: true })),
    ).toMatchObject({
      corpus: 'mine',
      match: 'phrase',
      postings: 1,
      mentions: 1,
      contexts: [{ posting: '1', field: 'description', concept: 'RAG', match: 'RAG' }],
    });
    expect(JSON.parse(await formsText(mine, ['RAG'], { ...options, in: ['skills'], json: true }))).toMatchObject({
      forms: [{ form: 'rag', count: 1 }],
    });
  });

  test('look for a concept as its lexicon says, where --match says nothing, as count does', async () => {
    write('loosely.yaml', 'mode: substring\nconcepts:\n  RAG: { phrases: [{ phrase: RAG }] }\n');
    const loosely = corpusOf('lexicon: loosely.yaml');
    onTestFinished(() => void corpusOf('lexicon: words.yaml'));
    expect(piped(await kwicText(loosely, ['RAG'], { limit: 1, width: 12 }))).toContain('RAG (substring match)');
    expect(JSON.parse(await formsText(loosely, ['RAG'], { limit: 9, json: true }))).toMatchObject({
      match: 'substring',
      forms: [
        { form: 'rag', count: 2 },
        { form: 'storage', count: 1 },
      ],
    });
  });

  test.each([
    [
      'a corpus without text',
      () => kwicText('skillenai', ['RAG'], options),
      /known by its recorded counts alone; there is no text to show/,
    ],
    ['a concept', () => kwicText(mine, ['rag'], options), /has no concept "rag"\. Did you mean "RAG"\?/],
    ['a field to look in', () => formsText(mine, ['RAG'], { ...options, in: ['text'] }), /has no field "text"/],
    [
      'a field to choose by',
      () => formsText(mine, ['RAG'], { ...options, where: ['rmote=true'] }),
      /has no field "rmote"\. Did you mean "remote"\?/,
    ],
  ])('refuse what is not there: %s', async (_, ask, message) => {
    await expect(ask()).rejects.toThrow(message);
  });
});

const tarball = shared(
  'data/ai-engineering-field-guide/ai-engineering-field-guide-ee3ce790e0a306a2ea9c2f149c0ead46e4895491.tar.gz',
);

describe.skipIf(!tarball)('with the rows of the field guide here', { timeout: 60_000 }, () => {
  afterEach(() => void delete process.env['RECOUNT_ENGINE']);

  test('a count that no notebook asks is answered from them, and one that is recorded from the recording', async () => {
    if (tarball) await pullCorpus(readManifest('field-guide'), { from: tarball });
    const ask = async (options: Parameters<typeof countText>[1]) =>
      JSON.parse(await countText('field-guide', { ...options, json: true })) as unknown;
    expect(await ask({ by: ['type', 'customer_facing'] })).toMatchObject({ evidence: 'rows' });
    expect(await ask({ by: ['title'], top: 11 })).toMatchObject({ evidence: 'counts' });
    process.env['RECOUNT_ENGINE'] = 'recording';
    await expect(ask({ by: ['type', 'customer_facing'] })).rejects.toThrow(
      /has no recorded answer.*npx recount data pull field-guide, then --engine rows.*and \d+ more$/s,
    );
  });

  test('kwic finds as many postings as count counts', async () => {
    const { postings } = JSON.parse(
      await kwicText('field-guide', ['fine-tuning-words'], { match: 'phrase', limit: 1, width: 1, json: true }),
    ) as { postings: number };
    const { rows } = JSON.parse(
      await countText('field-guide', { concept: ['fine-tuning-words'], engine: 'rows', json: true }),
    ) as { rows: unknown };
    expect(rows).toEqual([{ postings: 895, 'fine-tuning-words': postings }]);
  });
});
