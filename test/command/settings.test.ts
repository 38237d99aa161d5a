import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { code, notebookText, scratchProject } from '../notebook/scratch.js';

const article = `id: pay
text: pay
title: Pay
publisher: made up
claims:
  - { id: high, line: 1, printed: "2", section: text, kind: count, statement: Rows above, expected: consistent }
  - { id: all, line: 1, printed: "3", section: text, kind: count, statement: Rows, expected: consistent }
`;
const parameters = { ...code('const least: number = 5;', 'set'), metadata: { tags: ['parameters'] } };
const check = `import { article } from 'recount';
const pays = [1, 6, 9];
article('pay').check({ high: pays.filter((pay) => pay >= least).length, all: pays.length }, 'print');`;

test('recount run --set compares settings, and leaves what is committed as it is', { timeout: 240_000 }, () => {
  const { root, read, write } = scratchProject({
    'recount.yaml': '',
    'data/articles/pay.yaml': article,
    'notebooks/pay-1.ipynb': notebookText(parameters, code(check, 'check')),
  });
  const recount = (...args: string[]) =>
    spawnSync(process.execPath, [inProject('src/bin.mjs'), ...args], { encoding: 'utf8', cwd: root });
  expect(recount('run').status).toBe(0);
  const committed = read('notebooks/pay-1.ipynb');

  const { status, stdout } = recount('run', 'pay', '--set', 'least=7', '--set', 'least=0');
  expect(stdout).toBe(`\
by least  printed  5 (committed)  7    0
high      2        ✓ 2            ✗ 1  ✗ 3

1 notebook, 2 settings of least: of 2 recounted claims 1 change, 1 do not. What
is committed stays.
least = 7: .recount/settings/least=7
least = 0: .recount/settings/least=0
`);
  expect(status).toBe(0);
  expect(read('notebooks/pay-1.ipynb')).toBe(committed);
  expect(read('.recount/settings/least=7/notebooks/pay-1.ipynb')).toContain('const least: number = 7;');
  expect(recount('trace', 'high').stdout).toContain('parameters least = 5');
  expect(recount('run').stderr).toBe(''); // nothing ran: what was set is not remembered as the run of the notebook

  const json = JSON.parse(recount('run', '--set', 'least=7', '--json').stdout) as {
    claims: { id: string; committed: object; settings: object[] }[];
  };
  expect(json.claims[0]).toMatchObject({
    id: 'pay/high',
    committed: { parameters: { least: 5 }, computed: 2, verdict: 'consistent' },
    settings: [{ parameters: { least: 7 }, computed: 1, verdict: 'contradicted' }],
  });

  write('notebooks/other.ipynb', notebookText("console.log('takes nothing');"));
  expect(recount('run', '--set', 'most=7')).toMatchObject({
    status: 2,
    stderr: 'recount: no notebook has a parameter "most"; with parameters: pay-1 (least)\n',
  });
  expect(recount('run', 'pay', '--set', 'least').stderr).toContain('Give name=value, such as least=50.');
});
