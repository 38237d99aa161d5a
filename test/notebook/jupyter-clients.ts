import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { inProject } from '../../src/load/project.js';
import { findPython } from '../../src/notebook/jupyter.js';
import { jupyterPath } from '../../src/notebook/lab.js';

const venv = inProject('.recount', 'jupyter-clients');
const inVenv = (name: string): string => `${venv}/bin/${name}`;
const packages = ['nbclient==0.11.0', 'nbmake==1.5.5', 'papermill==2.7.0', 'nbconvert==7.17.2'];

/** Why the clients cannot be run here; undefined where they can. */
export const missingPython = findPython()?.makesVenvs ? undefined : 'Python with its venv module';

/** Installs nbclient, nbmake, papermill and nbconvert below `.recount/`, once. */
export function installClients(): void {
  const stamp = inVenv(`has-${packages.join('-')}`);
  if (existsSync(stamp)) return;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(inProject('.recount'), { recursive: true });
  const steps = [
    [findPython()?.command ?? 'python3', '-m', 'venv', venv],
    [inVenv('python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pytest', ...packages],
  ];
  for (const [command = '', ...args] of steps) {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  }
  writeFileSync(stamp, '');
}

/** Runs one of them in a folder, with the kernel of this project and no other. */
export function runClient(folder: string, name: string, ...args: string[]) {
  const variables = ['JUPYTER_CONFIG_DIR', 'JUPYTER_DATA_DIR', 'JUPYTER_RUNTIME_DIR', 'IPYTHONDIR'];
  const own = Object.fromEntries(
    variables.map((variable) => [variable, inProject('.recount', 'jupyter-clients', variable)]),
  );
  const { status, stdout, stderr } = spawnSync(inVenv(name), args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, ...own, JUPYTER_PATH: jupyterPath, PYTHONWARNINGS: 'ignore' },
  });
  return { status, stdout, stderr };
}
