import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/error.js';
import { Kernel } from '../../src/notebook/kernel.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { type RunEvent, type RunOptions, runNotebooks } from '../../src/notebook/run.js';
import { code, codeCells, isAlive, markdown, notebookText, printed, scratchProject, whyAgain } from './scratch.js';

const runner = (root: string, defaults: Partial<RunOptions> = {}) => {
  const events: RunEvent[] = [];
  const run = (paths: string[], options: Partial<RunOptions> = {}) =>
    runNotebooks(paths, {
      root,
      answerDigest: () => undefined,
      onEvent: (event) => events.push(event),
      ...defaults,
      ...options,
    });
  /** Why a run of one notebook started, or that it did not. */
  const why = async (path: string): Promise<string[]> => {
    events.length = 0;
    await run([path]);
    return events.flatMap((event) =>
      event.kind === 'started' ? event.reasons : event.kind === 'unchanged' ? ['unchanged'] : [],
    );
  };
  return { run, events, why };
};
const leftovers = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));

describe('running notebooks', { timeout: 180_000 }, () => {
  test('a failing notebook is kept where it can be opened, is left untouched itself, and stops no other', async () => {
    const { root, write, read, at } = scratchProject();
    const bad = notebookText('1', code('const a = 1\nthrow new Error("wrong")', 'boom'), '2');
    write('notebooks/bad.ipynb', bad);
    write('notebooks/good.ipynb', notebookText('1 + 1'));
    write('notebooks/text.ipynb', notebookText(markdown('# only text', 'a')));
    const { run, events } = runner(root);
    const results = await run(['notebooks/bad.ipynb', 'notebooks/good.ipynb', 'notebooks/text.ipynb']);
    expect(results).toMatchObject([
      {
        kind: 'failed',
        notebook: 'notebooks/bad.ipynb',
        kept: '.recount/failed/notebooks--bad.ipynb',
        cell: { id: 'boom', number: 2, line: 2, source: 'throw new Error("wrong")' },
        error: { name: 'Error', message: 'wrong' },
      },
      { kind: 'executed', notebook: 'notebooks/good.ipynb', written: at('notebooks/good.ipynb') },
      { kind: 'executed', notebook: 'notebooks/text.ipynb' },
    ]);
    expect(read('notebooks/bad.ipynb')).toBe(bad);
    expect(codeCells(read('notebooks/good.ipynb')).map(printed)).toEqual(['2\n']);
    const kept = parseNotebook(read('.recount/failed/notebooks--bad.ipynb'), 'kept').cells;
    expect(kept.map(({ id }) => id)).toEqual(['recount-failed', 'c1', 'recount-failing-cell', 'boom', 'c3']);
    expect(kept[0]?.source).toContain('[cell [2] (boom), line 2](#Failing-cell):\n\n    Error: wrong');
    expect(leftovers(root)).toEqual([]);

    const ofGood = events.filter((event) => event.notebook === 'notebooks/good.ipynb');
    expect(ofGood.map(({ kind }) => kind)).toEqual(['started', 'cell', 'executed']);
    expect(ofGood[0]).toMatchObject({ reasons: ['never run here'], cells: 1 });
    expect(ofGood[1]).toMatchObject({ id: 'c1', number: 1, of: 1 });

    write('notebooks/bad.ipynb', notebookText('1')); // mended
    expect(await run(['notebooks/bad.ipynb'])).toMatchObject([{ kind: 'executed' }]);
    expect(existsSync(at('.recount/failed/notebooks--bad.ipynb'))).toBe(false);
  });

  test('an unchanged notebook is not run again, and each change is named', async () => {
    const { root, write, read, at } = scratchProject({
      'dist/index.js': 'exports.two = require("./part/two.js").two',
      'dist/index.d.ts': 'export declare const two: number',
      'dist/part/two.js': 'exports.two = 2',
      'data/a.json': '1',
    });
    const note =
      'const note = (line: object) => require("fs").appendFileSync(process.env.RECOUNT_READS!, JSON.stringify(line) + "\\n")';
    const path = 'notebooks/x.ipynb';
    const text = (last: string): string =>
      notebookText(
        code('import { two } from "scratch"\nimport semver from "semver"', 'imports'),
        code(note, 'note'),
        code(
          `note({ read: ${JSON.stringify(at('data/a.json'))} })\nnote({ asked: { corpus: "c", query: "q", answer: "old" } })`,
          'reads',
        ),
        markdown('text', 'text'),
        code(last, 'last'),
      );
    write(path, text('two'));
    let answer = 'old';
    const { run, why } = runner(root, { answerDigest: () => answer });
    const again = () => whyAgain(path, { root, answerDigest: () => answer });

    expect(await why(path)).toEqual(['never run here']);
    const saved = statSync(at(path)).mtimeMs;
    expect(await why(path)).toEqual(['unchanged']);
    expect(await run([path], { force: true })).toMatchObject([{ kind: 'executed', written: undefined }]); // same bytes
    expect(statSync(at(path)).mtimeMs).toBe(saved);

    write('dist/part/two.js', 'exports.two = 1 + 1');
    expect(await why(path)).toEqual(['modules: dist/part/two.js']);
    write('data/a.json', '2');
    expect(await why(path)).toEqual(['data: data/a.json']);
    answer = 'new';
    expect(await why(path)).toEqual(['queries: c answers differently to q']);
    answer = 'old';
    expect(await why(path)).toEqual(['unchanged']);

    const stored = parseNotebook(read(path), path);
    write(
      path,
      JSON.stringify({
        ...stored,
        cells: stored.cells.map((cell) => (cell.id === 'last' ? { ...cell, source: 'two + 1' } : cell)),
      }),
    );
    expect(await why(path)).toEqual(['cells: cell 4 (last) changed']);
    write(path, read(path).replace('"3\\n"', '"4\\n"'));
    expect(await why(path)).toEqual(['outputs: not as the last run left them']);
    write(path, read(path).replace('"text"\n   ]', '"other text"\n   ]'));
    expect(read(path)).toContain('other text');
    expect(await why(path)).toEqual(['unchanged']); // prose runs nothing

    const record = '.recount/runs/notebooks--x.json';
    write(
      record,
      read(record)
        .replace(/"tslab": ".*"/, '"tslab": "1.0.0"')
        .replace(/"semver": ".*"/, '"semver": "0.1.0"'),
    );
    expect(await again()).toEqual([
      expect.stringMatching(/^modules: semver 0\.1\.0 → \d/),
      expect.stringMatching(/^kernel: tslab 1\.0\.0 → \d/),
    ]);
    write(record, '{');
    expect(await again()).toEqual(['never run here']);
  });

  test('executed notebooks can go elsewhere, with sources and records left alone', async () => {
    const { root, write, read, at } = scratchProject();
    const text = notebookText('1 + 1');
    write('notebooks/x.ipynb', text);
    const { run } = runner(root, { into: at('fresh') });
    await run(['notebooks/x.ipynb']);
    expect(read('notebooks/x.ipynb')).toBe(text);
    expect(codeCells(read('fresh/notebooks/x.ipynb')).map(printed)).toEqual(['2\n']);
    expect(existsSync(at('.recount'))).toBe(false);
  });

  test('a notebook saved by somebody else while it runs is left as saved', async () => {
    const { root, write, read } = scratchProject();
    write('x.ipynb', notebookText('await new Promise((done) => setTimeout(done, 500))'));
    const edited = notebookText('"edited"');
    const { run } = runner(root, { onEvent: (event) => event.kind === 'cell' && write('x.ipynb', edited) });
    expect(await run(['x.ipynb'])).toMatchObject([{ kind: 'edited' }]);
    expect(read('x.ipynb')).toBe(edited);
  });

  test('stopping leaves no kernel, nothing that a kernel started, no half-written file', async () => {
    const { root, write, read, at } = scratchProject();
    const texts = ['while (true) {}', 'await new Promise(() => {})', '1'].map((hang) =>
      notebookText(
        'import { spawn } from "child_process"\nconst child = spawn("sleep", ["600"])\nrequire("fs").appendFileSync("../pids", `${process.pid}\\n${child.pid}\\n`)',
        hang,
      ),
    );
    const paths = texts.map((text, at) => (write(`notebooks/${at}.ipynb`, text), `notebooks/${at}.ipynb`));
    const stop = new AbortController();
    let hanging = 0;
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'cell' && event.number === 2 && ++hanging === 2) stop.abort(new Error('Ctrl-C'));
    };
    const { run } = runner(root, { signal: stop.signal, onEvent });
    await expect(run(paths)).rejects.toThrow('Ctrl-C');
    await new Promise((done) => setTimeout(done, 100)); // the kill is sent; the system reaps
    const pids = read('pids').trim().split('\n').map(Number);
    expect(pids.length).toBeGreaterThanOrEqual(4);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(paths.map(read)).toEqual(texts);
    expect(leftovers(root)).toEqual([]);
    expect(existsSync(at('.recount/failed'))).toBe(false);
  });

  test('two runs at once over the same notebooks corrupt nothing', async () => {
    const { root, write, read } = scratchProject();
    write('x.ipynb', notebookText('1 + 1'));
    const { run } = runner(root);
    const [one, two] = await Promise.all([run(['x.ipynb']), run(['x.ipynb'])]);
    expect([one[0]?.kind, two[0]?.kind]).toContain('executed');
    expect(codeCells(read('x.ipynb')).map(printed)).toEqual(['2\n']);
    expect(await run(['x.ipynb'])).toMatchObject([{ kind: 'unchanged' }]);
  });

  test('a file that is no notebook is a mistake told before anything runs', async () => {
    const { root, write } = scratchProject();
    write('good.ipynb', notebookText('1'));
    write('bad.ipynb', '{}');
    const { run, events } = runner(root);
    await expect(run(['good.ipynb', 'bad.ipynb'])).rejects.toThrow(UserError);
    await expect(run(['none.ipynb'])).rejects.toThrow(/none\.ipynb cannot be read: no such file/);
    expect(events).toEqual([]);
  });
});

describe('a kernel', { timeout: 60_000 }, () => {
  test('sees the variables given, starts in the folder given, and is gone when killed', async () => {
    const { root, at } = scratchProject();
    const kernel = await Kernel.start({ cwd: root, env: { RECOUNT_TEST: 'yes' } });
    const { outputs } = await kernel.execute('console.log(process.env.RECOUNT_TEST, process.cwd())', {
      timeoutMs: 30_000,
    });
    expect(outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: `yes ${at('.').replace(/\/$/, '')}\n` }]);
    kernel.kill();
    expect(await kernel.ended).toBe('signal SIGKILL');
    expect(isAlive(kernel.pid ?? 0)).toBe(false);
  });

  test('that cannot start says why', async () => {
    await expect(Kernel.start({ cwd: '/nowhere' })).rejects.toThrow(/^the kernel did not start/);
    const { root } = scratchProject();
    await expect(Kernel.start({ cwd: root, env: { NODE_OPTIONS: '--max-old-space-size=10' } })).rejects.toThrow(
      /heap out of memory/,
    );
  });
});

test('a record names no machine path, and the pieces of a run are readable', async () => {
  const { root, write, at } = scratchProject();
  write('notebooks/deep/x.ipynb', notebookText('1'));
  await runner(root).run(['notebooks/deep/x.ipynb']);
  const record = readFileSync(at('.recount/runs/notebooks--deep--x.json'), 'utf8');
  expect(record).not.toContain(root);
  expect(JSON.parse(record)).toMatchObject({
    cells: [{ id: 'c1' }],
    modules: {},
    data: {},
    queries: [],
    kernel: { node: process.version },
  });
}, 60_000);
