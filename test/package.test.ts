import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeCells, countingCell, notebookText, printed } from './notebook/scratch.js';
import { copyProject } from './project-copy.js';

/*
 * What somebody gets who installs the packed tarball into an empty folder, with the npm registry as the only network.
 */

let folder: string;
const run = (command: string, args: readonly string[], cwd = folder) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status, stdout, stderr };
};
const recount = (...args: string[]) => run('npx', ['--no-install', 'recount', ...args]);

beforeAll(() => {
  const copy = copyProject();
  folder = mkdtempSync(join(tmpdir(), 'recount-package-'));
  const packed = run('npm', ['pack', '--pack-destination', folder], copy.root);
  copy.remove();
  expect(packed.status, packed.stderr).toBe(0);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  run('npm', ['init', '-y']);
  const installed = run('npm', ['install', `./${tarball}`, '--prefer-offline', '--no-audit', '--no-fund']);
  expect(installed.status, installed.stderr).toBe(0);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed tarball in an empty folder', () => {
  test('brings at most 250 packages and a quarter of 902 MB', () => {
    const packages = run('find', ['node_modules', '-name', 'package.json']).stdout.split('\n');
    const own = packages.filter((path) => /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path));
    const megabytes = Number(run('du', ['-sm', 'node_modules']).stdout.split('\t')[0]);
    expect(own.length).toBeLessThanOrEqual(250);
    expect(megabytes).toBeLessThanOrEqual(225);
  });

  test('holds no source that has to be compiled, and no data of this project', () => {
    const inside = readdirSync(join(folder, 'node_modules', 'recount'));
    expect(inside.sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'src']);
    expect(existsSync(join(folder, 'node_modules', 'recount', 'src', 'cli.ts'))).toBe(false);
    expect(readFileSync(join(folder, 'node_modules', 'recount', 'dist', 'vendor', 'LICENSES.txt'), 'utf8')).toContain(
      '@stdlib/math-base-special-gammainc ',
    );
  });

  test('says its version, and what to do where there is no workspace yet', () => {
    expect(recount('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { status, stderr } = recount('run');
    expect(status).toBe(2);
    expect(stderr).toContain('npx recount init begins a workspace here');
  });

  test('makes a workspace whose first run gives a board with the expected verdicts', { timeout: 120_000 }, () => {
    expect(recount('init').stdout).toContain('Next: npx recount run');
    const { status, stdout, stderr } = recount('run');
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toContain('first-article');
    const claims = JSON.parse(recount('claims', '--json').stdout) as { verdict: string; evidence: string }[];
    expect(claims.map(({ verdict }) => verdict)).toEqual([...Array<string>(5).fill('reproduced'), 'differs']);
    expect(existsSync(join(folder, '.recount', 'site', 'index.html'))).toBe(true);
  });

  test('runs a notebook wherever it lies, with the corpora of the workspace', { timeout: 120_000 }, () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'recount-elsewhere-'));
    const notebook = join(elsewhere, 'mine.ipynb');
    writeFileSync(notebook, notebookText(countingCell('first-article')));
    const { status, stdout, stderr } = recount('run', notebook);
    expect(status, stdout + stderr).toBe(0);
    expect(printed(codeCells(readFileSync(notebook, 'utf8'))[0])).toMatch(/^[1-9]\d* postings, 0\.5\n$/);
    rmSync(elsewhere, { recursive: true });
  });

  test('the commands of its CI file pass when they are run by hand', { timeout: 240_000 }, () => {
    const workflow = load(readFileSync(join(folder, '.github', 'workflows', 'recount.yml'), 'utf8')) as {
      jobs: { verdicts: { steps: { run?: string }[] } };
    };
    const commands = workflow.jobs.verdicts.steps.flatMap((step) => step.run ?? []);
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) {
      const { status, stdout, stderr } = run('sh', ['-c', command]);
      expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
    }
  });

  test('called again changes nothing that is there', () => {
    writeFileSync(join(folder, 'data', 'articles', 'first-article.md'), 'mine');
    expect(recount('init').stdout).toContain('Nothing to do');
    expect(readFileSync(join(folder, 'data', 'articles', 'first-article.md'), 'utf8')).toBe('mine');
  });
});
