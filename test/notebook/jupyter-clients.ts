import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../src/load/project.js';
import { findPython } from '../../src/notebook/jupyter.js';
import { jupyterPath } from '../../src/notebook/lab.js';
import { madeLab } from './jupyter-lab.js';

const venv = inProject('.recount', 'jupyter-clients');
const python = join(venv, 'bin', 'python');
const packages = ['nbclient==0.11.0', 'nbmake==1.5.5', 'papermill==2.7.0', 'nbconvert==7.17.2'];

/** Why the clients cannot be run here; undefined where they can. */
export const missingPython = findPython()?.makesVenvs ? undefined : 'Python with its venv module';

/**
 * Installs nbclient, nbmake, papermill and nbconvert below `.recount/`, once. They need most of what JupyterLab does, so
 * they take that, pip among it, from where the project's own JupyterLab has it.
 */
export async function installClients(): Promise<void> {
  const stamp = join(venv, `has-${packages.join('-')}`);
  if (existsSync(stamp)) return;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(inProject('.recount'), { recursive: true });
  const lab = await madeLab();
  run(findPython()?.command ?? 'python3', '-m', 'venv', ...(lab.own ? ['--without-pip'] : []), venv);
  if (lab.own) writeFileSync(join(packagesOf(python), 'jupyterlab.pth'), `${packagesOf(lab.command)}\n`);
  run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pytest', ...packages);
  writeFileSync(stamp, '');
}

const packagesOf = (command: string): string =>
  run(command, '-c', 'import sysconfig; print(sysconfig.get_path("purelib"))').trimEnd();

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Runs Python, which has them, in a folder, with the kernel of this project and no other. */
export function runClient(folder: string, ...args: readonly string[]) {
  const variables = ['JUPYTER_CONFIG_DIR', 'JUPYTER_DATA_DIR', 'JUPYTER_RUNTIME_DIR', 'IPYTHONDIR'];
  const own = Object.fromEntries(
    variables.map((variable) => [variable, inProject('.recount', 'jupyter-clients', variable)]),
  );
  const { status, stdout, stderr } = spawnSync(python, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, ...own, JUPYTER_PATH: jupyterPath, PYTHONWARNINGS: 'ignore' },
  });
  return { status, stdout, stderr };
}
