import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import type { Rerun } from '../../src/trace/rerun.js';
import { code, lastingProject, notebookText } from '../notebook/scratch.js';

const recountIn =
  (cwd: string) =>
  (...args: string[]) =>
    spawnSync(process.execPath, [inProject('src/bin.mjs'), ...args], {
      encoding: 'utf8',
      cwd,
      env: { ...process.env, COLUMNS: '80' },
      maxBuffer: 1 << 26,
    });

/** Postings of two months: the later ones have no cooks, and their fields other names. */
const then = Array.from({ length: 60 }, (_, i) => ({
  id: i,
  role: i % 3 === 0 ? 'Cook' : 'Engineer',
  company: `company ${i % 12}`,
  remote: i % (i % 3 === 0 ? 2 : 4) === 0, // half of the cooks, a quarter of the engineers
  week: i % 2 === 0 ? '2026-03-02' : '2026-03-09',
}));
const now = Array.from({ length: 90 }, (_, i) => ({
  id: i,
  title: i % 3 === 0 ? 'Baker' : 'Engineer',
  employer: `company ${i % 12}`,
  remote: i % 2 === 0,
  posted: `2026-04-${String(1 + (i % 14)).padStart(2, '0')}`,
}));

const claims: readonly (readonly [id: string, printed: string, kind: string, means?: string])[] = [
  ['cooks', '20', 'count'],
  ['cook-share', '50%', 'share'],
  ['cook-share-low', '30%', 'share'],
  ['engineer-share', '25%', 'share'],
  ['ratio', '2.0', 'ratio'],
  ['cooks-are-ahead', 'ahead', 'comparison', '= 1'],
  ['roles-above-a-fifth', 'both', 'comparison', '= 2'],
  ['order', 'over 0.2', 'comparison', 'all > 0.2'],
  ['weeks', '2', 'count'],
  ['roles-named', '60', 'count'],
];

const article = `version: 1
id: pay
text: pay
title: Pay
publisher: made up
claims:
${claims
  .map(
    ([id, printed, kind, means]) =>
      `  - { id: ${id}, line: 1, printed: "${printed}", section: text, kind: ${kind}, ` +
      `statement: About ${id}, ${means ? `means: "${means}", ` : ''}expected: reproduced }`,
  )
  .join('\n')}
`;

const manifest = (id: string, fields: string): string => `version: 1
id: ${id}
title: Postings of ${id}
files: { format: jsonl, path: ../${id}.jsonl, id: id }
fields:
${fields}
`;

const cells = [
  `import { article, corpus, riskRatio, show, wilson } from 'recount';
const postings = corpus('then');
const { check } = article('pay');`,
  `const roles = await postings.count({ by: ['role'], columns: { remote: { field: 'remote', is: true } } });
const counts = (role: string) => ({ k: roles.at({ role }).remote, n: roles.at({ role }).postings });
const [cook, engineer] = [wilson(counts('Cook')), wilson(counts('Engineer'))];
const ratio = riskRatio(counts('Cook'), counts('Engineer'));
show([{ cook: cook.estimate.toFixed(2) }]);
check(
  {
    cooks: counts('Cook').n,
    'cook-share': cook.estimate,
    'cook-share-low': cook.low,
    'engineer-share': engineer.estimate,
    ratio: ratio.estimate,
    'cooks-are-ahead': cook.estimate > engineer.estimate ? 1 : 0,
    'roles-above-a-fifth': [cook, engineer].filter(({ estimate }) => estimate > 0.2).length,
    order: { cooks: counts('Cook').k / counts('Cook').n, engineers: engineer.estimate },
  },
  roles,
);`,
  `const weeks = await postings.count({ by: ['week'] });
check({ weeks: weeks.rows.length }, weeks);`,
  `const named = await postings.count({ by: [], where: { field: 'role', oneOf: roles.rows.map(({ role }) => role) } });
check({ 'roles-named': named.at({}).postings }, named);`,
];

describe('recount rerun on a workspace of two files of postings', { timeout: 240_000 }, () => {
  const lines = (postings: readonly object[]): string => postings.map((each) => JSON.stringify(each)).join('\n');
  const { root, read, remove } = lastingProject({
    'recount.yaml': '',
    'data/then.jsonl': lines(then),
    'data/now.jsonl': lines(now),
    'data/corpora/then.yaml': manifest(
      'then',
      `  role: { kind: name, from: role }
  company: { kind: name, from: company }
  remote: { kind: flag, from: remote }
  week: { kind: name, from: week }`,
    ),
    'data/corpora/now.yaml': manifest(
      'now',
      `  title: { kind: name, from: title }
  employer: { kind: name, from: employer }
  remote: { kind: flag, from: remote }
  posted: { kind: day, from: posted }`,
    ),
    'data/map.yaml': `fields:
  role: title
  company: employer
  week: { day: posted, round: week }
`,
    'data/wrong.yaml': 'fields: { role: titel }',
    'data/articles/pay.yaml': article,
    'notebooks/pay-1.ipynb': notebookText(...cells.map((source, i) => code(source, `c${i}`))),
  });
  afterAll(remove);
  const recount = recountIn(root);
  beforeAll(() => expect(recount('run').stderr).not.toContain('failed'), 240_000);

  test('each claim is asked by itself: an empty group costs those that use it, and no other', () => {
    const committed = read('notebooks/pay-1.ipynb');

    const { status, stdout, stderr } = recount('rerun', 'pay', '--on', 'now', '--map', 'data/map.yaml', '--json');
    expect([status, stderr]).toEqual([0, expect.stringContaining('notebooks/pay-1.ipynb')]);
    const rerun = JSON.parse(stdout) as Rerun;
    const there = Object.fromEntries(rerun.claims.map(({ claim, other, reason }) => [claim.slice(4), reason ?? other]));
    const engineers = now.filter(({ title }) => title === 'Engineer');
    const empty = expect.stringMatching(/^a group .*is empty there/);
    expect(there).toEqual({
      cooks: 0,
      'cook-share': empty,
      'cook-share-low': empty,
      'engineer-share': engineers.filter(({ remote }) => remote).length / engineers.length,
      ratio: empty,
      'cooks-are-ahead': empty, // and not "no": nothing is compared with what is not there
      'roles-above-a-fifth': empty,
      order: empty,
      weeks: 3, // 1 to 14 April 2026 lie in the weeks of 30 March, 6 and 13 April
      'roles-named': now.length, // a question that follows from the answer to another
    });
    const share = rerun.claims.find(({ claim }) => claim === 'pay/engineer-share');
    expect(share?.shares?.other).toMatchObject({ k: 30, n: 60 });
    expect(share?.change).toMatchObject({
      difference: 0.25,
      employers: new Set(engineers.map(({ employer }) => employer)).size,
    });
    expect(read('notebooks/pay-1.ipynb')).toBe(committed);
  });

  test('the table fits 80 columns, the page says the same, and a mistake is one line that names the next step', () => {
    const { stdout } = recount('rerun', 'pay', '--on', 'now', '--map', 'data/map.yaml', '--save');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^engineer-share +25% +25% +50% .*(chance|more than chance)$/m);
    expect(stdout).toMatch(/^cook-share +50% +50% +– .*not asked$/m);
    expect(stdout).toContain('10 claims of pay, asked of Postings of now (now)\n4 could be asked; 0 print the same');

    const { stderr, status } = recount('site', '--out', 'out');
    expect([status, stderr]).toEqual([0, expect.anything()]);
    const page = read('out/reruns/pay-on-now.html').replace(/(?:<[^>]*>|\s)+/g, ' ');
    expect(page).toMatch(/4 of 10 claims could be asked there/);
    expect(page).toMatch(/About cook-share +50% +50% +cannot be asked: a group/);
    expect(read('out/corpora.html').replace(/(?:<[^>]*>|\s)+/g, ' ')).toMatch(/Rests on it +0 claims; .*rerun on it/);

    for (const [args, says] of [
      [
        ['--on', 'now'],
        /^recount: nothing of article "pay" can be asked of now: corpus "now" has no field "role"; a file for --map/,
      ],
      [['--on', 'later'], /^recount: there is no corpus "later"/],
      [['--on', 'now', '--map', 'data/wrong.yaml'], /the mapping names field "titel", .*Did you mean "title"/],
    ] as const) {
      const refused = recount('rerun', 'pay', ...args);
      expect([refused.status, refused.stderr.trim().split('\n').at(-1)]).toEqual([2, expect.stringMatching(says)]);
    }
    expect(recount('live', 'pay').stderr).toMatch(/no corpus behind article "pay" has an index to ask/);
  });
});
