import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Dealer } from 'zeromq';
import { inPackage } from '../../src/load/project.js';
import { executeNotebook } from '../../src/notebook/execute.js';
import { Kernel } from '../../src/notebook/kernel.js';
import { runNotebooks } from '../../src/notebook/run.js';
import { codeCells, isAlive, lastingProject, notebook, notebookText, printed, scratchProject } from './scratch.js';

const slowStart = (seconds: number, folder = ''): Record<string, string> => ({
  NODE_OPTIONS: `--require ${inPackage('test', 'notebook', 'slow-start.cjs')}`,
  SLOW: String(seconds),
  SLOW_IN: folder,
});

/** A folder for temporary files that is this test's own. */
function ownTemporaries(): string {
  const folder = mkdtempSync(join(tmpdir(), 'test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

// begun before all other tests and asked after them, since half a minute of it is waiting
const patient = lastingProject();
let slow: Promise<Kernel>;
beforeAll(() => {
  slow = Kernel.start({ cwd: patient.root, env: slowStart(31) });
  slow.catch(() => {}); // its test says so
});
afterAll(async () => {
  (await slow.catch(() => undefined))?.kill();
  patient.remove();
}, 60_000);

describe('a kernel that is slow to start', { timeout: 180_000 }, () => {
  test('longer than it may is one failed notebook with no cell to blame; the others go on', async () => {
    const { root, write, read } = scratchProject();
    for (const [name, text] of Object.entries(slowStart(600, 'slow'))) vi.stubEnv(name, text);
    onTestFinished(() => void vi.unstubAllEnvs());
    write('slow/a.ipynb', notebookText('1'));
    write('b.ipynb', notebookText('2 + 2'));
    const paths = ['slow/a.ipynb', 'b.ipynb'];
    const results = await runNotebooks(paths, { root, answerDigest: () => undefined, startLimitMs: 10_000 });
    const message = 'the kernel did not answer within 10 s; on a machine that is slow or busy, allow it more time';
    const error = { name: 'KernelNotStarted', message, text: `KernelNotStarted: ${message}` };
    expect(results).toEqual([
      { kind: 'failed', notebook: 'slow/a.ipynb', ms: expect.any(Number) as number, error },
      expect.objectContaining({ kind: 'executed', notebook: 'b.ipynb' }),
    ]);
    expect(codeCells(read('b.ipynb')).map(printed)).toEqual(['4\n']);
  });

  test('on a machine with more to do than it can runs its cells all the same', async () => {
    const { root } = scratchProject();
    const busy = Array.from({ length: 8 }, () => spawn(process.execPath, ['-e', 'for (;;);']));
    onTestFinished(() => busy.forEach((each) => void each.kill('SIGKILL')));
    const cells = [
      'for (let i = 0; i < 2000; i++) console.log(i)',
      'await new Promise((done) => setTimeout(done, 100))',
    ];
    const executed = await executeNotebook(notebook(...cells), { cwd: root, root, timeoutMs: 60_000 });
    expect(executed.kind).toBe('executed');
    expect(codeCells(executed.notebook).map(printed)).toEqual([
      Array.from({ length: 2000 }, (_, i) => `${i}\n`).join(''),
      '',
    ]);
  });
});

describe('without Unix-domain sockets, over TCP', { timeout: 60_000 }, () => {
  test('a kernel runs notebooks as over sockets, and what is not signed is not for it', async () => {
    const folder = ownTemporaries();
    const { root } = scratchProject();
    const kernel = await Kernel.start({ cwd: root, transport: 'tcp' });
    onTestFinished(() => kernel.kill());
    const [name = ''] = readdirSync(folder);
    const { shell_port: port } = JSON.parse(readFileSync(join(folder, name, 'connection.json.ports'), 'utf8')) as {
      shell_port: number;
    };
    const stranger = new Dealer({ linger: 0 });
    stranger.connect(`tcp://127.0.0.1:${port}`);
    const header = JSON.stringify({ msg_id: '1', session: '1', msg_type: 'execute_request', version: '5.3' });
    const content = JSON.stringify({ code: 'console.log("stranger"); process.exit(1)' });
    await stranger.send(['<IDS|MSG>', 'no signature', header, '{}', '{}', content]);
    await stranger.send(['garbled']);

    const { reply, outputs } = await kernel.execute('console.log("mine")', { timeoutMs: 30_000 });
    stranger.close();
    expect(reply).toEqual({ status: 'ok' });
    expect(outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: 'mine\n' }]);
    expect(kernel.lateErrors).toEqual([]);
    kernel.kill();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is chosen where the path of a socket would be too long', async () => {
    const folder = join(ownTemporaries(), 'x'.repeat(90));
    mkdirSync(folder);
    vi.stubEnv('TMPDIR', folder);
    const { root } = scratchProject();
    const executed = await executeNotebook(notebook('1 + 1'), { cwd: root, root, timeoutMs: 30_000 });
    expect(codeCells(executed.notebook).map(printed)).toEqual(['2\n']);
  });
});

describe('what a cell starts', { timeout: 120_000 }, () => {
  test('ends with its kernel, also where it was detached', async () => {
    const { root, read } = scratchProject();
    const detached = `import { spawn } from "node:child_process"
import { appendFileSync } from "node:fs"
const child = spawn("sleep", ["600"], { detached: true, stdio: "ignore" })
child.unref()
const shell = spawn("sh", ["-c", "(setsid sleep 600 & echo $! >> pids; wait)"], { stdio: "ignore", detached: true })
shell.unref()
appendFileSync("pids", \`\${child.pid}\\n\`)
await new Promise((done) => setTimeout(done, 300))`;
    expect((await executeNotebook(notebook(detached), { cwd: root, root, timeoutMs: 60_000 })).kind).toBe('executed');
    const pids = read('pids').trim().split('\n').map(Number);
    expect(pids.length).toBe(2);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]));
  });

  test('and does not end by itself fails the notebook, and is named', async () => {
    const { root } = scratchProject();
    const cells = [
      'import { createServer } from "node:http"',
      'void setInterval(() => {}, 20)\nvoid createServer().listen(0)',
    ];
    const executed = await executeNotebook(notebook(...cells), { cwd: root, root, timeoutMs: 60_000 });
    expect(executed).toMatchObject({
      kind: 'failed',
      cell: { id: 'c2', number: 2 },
      error: {
        name: 'StillRunning',
        message:
          'after the last cell, an interval and a server that this cell began still ran, and nobody knows how that ends; await it, or end it (clearInterval, close, kill)',
      },
    });
  });

  test('is waited for where it ends by itself, and fails the notebook seconds later', async () => {
    const { root } = scratchProject();
    const late = 'console.log("before")\nvoid setTimeout(() => {\n  throw new TypeError("late")\n}, 3000)';
    const executed = await executeNotebook(notebook(late), { cwd: root, root, timeoutMs: 60_000 });
    expect(executed).toMatchObject({
      kind: 'failed',
      cell: { id: 'c1', number: 1, line: 3 },
      error: { name: 'TypeError', message: 'late' },
    });
  });

  test('and goes on for longer than a cell may is named', async () => {
    const { root } = scratchProject();
    const again = 'function poll() {\n  setTimeout(poll, 50)\n}\npoll()';
    const executed = await executeNotebook(notebook(again), { cwd: root, root, timeoutMs: 4_000 });
    expect(executed).toMatchObject({ kind: 'failed', cell: { id: 'c1' }, error: { name: 'StillRunning' } });
  });
});

describe('a thread and another Node that a cell starts', { timeout: 60_000 }, () => {
  test('load nothing of the kernel', async () => {
    const { root, write } = scratchProject();
    write('child.cjs', 'process.send("child " + process.execArgv.length)');
    const cells = [
      'import { Worker } from "node:worker_threads"\nimport { fork } from "node:child_process"',
      'const thread = new Worker("require(\'worker_threads\').parentPort.postMessage(\'thread\')", { eval: true })\nconst said = new Promise((done) => thread.on("message", done))\nawait said',
      'const child = fork("./child.cjs")\nawait new Promise((done) => child.on("message", done))',
    ];
    const executed = await executeNotebook(notebook(...cells), { cwd: root, root, timeoutMs: 60_000 });
    expect(executed.kind).toBe('executed');
    expect(codeCells(executed.notebook).map(printed)).toEqual(['', 'thread\n', 'child 0\n']);
  });
});

describe('a runner that is ended', { timeout: 120_000 }, () => {
  /** `recount run` with a notebook that never ends, and the kernel's pid. */
  async function hanging() {
    const temporaries = ownTemporaries();
    const { root, write, read } = scratchProject({ 'recount.yaml': '' });
    const hang =
      'import { writeFileSync } from "node:fs"\nwriteFileSync("pid", String(process.pid))\nawait new Promise((done) => setTimeout(done, 100_000))';
    write('hang.ipynb', notebookText(hang));
    const runner = spawn(process.execPath, [inPackage('src', 'bin.mjs'), 'run', 'hang.ipynb'], { cwd: root });
    const ended = once(runner, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    await vi.waitFor(() => expect(read('pid')).not.toBe(''), { timeout: 60_000, interval: 50 });
    return { runner, ended, temporaries, kernel: Number(read('pid')) };
  }

  test.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)('by %s leaves no kernel and no key', async (signal) => {
    const { runner, ended, temporaries, kernel } = await hanging();
    expect(readdirSync(temporaries).some((name) => name.startsWith('recount-kernel-'))).toBe(true);
    runner.kill(signal);
    const [code] = await ended;
    expect(code).toBe(130);
    expect(readdirSync(temporaries)).toEqual([]);
    await vi.waitFor(() => expect(isAlive(kernel)).toBe(false));
  });

  test('by SIGKILL neither', async () => {
    const { runner, ended, temporaries, kernel } = await hanging();
    runner.kill('SIGKILL');
    await ended;
    await vi.waitFor(() => expect(isAlive(kernel)).toBe(false));
    expect(readdirSync(temporaries).filter((name) => name.startsWith('recount-kernel-'))).toEqual([]);
  });
});

test('a kernel that takes half a minute to start is waited for, with no more than one request under way', async () => {
  const kernel = await slow;
  const { reply, outputs } = await kernel.execute('1 + 1', { timeoutMs: 30_000 });
  expect(reply).toEqual({ status: 'ok' });
  expect(outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: '2\n' }]);
  expect(kernel.lateErrors).toEqual([]);
}, 180_000);
