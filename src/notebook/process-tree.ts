import { type ChildProcess, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which whatever a kernel starts is known, also what has left its group. */
export const markVariable = 'RECOUNT_KERNEL';

/**
 * Ends a process that leads a group, at once, with all that it started: its group, and, on Linux, every process that
 * inherited its mark, as a detached child does.
 */
export function killTree(child: ChildProcess, mark: string): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
  else if (!kill(-pid)) child.kill('SIGKILL');
  // what is found may start another meanwhile
  for (let found = marked(mark); found.length > 0; found = marked(mark)) if (!found.some(kill)) return;
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it has ended already
  }
}

/** The processes of this user whose environment has the mark and that still run. */
function marked(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  const entry = `${markVariable}=${mark}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && hasEntry(name, entry) && !isZombie(name))
    .map(Number);
}

function hasEntry(pid: string, entry: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(entry);
  } catch {
    return false; // somebody else's, or gone
  }
}

function isZombie(pid: string): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
