// @ts-check
// One measurement: a program is run to its end, and what it took is read from the system's accounts of it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {{ task: string, contender: string, threads: number, seconds: number, cpuSeconds: number | null, maxRssMb: number | null, counts: Record<string, number> | null, own?: { seconds: number, cpuSeconds: number } }} Measurement
 * @typedef {{ command: readonly string[], env?: Record<string, string>, cwd?: string, counts?: (stdout: string) => Record<string, number>, own?: (stdout: string) => { seconds: number, cpuSeconds: number } }} Program
 */

const timer = '/usr/bin/time'; // of Debian's package `time`; without it seconds alone are known

/**
 * Runs a program so often, and gives the run that took the least time.
 * @param {{ task: string, contender: string, threads?: number }} what
 * @param {Program} program
 * @param {number} times
 * @returns {Measurement | { failed: string }}
 */
export function measure({ task, contender, threads = 1 }, { command, env = {}, cwd, counts, own }, times = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'recount-bench-'));
  const report = join(folder, 'time');
  /** @type {Measurement | undefined} */
  let best;
  try {
    for (let i = 0; i < times; i += 1) {
      const timed = existsSync(timer) ? [timer, '-o', report, '-f', '%U %S %M', ...command] : command;
      const [first = '', ...rest] = timed;
      const began = performance.now();
      const { status, stdout, stderr, error } = spawnSync(first, rest, {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...process.env, ...env },
        ...(cwd && { cwd }),
      });
      const seconds = (performance.now() - began) / 1000;
      if (status !== 0)
        return { failed: `${error?.message ?? ''}${stderr}`.trim().split('\n').slice(-3).join(' ').slice(0, 300) };
      const [user = 0, system = 0, rss = 0] = existsSync(report)
        ? readFileSync(report, 'utf8').trim().split(/\s+/).map(Number)
        : [];
      const known = existsSync(report);
      const run = {
        task,
        contender,
        threads,
        seconds,
        cpuSeconds: known ? user + system : null,
        maxRssMb: known ? Math.round(rss / 1024) : null,
        counts: counts ? counts(stdout) : null,
        ...(own && { own: own(stdout) }),
      };
      if (!best || run.seconds < best.seconds) best = run;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return best ?? { failed: 'it was not run' };
}
