import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GivenValue, nameValues } from '../../src/claims/named-value.js';
import { buildDraft } from '../../src/draft/build.js';
import { fillMarkdown } from '../../src/draft/filled.js';
import { pageHtml } from '../../src/draft/page.js';
import { changesSince, readPageNumbers } from '../../src/draft/page-numbers.js';
import { readDraft } from '../../src/draft/read.js';
import type { Catalog, CatalogValue } from '../../src/trace/catalog.js';

const place = { notebook: 'notebooks/n.ipynb', cell: 'c' };
const share = (k: number, n: number, says: string, low: number, high: number): GivenValue => ({
  says,
  unit: 'share',
  estimate: k / n,
  k,
  n,
  low,
  high,
  level: 0.95,
  method: 'Wilson',
});

// intervals from R: prop.test(292, 1114, correct = FALSE)$conf.int and likewise
const given: Record<string, GivenValue> = {
  'aie-share': share(292, 1114, 'AI Engineer postings with fine-tuning', 0.2371, 0.2888),
  'mle-share': share(526, 2893, 'ML Engineer postings with fine-tuning', 0.1682, 0.1963),
  'aie-again': share(290, 1114, 'the same, later', 0.2354, 0.2869),
  postings: { says: 'postings of three roles', unit: 'count', estimate: 6802 },
  gap: { says: 'a ratio', unit: 'ratio', estimate: 1.4416 },
  chance: { says: 'p of the difference', unit: 'p', estimate: 2e-9, method: 'chi-square' },
};

const catalog = (changed: Record<string, GivenValue> = {}): Catalog => ({
  values: new Map(
    nameValues({ ...given, ...changed }, 'print').values.map((value): [string, CatalogValue] => [
      value.name,
      { ...place, value, sources: [] },
    ]),
  ),
  figures: new Map([
    [
      'n/chart',
      {
        ...place,
        name: 'n/chart',
        title: 'Bars <b>rise</b>',
        alt: 'two bars',
        plotted: undefined,
        picture: `data:image/svg+xml;base64,${Buffer.from('<svg/>').toString('base64')}`,
      },
    ],
  ]),
  tables: new Map([
    ['n/table', { ...place, name: 'n/table', markdown: '| role | postings |\n| :--- | ---: |\n| A | 3 |' }],
  ]),
  notRun: new Map([['late', { notebook: 'notebooks/late.ipynb', cell: 'c' }]]),
});
const build = (text: string, changed?: Record<string, GivenValue>) =>
  buildDraft(text, 'piece.md', { catalog: catalog(changed), claims: [], sensitivities: [] });
const filled = (text: string): string => fillMarkdown(build(text), 'piece-figures').markdown.trim();
const messages = (text: string) =>
  build(text).diagnostics.map(
    ({ line, column, severity, text: words, message }) => `${line}:${column} ${severity} ${words}: ${message}`,
  );

describe('a directive', () => {
  test.each([
    [':value[aie-share]', '26.2%'],
    [':value[aie-share]{digits=0}', '26%'],
    [':value[aie-share]{as=k-of-n}', '292 of 1,114'],
    [':value[aie-share]{as=interval}', '23.7% to 28.9%'],
    [':value[aie-share]{as=with-interval}', '26.2% (95% interval 23.7% to 28.9%)'],
    [':value[postings]', '6,802'],
    [':value[gap]', '1.4 times'],
    [':value[gap]{as=percent digits=0}', '144%'],
    [':value[chance]', 'p < 0.001'],
    [':compare[aie-share mle-share]', '1.4 times'],
    [':compare[aie-share mle-share]{as=points-more}', '8.0 points more'],
    [':compare[mle-share aie-share]{as=points-lower}', '8.0 points lower'],
    [':compare[aie-share mle-share]{as=percent-more}', '44% more'],
    [':method[chance]', 'p of the difference; chi-square'],
    [':free[2026]{why="the year of publication"}', '2026'],
    ['AI:ML at 10:30', 'AI:ML at 10:30'],
    ['a key:value store', 'a key:value store'],
    ['written \\:value[name]', 'written :value\\[name]'],
    ['**:value[postings]** in *:value[aie-share]*', '**6,802** in *26.2%*'],
  ])('%s becomes %s', (written, expected) => {
    expect(filled(written)).toBe(expected);
  });

  test.each([
    [':value[aie-share]', '26,2 %'],
    [':value[aie-share]{as=k-of-n}', '292 von 1.114'],
    [':value[aie-share]{as=with-interval}', '26,2 % (95-%-Intervall 23,7 % bis 28,9 %)'],
    [':value[postings]', '6.802'],
    [':value[gap]', '1,4-mal'],
    [':compare[aie-share mle-share]{as=points-more}', '8,0 Punkte mehr'],
    [':free[1.5]{why="a version"}', '1.5'],
  ])('%s becomes %s in a German draft', (written, expected) => {
    expect(
      filled(`---\nlang: de\n---\n\n${written}`)
        .replace(/^---[^]*---\n\n/, '')
        .replaceAll('\u00a0', ' '),
    ).toBe(expected);
  });

  test('a German draft is read with its decimal commas', () => {
    const text = (n: string) =>
      `---\nlang: de\n---\n\nVon ${n} Stellen für AI Engineers nennen :value[aie-share] Fine-Tuning.`;
    expect(build(text('1.114')).diagnostics).toEqual([]);
    expect(build(text('2.893')).diagnostics).toMatchObject([{ kind: 'sentence', severity: 'error', text: '2.893' }]);
  });

  test.each([
    ['see :value[aie-shar]', 'piece.md:1:5: there is no value "aie-shar". Did you mean "aie-share"?'],
    ['\n\n:valu[aie-share]', 'piece.md:3:1: there is no directive ":valu". Did you mean "value"?'],
    [':value[aie-share]{as=words}', 'as=words is not known'],
    [':value[aie-share]{digit=1}', ':value" has no attribute "digit". Did you mean "digits"?'],
    [':value[postings]{as=k-of-n}', 'value "postings" has no numerator k, which as=k-of-n needs'],
    [':value[late]', 'value "late" has not been computed: run notebooks/late.ipynb first'],
    ['a\nand :value[aie-share', 'piece.md:2:5: the directive ":value[" is left open'],
    ['a :value[aie-share]{as=k-of-n', 'piece.md:1:3: the attributes of ":value[aie-share]" are left open'],
    ['see ::figure[n/chart] there', 'piece.md:1:5: "::figure[…]" stands within a line; give it a line of its own'],
    [':compare[aie-share]', 'a comparison names two values'],
    [
      ':compare[aie-share mle-share]{as=count-more}',
      '"aie-share" is a share, and as=count-more is for counts; write as=points-more',
    ],
    [':compare[aie-share postings]', '"aie-share" is a share and "postings" a count'],
    [':compare[postings postings]{as=points-more}', 'points are the difference of two shares'],
    [':free[2026]', 'marked as free of any cell without a reason'],
    ['::figure[n/char]', 'there is no figure "n/char". Did you mean "n/chart"?'],
    [':::note\nx\n:::', '":::note" is not a directive of a draft'],
  ])('%j is a mistake with its place', (written, expected) => {
    expect(() => build(written)).toThrow(expected);
  });

  test('every mistake of a draft is told at once, each on its line', () => {
    expect(() => build(':value[x]\n\n:value[y]')).toThrow(/piece\.md:1:1: [^\n]*\n[^\n]*piece\.md:3:1: /);
  });

  test('a comparison that goes the other way is an error with its arithmetic', () => {
    expect(messages('Now :compare[mle-share aie-share]{as=points-more}.')).toEqual([
      '1:5 error 8.0 points more: the values go the other way: 18.18 - 26.21 = -8.03',
    ]);
  });
});

describe('a number that no cell stands behind is reported with line and column', () => {
  test.each([
    ['It is 44% of :value[postings].', '1:7 error 44%'],
    ['first\n\n- so\n- **three times** as many', '4:5 error three times'],
    ['| a | b |\n| - | - |\n| 12 | :value[postings] |', '3:3 error 12'],
    ['# Half of the jobs', '1:3 error Half'],
    ['AT&amp;T has 9 \\* 3 jobs', '1:14 error 9'],
    ['between 10–15% and so', '1:9 error 10–15%'],
    ['Most postings ask for it.', '1:1 error Most'],
    ['a\t😀\tis 44%', '1:9 error 44%'],
    ['one\r\n\r\ntwo-thirds ask', '3:1 error two-thirds'],
    ['求人の44%です', '1:4 error 44%'],
    ['it fell by ½ or so', '1:12 error ½'],
    ['every second posting', '1:1 error every second'],
    [':value[postings]%', '1:1 error 6,802%: the directive gives 6,802, and "%" beside it makes another number of it'],
    ['(-:value[aie-share])', '1:3 error -26.2%: the directive gives 26.2%, and "-"'],
  ])('%j', (written, expected) => {
    expect(messages(written)[0]).toContain(expected);
  });

  test.each([
    'version 3.2, 24/7, in the second half of the year',
    ':value[postings] times that',
    'GPT-4 and `let n = 12`',
    ':free[four]{why="a quoted figure"} of them',
    ':value[postings] jobs',
    '```\n12 of 13\n```',
  ])('%j has none', (written) => {
    expect(build(written).diagnostics).toEqual([]);
  });

  test('a date is told apart, as a note', () => {
    expect(build('In March 2026 it began.').diagnostics).toMatchObject([
      { kind: 'date', severity: 'note', text: 'March 2026' },
    ]);
  });

  test('values that are written alike are offered, and never bound', () => {
    expect(messages('They are 26.2% of all.')[0]).toContain('perhaps :value[aie-share] (26.2%)');
    expect(build('They are 26.2% of all.').bound).toEqual([]);
    expect(messages('They pay $1.4 for it.')[0]).not.toContain('perhaps'); // the ratio of 1.4 is no money
  });
});

describe('a sentence about two bound values', () => {
  const [a, b, c] = [':value[aie-share]', ':value[mle-share]', ':value[aie-again]'];
  test.each([
    `AI engineers (${a}) ask more often than ML engineers (${b}).`,
    `Fewer ML engineers (${b}) ask than AI engineers (${a}).`,
    `Compared with ML engineers (${b}), AI engineers (${a}) ask more often.`,
    `The share rose from ${b} to ${a}.`,
    `The share fell from ${a} to ${b}.`,
    `It was similar before (${a}) and after (${c}).`,
    `The gap between ${a} and ${b} is significant.`,
    `Before it was ${b}. After it was ${a}.`,
    `ML engineers (${b}) ask less often than AI engineers (${a}).`,
    `Before (${a}) and after (${c}) the shares are roughly the same.`,
  ])('is borne out: %s', (sentence) => {
    expect(build(sentence).diagnostics).toEqual([]);
  });

  test.each([
    [
      `ML engineers (${b}) ask more often than AI engineers (${a}).`,
      '"more" does not fit: mle-share is 18.2%, and aie-share is 26.2%',
    ],
    [`The share rose from ${a} to ${b}.`, '"rose" does not fit'],
    [`It rose to ${b} from ${a}.`, '"rose" does not fit'],
    [
      `It was similar, ${a} and ${b}.`,
      'they are not similar: the 95% interval of the difference runs from 5.1 to 11.0 points',
    ],
    [`It changed significantly, from ${a} to ${c}.`, 'the difference is not significant'],
    [
      `AI engineers (${a}) do not ask more often than ML engineers (${b}).`,
      'not "more" does not fit: aie-share is 26.2%, and mle-share is 18.2%',
    ],
  ])('is not: %s', (sentence, expected) => {
    expect(build(sentence).diagnostics).toMatchObject([
      { kind: 'sentence', severity: 'error', message: expect.stringContaining(expected) as string },
    ]);
  });

  test.each([
    [`More than ${a} of them ask.`, 'one bound value stands beside it'],
    [`More in one, fewer in the other: ${a} and ${b}.`, 'which values it compares'],
    [`The table below has ${a} and ${b}.`, 'which values it compares'],
    [`At ${b} it is one thing, and a higher ${a} ask rather than wait.`, 'which values it compares'],
    [`Python plays a significant part, at ${a} and ${c}.`, 'something other than the two values'],
    [`Fine-tuning is dying, at ${a}.`, 'speaks of a change, which takes two values'],
  ])('what cannot be checked is said: %s', (sentence, expected) => {
    expect(build(sentence).diagnostics).toMatchObject([
      { severity: 'note', message: expect.stringContaining(expected) as string },
    ]);
  });

  test('that says nothing of them is left alone', () => {
    expect(build(`AI engineers (${a}) and ML engineers (${b}) use similar tools.`).diagnostics).toEqual([]);
  });
});

describe('the finished page', () => {
  const draft = build(
    '# Who asks?\n\nThey are :value[aie-share] and <script>alert(1)</script>.\n\n::figure[n/chart]\n\n::table[n/table]\n',
  );

  test('links every number to its trace, and loads nothing', () => {
    const page = pageHtml(draft);
    expect(page).toContain('<a href="#trace-aie-share" class="number">26.2%</a>');
    expect(page).toContain('id="trace-aie-share"');
    expect(page).toContain('<title>Who asks?</title>');
    expect(page).not.toMatch(/src="http|<link|@import|<script>/);
    expect(page).toContain('alt="Bars <b>rise</b>. two bars"'); // within quotes it is text
  });

  test('puts no link within a link: the number’s own stands behind the writer’s', () => {
    const linked = build('See [the :value[postings] of them](https://a.example/).');
    expect(pageHtml(linked)).toContain(
      '<a href="https://a.example/">the <span>6,802</span> of them</a><sup><a href="#trace-postings" class="source">trace</a></sup>.',
    );
    expect(linked.diagnostics).toEqual([]);
    expect(filled('See [the :value[postings] of them](https://a.example/).')).toBe(
      'See [the 6,802 of them](https://a.example/).',
    );
  });

  test('holds the pictures that lie beside the draft, and checks the words that describe them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recount-draft-'));
    try {
      writeFileSync(join(folder, 'own.svg'), '<svg/>');
      const draft = buildDraft('![half of the jobs](own.svg)', join(folder, 'piece.md'), {
        catalog: catalog(),
        claims: [],
        sensitivities: [],
      });
      expect(draft.diagnostics).toMatchObject([{ line: 1, column: 3, text: 'half' }]);
      expect(fillMarkdown(draft, 'f').pictures.get('f/figure-1.svg')?.toString()).toBe('<svg/>');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(() => build('a ![b](none.png)')).toThrow('piece.md:1:3: there is no picture "none.png" beside the draft');
    expect(messages('![b](https://a.example/b.png)')[0]).toContain('1:1 note');
  });

  test('has a filled twin in Markdown with its pictures beside it', () => {
    const { markdown, pictures } = fillMarkdown(draft, 'piece-figures');
    expect(markdown).toContain('(piece-figures/figure-1.svg)');
    expect([...pictures].map(([path, picture]) => [path, String(picture)])).toEqual([
      ['piece-figures/figure-1.svg', '<svg/>'],
    ]);
    expect(markdown).toContain('| A    |        3 |');
    expect(markdown).not.toMatch(/:value|#trace/);
  });

  test('knows what it printed: a later build says which numbers change, and whether beyond their interval', () => {
    const before = readPageNumbers(pageHtml(build('A :value[aie-share], a :value[mle-share], a :value[postings].')));
    const now = build('A :value[aie-share], a :value[mle-share], a :value[postings].', {
      'aie-share': share(290, 1114, 'later', 0.2354, 0.2869),
      'mle-share': share(700, 2893, 'later', 0.2267, 0.2579),
    });
    expect(changesSince(before ?? [], now.bound)).toEqual([
      { line: 1, column: 3, source: ':value[aie-share]', before: '26.2%', after: '26.0%', withinInterval: true },
      { line: 1, column: 24, source: ':value[mle-share]', before: '18.2%', after: '24.2%', withinInterval: false },
    ]);
  });
});

test('a draft that is not UTF-8 is refused with the place of the first byte that is not, past a � of the writer’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recount-draft-'));
  try {
    writeFileSync(join(folder, 'piece.md'), Buffer.concat([Buffer.from('a \uFFFD\ncafé '), Buffer.from([0xe9, 0x20])]));
    expect(() => readDraft(join(folder, 'piece.md'))).toThrow('piece.md:2:6: not UTF-8');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('a value that a notebook names', () => {
  test.each([
    ['MLE share', { says: 's', unit: 'count', estimate: 1 }, 'a name is lower-case letters'],
    ['x', { says: ' ', unit: 'count', estimate: 1 }, 'does not say what it is'],
    ['x', { says: 's', unit: 'share', estimate: 26.2 }, 'a share is a fraction from 0 to 1, and this is 26.2'],
    ['x', { says: 's', unit: 'share', estimate: 0.5, k: 1, n: 3 }, 'its estimate is 0.5, but 1 of 3 is 0.333'],
    ['x', { says: 's', unit: 'count', estimate: 1.5 }, 'a count is a whole number'],
    ['x', { says: 's', unit: 'ratio', estimate: Number.NaN }, 'its estimate is NaN'],
    ['x', { says: 's', unit: 'ratio', estimate: 2, low: 3, high: 1 }, 'its interval runs from 3 to 1'],
  ] as const)('%j %j is refused', (name, value, expected) => {
    expect(() => nameValues({ [name]: value }, 'print')).toThrow(expected);
  });
});
