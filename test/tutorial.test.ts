import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inProject } from '../src/load/project.js';
import { formatNotebook, parseNotebook } from '../src/notebook/ipynb.js';
import { code } from './notebook/scratch.js';
import { copyProject } from './project-copy.js';

/** The code blocks of README's tutorial, in order: `sh` to run, `yaml` and `ts` to write, and without a language what a run prints. */
function steps(): { language: string; text: string }[] {
  const readme = readFileSync(inProject('README.md'), 'utf8');
  const [, section = ''] = /\n## A new article in ten minutes\n([^]*?)\n## /.exec(readme) ?? [];
  return [...section.matchAll(/```(\w*)\n([^]*?)```/g)].map(([, language = '', text = '']) => ({ language, text }));
}

test('README’s tutorial gives what it shows, from three printed numbers to the board, and leaves nothing behind', {
  timeout: 300_000,
}, () => {
  const { root, remove } = copyProject();
  onTestFinished(remove);
  const files = () =>
    ['data', 'notebooks']
      .flatMap((name) => readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }))
      .sort();
  const before = files();
  const claims = join(root, 'data/articles/rag-demand.yaml');
  const notebook = join(root, 'notebooks/rag-demand-1.ipynb');
  let printed = '';
  let ran = 0;

  for (const [at, { language, text }] of steps().entries()) {
    switch (language) {
      case 'sh': {
        const { stdout, stderr, status } = spawnSync('bash', ['-c', text], { cwd: root, encoding: 'utf8' });
        // only a verdict that surprises makes a command of the tutorial fail, and then the board shows it
        expect(status, stderr).toBe(steps()[at + 1]?.text.includes('  expected ') ? 1 : 0);
        printed = stdout;
        ran += 1;
        break;
      }
      case '': // what is shown stands in what was printed, in order; … is left out
        expect(printed.trimEnd()).toMatch(
          new RegExp(
            text
              .trimEnd()
              .split('…\n')
              .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
              .join('[^]*'),
          ),
        );
        break;
      case 'yaml': {
        const written = readFileSync(claims, 'utf8');
        const id = /^ {2}- id: .*\n/.exec(text)?.[0];
        // a claim that is there already is written anew; the last of the file
        writeFileSync(claims, (id === undefined ? written : written.slice(0, written.indexOf(id))) + text);
        break;
      }
      case 'ts': {
        const open = parseNotebook(readFileSync(notebook, 'utf8'), 'notebook');
        writeFileSync(
          notebook,
          formatNotebook({ ...open, cells: [...open.cells, code(text.trimEnd(), `step-${at}`)] }),
        );
        break;
      }
      default:
        throw new Error(`the tutorial has a block in ${language}, which this test cannot follow`);
    }
  }
  expect(ran).toBe(5);
  expect(files()).toEqual(before);
});
