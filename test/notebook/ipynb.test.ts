import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { UserError } from '../../src/error.js';
import { formatNotebook } from '../../src/notebook/format-notebook.js';
import type { Notebook } from '../../src/notebook/ipynb.js';
import { parseNotebook, readNotebook } from '../../src/notebook/parse-notebook.js';
import { code, markdown, notebook, notebookText, scratchProject } from './scratch.js';

test('a notebook is written as Jupyter writes it: sorted keys, lists of lines, one space, Python numbers', () => {
  const cell = code('const a = 1;\r\nconst b = "日本 🎉"', 'first');
  cell.outputs = [
    { output_type: 'stream', name: 'stdout', text: 'one\ntwo\u2028three' },
    {
      output_type: 'display_data',
      data: {
        'text/html': '<b>\nx</b>',
        'image/png': 'aa\nbb',
        'application/vnd.x+json': { z: 1.5e-7, a: [1e-5, 0.0001, 1e21, -0, 12], e: [] },
      },
      metadata: {},
    },
  ];
  expect(formatNotebook(notebook(cell, markdown('', 'text')))).toBe(`{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "first",
   "metadata": {},
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "one\\n",
      "two\u2028",
      "three"
     ]
    },
    {
     "data": {
      "application/vnd.x+json": {
       "a": [
        1e-05,
        0.0001,
        1e+21,
        0,
        12
       ],
       "e": [],
       "z": 1.5e-07
      },
      "image/png": "aa\\nbb",
      "text/html": [
       "<b>\\n",
       "x</b>"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": [
    "const a = 1;\\r\\n",
    "const b = \\"日本 🎉\\""
   ]
  },
  {
   "cell_type": "markdown",
   "id": "text",
   "metadata": {},
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`);
});

test('reading and writing gives the same bytes again', () => {
  const error = code('throw 1', 'b');
  error.outputs = [
    { output_type: 'error', ename: 'Error', evalue: 'x', traceback: ['Error: x', '  at y'] },
    { output_type: 'execute_result', data: { 'text/plain': 'a\nb' }, metadata: {}, execution_count: 3 },
  ];
  const text = formatNotebook({
    ...notebook('1 + 1', error, markdown('# Title\n\ntext', 'c')),
    metadata: { custom: { deep: [1, 'x', null] } },
  });
  expect(formatNotebook(parseNotebook(text, 'x.ipynb'))).toBe(text);
});

test('what is not a notebook is refused with the file and the reason', () => {
  const refused = (text: string): string => {
    try {
      parseNotebook(text, 'notebooks/x.ipynb');
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
    return 'accepted';
  };
  const changed = (change: object): string => JSON.stringify({ ...notebook('1'), ...change });
  expect(refused('{"cells": [')).toMatch(/^notebooks\/x\.ipynb is not a notebook .*JSON/);
  expect(refused('[1]')).toContain('the file is not an object');
  expect(refused('{}')).toContain('no "nbformat"');
  expect(refused(changed({ nbformat_minor: 4 }))).toContain(
    'nbformat 4.4 and 4.5 is needed; open and save it in JupyterLab 4',
  );
  expect(refused(changed({ cells: [{ cell_type: 'markdown', metadata: {}, source: '' }] }))).toContain(
    'cell 1 has no valid id; open and save it',
  );
  expect(refused(changed({ cells: [markdown('', 'a'), markdown('', 'a')] }))).toContain('two cells have the id "a"');
  expect(refused(changed({ cells: [{ ...code('', 'a'), outputs: [{ output_type: 'pyout' }] }] }))).toContain(
    'cell 1, output 1.output_type is "pyout"',
  );
  expect(refused(changed({}))).toBe('accepted');
});

test('what another tool has left in the file is called by its name', async () => {
  const refused = (text: string) => {
    const call = (): unknown => parseNotebook(text, 'x.ipynb');
    return expect(call);
  };
  const text = notebookText('1 + 1');
  const conflict = text.replace('    "1 + 1"', '<<<<<<< HEAD\n    "1 + 1"\n=======\n    "1 + 2"\n>>>>>>> other');
  const line = conflict.split('\n').indexOf('<<<<<<< HEAD') + 1;
  refused(conflict).toThrow(`it holds a merge conflict, from line ${line} on`);
  const ofKernel = (kernelspec: object, language_info: object) =>
    JSON.stringify({ ...notebook('x = 1'), metadata: { kernelspec, language_info } });
  refused(ofKernel({ display_name: 'Python 3', language: 'python', name: 'python3' }, { name: 'python' })).toThrow(
    'its kernel is another one (python, "python3"), and Recount runs TypeScript in tslab',
  );
  refused(JSON.stringify({ ...notebook('x'), metadata: { language_info: { name: 'R' } } })).toThrow('another one (R)');
  refused(ofKernel({ name: 'deno', language: 'typescript' }, { name: 'typescript' })).toThrow('(typescript, "deno")');
  refused(ofKernel({ name: 'tslab', language: 'typescript' }, { name: 'typescript' })).not.toThrow();

  const { write, at } = scratchProject();
  const bytes = Buffer.from(text.replace('1 + 1', 'äß1 + 1'));
  const place = bytes.indexOf('1 + 1');
  bytes[place] = 0xff;
  write('bad.ipynb', '');
  writeFileSync(at('bad.ipynb'), bytes);
  await expect(readNotebook(at('bad.ipynb'))).rejects.toThrow(
    /bad\.ipynb is not valid UTF-8: line 10, byte 10 \(0xff\)/,
  );
});

test('a notebook that is not there is a mistake of the user, in one line', async () => {
  await expect(readNotebook('/nowhere/x.ipynb')).rejects.toThrow(
    new UserError('notebook /nowhere/x.ipynb cannot be read: no such file'),
  );
});

test('attachments and metadata of other tools are kept', () => {
  const from: Notebook = {
    ...notebook({
      cell_type: 'markdown',
      id: 'a',
      metadata: { tags: ['x'] },
      source: '![](attachment:p.png)',
      attachments: { 'p.png': { 'image/png': 'AAAA' } },
    }),
  };
  expect(parseNotebook(formatNotebook(from), 'x')).toEqual(from);
});
