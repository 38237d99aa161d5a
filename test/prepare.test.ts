import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';
import { copyProject } from './project-copy.js';

const { root, remove } = copyProject();
afterAll(remove);
const at = (path: string): string => join(root, path);
const source = 'src/stats/wilson.ts';
const built = 'dist/stats/wilson.js';
keepLittle();

/** Leaves the statistics and the scan, and makes the entries empty: less is built, by the same programs. */
function keepLittle(): void {
  const entries = ['index', 'count/count-worker', 'count/line-worker', 'tag/tag-worker'];
  const ofSite = ['client/site', 'picture-worker', 'run/worker', 'run/danfo', 'run/page', 'run/start'];
  const empty = new Set([...entries, ...ofSite.map((name) => `site/${name}`)].map((name) => `src/${name}.ts`));
  for (const name of readdirSync(at('src'), { recursive: true, encoding: 'utf8' })) {
    const path = `src/${name}`;
    if (path === 'src/cli.ts') writeFileSync(at(path), 'export const main = async (): Promise<number> => 0;\n');
    else if (empty.has(path)) writeFileSync(at(path), path.includes('client') ? '' : 'export {};\n');
    else if (name.endsWith('.ts') && !/^src\/(?:error|stats|tag\/wasm)/.test(path)) rmSync(at(path));
  }
}
const lock = at('.recount/preparing.lock');

const prepare = (): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, [at('src/bin.mjs'), '--prepare'], { encoding: 'utf8', cwd: root });

/** Runs a script of Node, while others run. */
async function beside(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: root });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, ...said };
}

/** Changes a source in a way that the build shows. */
const mark = (text: string): void => writeFileSync(at(source), `${original}export const mark = '${text}';\n`);
const original = readFileSync(at(source), 'utf8');

describe('what is built follows the contents of the sources', { timeout: 300_000 }, () => {
  test('a source that is put back with its old time is built again, and one that is gone leaves nothing built', () => {
    const { atime, mtime } = statSync(at(source));
    mark('changed');
    writeFileSync(at('src/stats/extra.ts'), 'export const extra = 1;\n');
    expect(prepare().stderr).toMatch(/^recount: building$/m);
    expect(readFileSync(at(built), 'utf8')).toContain('changed');
    expect(existsSync(at('dist/stats/extra.js'))).toBe(true);
    writeFileSync(at(source), original);
    utimesSync(at(source), atime, mtime);
    rmSync(at('src/stats/extra.ts'));
    expect(prepare().stderr).toMatch(/^recount: building$/m);
    expect(readFileSync(at(built), 'utf8')).not.toContain('changed');
    expect(readdirSync(at('dist/stats')).filter((name) => name.startsWith('extra'))).toEqual([]);
  });

  test('sources and a lock file that were only touched build and install nothing', () => {
    const now = new Date();
    for (const path of [source, 'package-lock.json', 'tsconfig.json']) utimesSync(at(path), now, now);
    expect(prepare()).toMatchObject({ status: 0, stderr: '' });
  });

  test('states of files that were kept hide no source that is as long as before and has its old time', async () => {
    await expect.poll(() => (prepare(), existsSync(at('dist/.ready'))), { timeout: 20_000 }).toBe(true);
    expect(prepare()).toMatchObject({ status: 0, stderr: '' });
    const { atime, mtime } = statSync(at(source));
    const last = original.lastIndexOf('e');
    writeFileSync(at(source), `${original.slice(0, last)}E${original.slice(last + 1)}`);
    utimesSync(at(source), atime, mtime);
    expect(prepare().stderr).not.toBe('');
    writeFileSync(at(source), original);
    expect(prepare().stderr).toMatch(/^recount: building$/m);
  });

  test('a build that fails is said, and made again: of commands that come at once one builds, and the others say whom they wait for', async () => {
    writeFileSync(at(source), `${original}const wrong: number = 'text';\nvoid wrong;\n`);
    expect(prepare()).toMatchObject({ status: 2, stderr: expect.stringMatching(/^recount: ".*" failed: /m) as string });
    expect(prepare().status).toBe(2);
    writeFileSync(at(source), original);
    const all = await Promise.all([1, 2, 3, 4].map(() => beside(at('src/bin.mjs'), '--prepare')));
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    expect(all.filter(({ stderr }) => /^recount: building$/m.test(stderr)).length).toBe(1);
    for (const { stderr } of all) expect(stderr).toMatch(/^recount: building$|^recount: waiting for process \d+: |^$/m);
    expect(existsSync(lock)).toBe(false);
  });
});

describe('the lock of commands that install or build', () => {
  const heldBy = (pid: number, began = ''): void => {
    mkdirSync(at('.recount'), { recursive: true });
    const holder = { token: 'theirs', host: hostname(), pids: [{ pid, began }], what: 'installing dependencies' };
    writeFileSync(lock, JSON.stringify(holder));
  };
  /** What a process says that takes the lock; it prints `taken` when it has it. */
  const take = () => {
    const { href } = pathToFileURL(at('src/prepare-lock.mjs'));
    const work = `async () => console.log('taken')`;
    return beside('--input-type=module', '-e', `(await import('${href}')).locked(${JSON.stringify(lock)}, ${work})`);
  };

  test.each([
    ['one that was killed', () => spawnSync(process.execPath, ['-e', '']).pid],
    ['one whose number another process has by now', () => process.pid],
  ])('left behind by %s, holds nobody up', async (_, pid) => {
    heldBy(pid(), 'long ago');
    expect(await take()).toEqual({ status: 0, stdout: 'taken\n', stderr: '' });
    expect(existsSync(lock)).toBe(false);
  });

  test('held by a process that lives, is waited for until it ends, and the message says for what', async () => {
    const other = spawn('sleep', ['1']);
    heldBy(other.pid ?? 0, readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(' ')[21]);
    const ended = once(other, 'exit');
    const { status, stdout, stderr } = await take();
    expect(other.exitCode).toBe(0);
    await ended;
    expect(stderr).toBe(`recount: waiting for process ${other.pid}: installing dependencies\n`);
    expect([status, stdout]).toEqual([0, 'taken\n']);
  });
});

test('npx tsc is the compiler that the project names, not that of the kernel', () => {
  expect(realpathSync(inProject('node_modules/.bin/tsc'))).toBe(
    realpathSync(inProject('node_modules/typescript/bin/tsc')),
  );
});
