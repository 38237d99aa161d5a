import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { withVerdict } from '../../src/command/accepted-claim.js';
import { inProject } from '../../src/load/project.js';
import { code, notebookText, scratchProject } from '../notebook/scratch.js';

const block = `# kept
claims:
  - id: high   # a note
    printed: "2"
    expected: reproduced   # by the second cell
    statement: |
      Rows
      above
  - id: low
    expected: differs
    explanation: >
      One row
      is missing.
    line: 3
`;
const flow = 'claims: [{ id: high, expected: untested, explanation: "No cell: yet", line: 1 }]\n';

test.each([
  [
    'writes the verdict, and a reason below it',
    block,
    'high',
    'differs',
    { write: 'Three: #3 too' },
    {
      '    expected: reproduced   # by the second cell':
        '    expected: differs   # by the second cell\n    explanation: "Three: #3 too"',
    },
  ],
  ['leaves the reason', block, 'low', 'reproduced', 'keep', { '    expected: differs': '    expected: reproduced' }],
  [
    'writes another reason',
    block,
    'low',
    'contradicted',
    { write: 'Why' },
    {
      '    expected: differs\n    explanation: >\n      One row\n      is missing.':
        '    expected: contradicted\n    explanation: "Why"',
    },
  ],
  [
    'drops the reason',
    block,
    'low',
    'reproduced',
    'drop',
    {
      '    expected: differs\n    explanation: >\n      One row\n      is missing.': '    expected: reproduced',
    },
  ],
  [
    'between braces too',
    flow,
    'high',
    'consistent',
    'drop',
    {
      'expected: untested, explanation: "No cell: yet"': 'expected: consistent',
    },
  ],
  [
    'with another reason between braces',
    flow,
    'high',
    'differs',
    { write: 'No' },
    {
      'expected: untested, explanation: "No cell: yet"': 'expected: differs, explanation: "No"',
    },
  ],
] as const)('a verdict that is taken over %s, and nothing else changes', (_, text, claim, verdict, why, changes) => {
  let expected: string = text;
  for (const [from, to] of Object.entries(changes)) expected = expected.replace(from, to);
  expect(expected).not.toBe(text);
  expect(withVerdict(text, claim, verdict, why)).toBe(expected);
});

const article = `id: pay
text: pay
title: Pay
publisher: made up
claims:
  - { id: high, line: 1, printed: "2", section: text, kind: count, statement: Rows above, expected: consistent }
  - id: all
    line: 1
    printed: "3"
    section: text
    kind: count
    statement: Rows
    expected: untested
    explanation: Not recounted yet
`;

test('recount accept shows each verdict and asks, and writes what a person takes over', { timeout: 240_000 }, () => {
  const check = "import { article } from 'recount';\narticle('pay').check({ high: 1, all: 3 }, 'print');";
  const { root, read, write } = scratchProject({
    'recount.yaml': '',
    'data/articles/pay.yaml': article,
    'notebooks/pay-1.ipynb': notebookText(code(check, 'check')),
  });
  const claims = (): string => read('data/articles/pay.yaml');
  const bin = inProject('src/bin.mjs');
  const env = { ...process.env, CI: '', NO_COLOR: '1' };
  const recount = (args: string[], given: NodeJS.ProcessEnv = env) =>
    spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', cwd: root, env: given });
  /** The command at a terminal of its own, and what a person types there. */
  const typed = (answers: string): string =>
    spawnSync('script', ['-qec', `${process.execPath} ${bin} accept`, '/dev/null'], {
      encoding: 'utf8',
      cwd: root,
      env,
      input: answers,
    }).stdout;
  expect(recount(['run']).status).toBe(1);

  expect(recount(['accept'], { ...env, CI: 'true' })).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/CI never does/),
  });
  expect(recount(['accept'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/this is no terminal/) });
  expect(recount(['accept', 'pay/hihg', '--yes']).stderr).toContain('Did you mean "pay/high"?');
  expect(recount(['accept', 'high', '--yes']).stderr).toContain(
    'a claim that does not hold, or is untested, needs an explanation',
  );
  expect(claims()).toBe(article); // as it was, since the reason is missing

  const shown = typed('n\ny\n-\n');
  expect(shown).toContain('pay/high');
  expect(shown).toMatch(/recounted\s+1\b/);
  expect(shown).toMatch(/verdict\s+consistent, expected untested/);
  expect(shown).toContain('1 of 2 taken over');
  expect(claims()).toBe(
    article.replace('expected: untested\n    explanation: Not recounted yet', 'expected: consistent'),
  );

  expect(typed('y\nOne row was counted twice.\n')).toContain('1 of 1 taken over');
  expect(claims()).toContain('expected: contradicted, explanation: "One row was counted twice." }');
  expect(recount(['accept']).stdout).toContain('nothing to take over');

  write('data/articles/pay.yaml', article);
  expect(recount(['accept', 'pay', '--yes', '--why', 'As found']).stdout).toBe(
    'pay/high  consistent → contradicted\npay/all  untested → consistent\n',
  );
});
