/**
 * What README and the guides in docs/ show is what happens. A block says what is done with it on its first line:
 *
 *     sh run            its commands run in a copy of the project, one copy a guide, in order
 *     sh run exit=1     and the last of them ends with this code
 *     ts run            it runs as a script
 *     text              after one that ran: what it printed; … stands for what is left out
 *     text board        the board of today
 *     yaml add=FILE     it is added to this file; a claim that is there already is replaced, and all after it
 *     ts cell=NOTEBOOK  it is added to this notebook as a cell
 *
 * Any other block is only shown, but each `recount` command and option in it must exist.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnosticKinds } from '../src/audit/diagnostic.js';
import { claimKinds } from '../src/claims/article.js';
import { verdicts } from '../src/claims/verdict.js';
import { programOf } from '../src/cli.js';
import { board } from '../src/command/board.js';
import { blockDirectives, textDirectives } from '../src/draft/directives.js';
import { formats } from '../src/load/files.js';
import { kinds } from '../src/load/posting.js';
import { inProject } from '../src/load/project.js';
import { formatNotebook } from '../src/notebook/format-notebook.js';
import { parseNotebook } from '../src/notebook/parse-notebook.js';
import { matchModes } from '../src/tag/match-mode.js';
import { piped } from '../src/terminal/print.js';
import { readTraces } from '../src/trace/trace.js';
import { type Block, commandsShown, deadLinks, guides } from './guides.js';
import { code } from './notebook/scratch.js';
import { copyProject } from './project-copy.js';

describe.each(guides())('$name', (guide) => {
  const steps = guide.blocks.filter(({ language, options }) => language === 'text' || Object.keys(options).length > 0);

  if (steps.length > 0)
    test('gives what it shows', { timeout: 300_000 }, () => {
      const { root, remove } = copyProject();
      const before = kept(root);
      try {
        let printed = '';
        for (const step of steps) printed = follow(step, root, printed, `${guide.name}:${step.line}`);
        expect(kept(root), 'a guide leaves nothing behind in data/ and notebooks/').toEqual(before);
      } finally {
        remove();
      }
    });

  test('names commands and options that exist', { timeout: 60_000 }, () => {
    for (const [command = '', ...words] of commandsShown(guide)) {
      const help = helpOf(command);
      for (const option of words.filter((word) => /^--[a-z]/.test(word))) {
        expect(help, `recount ${command} ${words.join(' ')}`).toMatch(new RegExp(`${option.split('=')[0]}\\b`));
      }
    }
  });

  test('has no dead link', () => {
    expect(deadLinks(guide)).toEqual([]);
  });
});

test('every guide is named in README', () => {
  const readme = readFileSync(inProject('README.md'), 'utf8');
  expect(guides().filter(({ name }) => name !== 'README.md' && !readme.includes(`](${name})`))).toEqual([]);
});

test('docs/commands.md shows every command', () => {
  const shown = readFileSync(inProject('docs', 'commands.md'), 'utf8');
  const visible = program.createHelp().visibleCommands(program);
  const names = visible.map((command) => command.name()).filter((name) => name !== 'help');
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !shown.includes(`npx recount ${name}`))).toEqual([]);
});

test('docs/formats.md names every kind of field, claim, verdict, mode and format', () => {
  const shown = readFileSync(inProject('docs', 'formats.md'), 'utf8');
  const names = [...kinds, ...claimKinds, ...verdicts, ...matchModes];
  expect(names.filter((name) => !shown.includes(`\`${name}\``))).toEqual([]);
  expect(formats.filter((name) => !new RegExp(`\`format: .*\\b${name}\``).test(shown))).toEqual([]);
});

test('docs/audit.md names every kind of diagnostic, and docs/drafts.md every directive', () => {
  const shown = (name: string) => readFileSync(inProject('docs', name), 'utf8');
  expect(diagnosticKinds.filter((kind) => !shown('audit.md').includes(`\`${kind}\``))).toEqual([]);
  const directives = [
    ...Object.keys(textDirectives).map((name) => `\`:${name}[`),
    ...blockDirectives.map((name) => `\`::${name}[`),
  ];
  expect(directives.filter((start) => !shown('drafts.md').includes(start))).toEqual([]);
});

test('README is at most 200 lines', () => {
  expect(readFileSync(inProject('README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(200);
});

/** Does what a block says; returns what was printed last. */
function follow({ language, options, text }: Block, root: string, printed: string, where: string): string {
  if (language === 'text') {
    expect('board' in options ? piped(board(readTraces())) : printed, where).toMatch(shownIn(text));
    return printed;
  }
  if ('run' in options) {
    const script = join(root, '.recount-guide.mjs');
    if (language === 'ts') writeFileSync(script, text);
    const [program, args] = language === 'ts' ? [process.execPath, [script]] : ['bash', ['-euc', npx(root) + text]];
    const { stdout, stderr, status } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
    expect(status, `${where}: ${stderr}`).toBe(Number(options['exit'] ?? 0));
    return stdout;
  }
  const file = join(root, options['add'] ?? options['cell'] ?? '');
  const before = readFileSync(file, 'utf8');
  if ('cell' in options) {
    const open = parseNotebook(before, 'notebook');
    const id = `step-${open.cells.length}`;
    writeFileSync(file, formatNotebook({ ...open, cells: [...open.cells, code(text.trimEnd(), id)] }));
  } else if ('add' in options) {
    const claim = /^ {2}- id: .*\n/.exec(text)?.[0];
    writeFileSync(file, (claim === undefined ? before : before.slice(0, before.indexOf(claim))) + text);
  } else throw new Error(`${where}: no test can follow this block; test/guides.test.ts lists what a block may say`);
  return printed;
}

/** What `npx` runs here, without the second that npm takes to find it. */
const npx = (root: string): string =>
  `npx() { local name=$1; shift; ${JSON.stringify(root)}/node_modules/.bin/"$name" "$@"; }\n`;

/** What a guide shows of an output, in order; a line of … stands for what is left out. */
const shownIn = (text: string): RegExp =>
  new RegExp(
    text
      .split(/^…\n/m)
      .map((part) => part.trimEnd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*'),
  );

const kept = (root: string): string[] =>
  ['data', 'notebooks']
    .filter((name) => existsSync(join(root, name)))
    .flatMap((name) => readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }))
    .sort();

const program = programOf(() => async () => {});

/** The help of a command; and of those below it, such as `data pull`. */
function helpOf(name: string): string {
  const command = program.commands.find((each) => each.name() === name);
  expect(command, `recount ${name}`).toBeDefined();
  return [command, ...(command?.commands ?? [])].map((each) => each?.helpInformation()).join('\n');
}
