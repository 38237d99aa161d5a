import { expect, test } from 'vitest';
import { executeNotebook } from '../../src/notebook/execute.js';
import { countLarge, writeLargeCorpus } from './large-corpus.js';
import { codeCells, notebook, printed, scratchProject } from './scratch.js';

test('a corpus that does not stay in memory is counted by all cores in a notebook', async () => {
  const { root, at, write } = scratchProject();
  writeLargeCorpus(at, write);
  const executed = await executeNotebook(notebook(countLarge.cell), { cwd: root, root, timeoutMs: 120_000 });
  expect(executed.kind).toBe('executed');
  expect(codeCells(executed.notebook).map(printed)).toEqual([countLarge.prints]);
}, 180_000);
