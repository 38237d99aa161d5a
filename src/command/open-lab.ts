import { existsSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { UserError } from '../error.js';
import { projectRoot, shown } from '../load/project.js';
import { findJupyterLab, findPython, installJupyterLab, oldestLab } from '../notebook/jupyter.js';
import { jupyterPath, startLab } from '../notebook/lab.js';
import { print, printMessage } from '../terminal/print.js';
import type { Reply } from './reply.js';

/** Opens a notebook or folder (by default `notebooks/`) in JupyterLab, until Ctrl-C. */
export async function openLab(
  named: string | undefined,
  { port, browser }: { port: number; browser: boolean },
): Promise<Reply> {
  const place = placeOf(named ?? 'notebooks');
  const lab = findJupyterLab() ?? install();
  const server = await startLab(lab, { ...place, port, browser });

  print(`JupyterLab ${lab.version} is open at\n  ${server.url}\nCtrl-C ends it, and its kernels.`);
  let stopped = false;
  const stop = () => {
    stopped = true;
    void server.stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  const said = await server.ended;
  for (const signal of signals) process.off(signal, stop);
  return stopped ? {} : { text: `JupyterLab ended by itself.\n${said}` };
}

function install() {
  printMessage(
    `no JupyterLab ${oldestLab} or newer on the path: making one in .recount/lab/venv from PyPI (once; 240 MB, ` +
      'about half a minute)',
  );
  return installJupyterLab();
}

/** What to open, and the folder that the file browser shows: the project, unless the file lies elsewhere. */
function placeOf(named: string): { root: string; open: string } {
  const path = [resolve(named), resolve(projectRoot, named)].find((each) => existsSync(each));
  if (path === undefined)
    throw new UserError(`there is no file or folder "${named}"; name a notebook, or a folder of notebooks`);
  const below = relative(projectRoot, path).split(sep);
  if (below[0] !== '..') return { root: projectRoot, open: below.join('/') };
  return statSync(path).isDirectory() ? { root: path, open: '' } : { root: dirname(path), open: basename(path) };
}

/** What `npm run lab` would use, and whether it is all there; starts nothing, installs nothing. */
export function checkLab(): Reply {
  const lab = findJupyterLab();
  const python = findPython();
  const lines: [string, string, boolean][] = [
    ['node', process.version, true],
    [
      'JupyterLab',
      lab
        ? `${lab.version}, ${lab.own ? 'the project’s own in .recount/lab/venv' : 'as installed'}`
        : `missing: no JupyterLab ${oldestLab} or newer on the path; ` +
          'npm run lab makes one in .recount/lab/venv from PyPI',
      lab !== undefined,
    ],
    ...(lab ? [] : [pythonLine(python)]),
    ['kernel', `tslab, in ${shown(jupyterPath)}/kernels; registered nowhere else`, true],
  ];
  const text = lines.map(([what, how, there]) => `${there ? '✓' : '✗'} ${what.padEnd(12)}${how}`);
  const elsewhere = `VS Code, or another Jupyter, finds the kernel by: JUPYTER_PATH=${jupyterPath}`;
  const isComplete = lines.every(([, , there]) => there);
  return { text: [...text, '', elsewhere].join('\n'), ending: isComplete ? 'asExpected' : 'badInput' };
}

function pythonLine(python: ReturnType<typeof findPython>): [string, string, boolean] {
  if (!python)
    return ['Python', 'missing: install Python 3.10 or newer, from which JupyterLab’s environment is made', false];
  if (!python.makesVenvs)
    return [
      'Python',
      `${python.version} without its venv module; on Debian or Ubuntu: apt install python3-venv`,
      false,
    ];
  return ['Python', `${python.version}, from which JupyterLab’s environment is made`, true];
}
