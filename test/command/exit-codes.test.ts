import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyProject } from '../project-copy.js';

const { root, remove } = copyProject(['fine-tuning-by-role', 'what-is-an-ai-engineer']);
afterAll(remove);
const at = (path: string): string => join(root, path);

function recount(args: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('src/bin.mjs'), ...args.split(' ')], {
    encoding: 'utf8',
    cwd: root,
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** Changes a file of the copy for as long as the work lasts. */
function changed(path: string, from: string, to: string, work: () => void): void {
  const before = readFileSync(at(path), 'utf8');
  expect(before).toContain(from);
  writeFileSync(at(path), before.replace(from, to));
  try {
    work();
  } finally {
    writeFileSync(at(path), before);
  }
}

const commands = [
  'claims --article fine-tuning-by-role --json',
  'trace mle-share',
  'findings --article fine-tuning-by-role',
  'review fine-tuning-by-role',
  'site --out elsewhere',
];

describe('what shows claims says with its exit code whether they can be relied upon', { timeout: 240_000 }, () => {
  test.each(commands)('recount %s exits with 0 when all is as expected', (command) => {
    expect(recount(command)).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(commands)('recount %s exits with 1 for a verdict that is not the expected one, and names it', (command) => {
    changed('data/articles/fine-tuning-by-role.yaml', 'printed: "18.2%"', 'printed: "18.3%"', () => {
      const { status, stderr } = recount(command);
      expect(stderr).toContain(
        'recount: 1 claim has another verdict than expected: fine-tuning-by-role/mle-share (differs, expected reproduced)',
      );
      expect(status).toBe(1);
    });
  });

  test.each(commands)('recount %s exits with 1 for a recording with another count, and names it', (command) => {
    const count = '"postings": 2893, "fine-tuning": 526';
    changed('data/recordings/skillenai.json', count, count.replace('526', '527'), () => {
      const { status, stderr } = recount(command);
      expect(stderr).toMatch(
        /^recount: notebooks\/fine-tuning-1-headline\.ipynb is stale: data\/recordings\/skillenai\.json answers otherwise to "postings by role/m,
      );
      expect(status).toBe(1);
    });
  });

  test('a cell that was edited since the notebook ran makes it stale; another notebook is not spoken of', () => {
    const notebook = 'notebooks/fine-tuning-4-power.ipynb';
    expect(recount('run fine-tuning-4-power').status).toBe(0);
    const { cells } = JSON.parse(readFileSync(at(notebook), 'utf8')) as {
      cells: { id: string; cell_type: string; source: string[] }[];
    };
    const { id = '', source = [] } = cells.find(({ cell_type }) => cell_type === 'code') ?? {};
    const first = JSON.stringify(source[0] ?? '');
    changed(notebook, first, `"// edited\\n",\n    ${first}`, () => {
      const { status, stderr } = recount('claims --article fine-tuning-by-role');
      expect(stderr).toContain(`recount: ${notebook} is stale: cells: cell 1 (${id}) changed; npx recount run`);
      expect(status).toBe(1);
      expect(recount('trace mle-share').status).toBe(0);
    });
    expect(recount('claims').status).toBe(0);
  });

  test.each(['data verify skillenai', 'count skillenai --by role --concept fine-tuning', 'run ai-engineer-1-print'])(
    'recount %s says that a recording was edited by hand',
    (command) => {
      const count = '"postings": 2893, "fine-tuning": 526';
      changed('data/recordings/skillenai.json', count, count.replace('526', '527'), () => {
        const { status, stdout, stderr } = recount(command);
        const isAbout = !command.startsWith('run'); // that notebook's article rests on no recording
        expect(
          /does not hold the answers that the manifest of "skillenai" pins/.test(
            `${stdout}${stderr}`.replace(/\s+/g, ' '),
          ),
        ).toBe(isAbout);
        expect(status).toBe(isAbout ? 1 : 0);
      });
    },
  );

  test('data verify exits with 1 when postings are lost', () => {
    writeFileSync(at('rows.jsonl'), '{"id":"1","title":"a"}\n{"id":"2"\n');
    writeFileSync(
      at('mine.yaml'),
      'id: mine\ntitle: Mine\nfiles: { format: jsonl, path: rows.jsonl, id: id }\nfields: { title: { kind: name, from: title } }\n',
    );
    const { status, stdout } = recount('data verify mine.yaml');
    expect(stdout).toContain('1 that cost a posting');
    expect(status).toBe(1);
  });
});
