import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../error.js';
import { inProject, shown } from '../load/project.js';

/** A JupyterLab that can be started: `command ...args`, then its own arguments. */
export interface JupyterLab {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
  /** Whether it is the project's own, in `.recount/lab/venv`. */
  readonly own: boolean;
}

/** The first major version whose extensions are what `lab/labextensions` holds. */
export const oldestLab = 4;

const venv = inProject('.recount', 'lab', 'venv');
const inVenv = (name: string): string =>
  process.platform === 'win32' ? join(venv, 'Scripts', `${name}.exe`) : join(venv, 'bin', name);

/** The JupyterLab that is installed (4 or newer), else the one that was made here, else none. */
export function findJupyterLab(): JupyterLab | undefined {
  const installed = newEnough('jupyter', ['lab', '--version']);
  return installed === undefined
    ? ownJupyterLab()
    : { command: 'jupyter', args: ['lab'], version: installed, own: false };
}

function ownJupyterLab(): JupyterLab | undefined {
  const python = inVenv('python');
  const version = newEnough(python, ['-c', 'from importlib.metadata import version; print(version("jupyterlab"))']);
  return version === undefined ? undefined : { command: python, args: ['-m', 'jupyterlab'], version, own: true };
}

/** The version that a command prints, if it is one that will do. */
function newEnough(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  const version = status === 0 ? stdout.trim() : '';
  return Number.parseInt(version, 10) >= oldestLab ? version : undefined;
}

/** The Python that a virtual environment could be made from, and whether it has what that takes. */
export function findPython():
  | { readonly command: string; readonly version: string; readonly makesVenvs: boolean }
  | undefined {
  for (const command of ['python3', 'python']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'], {
      encoding: 'utf8',
    });
    if (status !== 0) continue;
    const makesVenvs = spawnSync(command, ['-c', 'import venv, ensurepip']).status === 0;
    return { command, version: stdout.trim(), makesVenvs };
  }
  return undefined;
}

/**
 * Makes a virtual environment with JupyterLab below `.recount/`. Half of one, left by an interruption, is made anew.
 *
 * @throws UserError where Python, its venv module or the network is missing; it says which.
 */
export function installJupyterLab(): JupyterLab {
  const python = findPython();
  if (!python)
    throw new UserError(
      'there is neither JupyterLab nor Python on the path; install Python 3.10 or newer, or JupyterLab 4 or newer',
    );
  if (!python.makesVenvs) {
    throw new UserError(
      `${python.command} ${python.version} cannot make virtual environments; ` +
        'on Debian or Ubuntu: apt install python3-venv',
    );
  }
  mkdirSync(inProject('.recount', 'lab'), { recursive: true });
  step(
    python.command,
    ['-m', 'venv', '--clear', venv],
    `${python.command} could not make a virtual environment in ${shown(venv)}`,
  );
  step(
    inVenv('python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `jupyterlab>=${oldestLab}`],
    'JupyterLab could not be installed from PyPI; with a network, run the command again',
  );
  const made = ownJupyterLab();
  if (made) return made;
  throw new UserError(
    `what pip installed in ${shown(venv)} is no JupyterLab ${oldestLab} or newer; ` +
      `${python.command} is ${python.version}, and 3.10 is asked for`,
  );
}

function step(command: string, args: readonly string[], failing: string): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new UserError(`${failing}${error ? `: ${error.message}` : ''}`);
}
