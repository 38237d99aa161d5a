import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject, projectRoot } from '../src/load/project.js';
import { isCode } from '../src/notebook/ipynb.js';
import { parseNotebook } from '../src/notebook/parse-notebook.js';
import { notebookPaths } from '../src/trace/outputs.js';
import { readTraces } from '../src/trace/trace.js';

const notebooks = notebookPaths().map((path) => ({
  path,
  cells: parseNotebook(readFileSync(inProject(path), 'utf8'), path).cells,
}));

describe.each(notebooks)('$path', ({ cells }) => {
  test('is committed as executed, with no error and nothing on stderr', () => {
    const code = cells.filter(isCode);
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    const loud = code.filter((cell) =>
      cell.outputs.some(
        (output) => output.output_type === 'error' || (output.output_type === 'stream' && output.name === 'stderr'),
      ),
    );
    expect(loud.map((cell) => cell.id)).toEqual([]);
  });

  test('shows something in every form that a bare reader can see', () => {
    const displays = cells
      .filter(isCode)
      .flatMap((cell) => cell.outputs.filter((output) => output.output_type === 'display_data'));
    expect(displays.length).toBeGreaterThan(0);
    for (const { data } of displays) {
      expect(Object.keys(data)).toEqual(expect.arrayContaining(['text/html', 'text/plain']));
      expect(data['text/html']).toMatch(/^<(table|p>|img alt="[^"]+" src="data:image\/svg\+xml;base64,)/);
    }
  });

  test('holds no path of the machine it ran on', () => {
    expect(JSON.stringify(cells)).not.toContain(projectRoot);
  });
});

describe('the cells as TypeScript', () => {
  mkdirSync(inProject('.recount'), { recursive: true });
  const folder = mkdtempSync(inProject('.recount', 'cells-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('pass the strict type check that the kernel itself does not make', { timeout: 120_000 }, () => {
    for (const { path, cells } of notebooks) {
      const source = cells.filter(isCode).map((cell) => `// cell ${cell.id}\n${cell.source}`);
      writeFileSync(join(folder, `${basename(path, '.ipynb')}.ts`), `${source.join('\n')}\nexport {};\n`);
    }
    const options = {
      noEmit: true,
      incremental: false,
      tsBuildInfoFile: null,
      rootDir: null,
      declaration: false,
      verbatimModuleSyntax: false,
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: options, include: ['*.ts'] }),
    );
    const { stdout } = spawnSync(process.execPath, [inProject('node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });
});

describe('the board', () => {
  const traces = readTraces().flatMap((article) => article.traces);

  test('has the verdict that the claim file expects, for every claim', () => {
    expect(
      traces.filter((trace) => trace.verdict !== trace.expected).map(({ id, verdict }) => `${id}: ${verdict}`),
    ).toEqual([]);
  });

  test('traces every tested claim to a cell, and every one on data to a query and a digest', () => {
    const tested = traces.filter((trace) => trace.verdict !== 'untested');
    expect(tested.filter((trace) => trace.notebook === null || trace.cell === null || trace.computed === null)).toEqual(
      [],
    );
    expect(
      tested.filter((trace) => trace.evidence !== 'print' && (trace.query === null || trace.digest === null)),
    ).toEqual([]);
  });

  test('gives a reason for every claim that does not hold or was not tested', () => {
    const silent = traces.filter(
      ({ verdict, explanation }) => !['reproduced', 'consistent'].includes(verdict) && explanation === null,
    );
    expect(silent.map((trace) => trace.id)).toEqual([]);
  });
});
