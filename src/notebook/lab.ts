import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inPackage, inProject } from '../load/project.js';
import type { JupyterLab } from './jupyter.js';

/**
 * A JupyterLab server for this project alone.
 *
 * `src/notebook/lab` is a folder as JUPYTER_PATH names them: in it Jupyter finds the kernel (`kernels/tslab`) and the
 * extension that shows figures and checks (`labextensions/recount`); `server.py` beside them has the server's settings.
 * Nothing is registered anywhere, and whatever the server writes stays in `.recount/lab`, so that neither touches
 * another Jupyter of the same person.
 */
export const jupyterPath = inPackage('src', 'notebook', 'lab');

const home = (...parts: readonly string[]): string => inProject('.recount', 'lab', ...parts);

/** The folders that are Jupyter's own, by the variables that move them. */
const folders = {
  JUPYTER_CONFIG_DIR: home('config'),
  JUPYTER_DATA_DIR: home('data'),
  JUPYTER_RUNTIME_DIR: home('runtime'),
  JUPYTERLAB_SETTINGS_DIR: home('settings'),
  JUPYTERLAB_WORKSPACES_DIR: home('workspaces'),
};

export interface LabOptions {
  /** The folder that its file browser shows. */
  readonly root: string;
  /** What opens first: a notebook or folder below `root`. */
  readonly open: string;
  /** The port to try first; where it is taken, the next free one serves. */
  readonly port: number;
  /** Whether JupyterLab opens a browser by itself. */
  readonly browser: boolean;
}

export interface LabServer {
  /** Where the browser goes, token included. */
  readonly url: string;
  /** Resolves when the server has ended, by itself or stopped, to what it said last. */
  readonly ended: Promise<string>;
  /** Ends the server and its kernels. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it answers. @throws Error with the server's own words when it ends before that. */
export async function startLab(
  { command, args }: JupyterLab,
  { root, open, port, browser }: LabOptions,
): Promise<LabServer> {
  makeFolders();
  const token = randomBytes(24).toString('hex');
  const page = `/lab/tree/${open.split('/').map(encodeURIComponent).join('/')}`;
  const child = spawn(
    command,
    [
      ...args,
      `--config=${join(jupyterPath, 'server.py')}`,
      ...(browser ? [] : ['--no-browser']),
      `--ServerApp.root_dir=${root}`,
      `--ServerApp.port=${port}`,
      `--LabApp.default_url=${page}`,
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    ],
    {
      cwd: root,
      // a group of its own: Ctrl-C in the terminal is ours to pass on, or Jupyter would ask whether it is meant
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        ...folders,
        JUPYTER_PATH: jupyterPath,
        JUPYTER_TOKEN: token,
        RECOUNT_SITE: inProject('.recount', 'site'),
        RECOUNT_PLOTLY: dirname(createRequire(import.meta.url).resolve('plotly.js/plotly-basic.min.js')),
      },
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  let hasEnded = false;
  const ended = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message)).on('close', () => done(said));
  }).finally(() => (hasEnded = true));

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM'); // Jupyter shuts its kernels down, and ends
    const late = new AbortController();
    await Promise.race([ended, setTimeout(15_000, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    if (!hasEnded) child.kill('SIGKILL'); // its kernels see that, and end
  };

  for (;;) {
    if (hasEnded) throw new Error(`JupyterLab ended before it answered:\n${await ended}`);
    const address = listening(token);
    if (address !== undefined && (await answers(address, token))) {
      return { url: `${address.replace(/\/$/, '')}${page}?token=${token}`, ended, stop };
    }
    await setTimeout(100);
  }
}

/** The address of the server with a token, from the file that each leaves while it runs. */
function listening(token: string): string | undefined {
  for (const name of readdirSync(folders.JUPYTER_RUNTIME_DIR).filter((each) => /^jpserver-\d+\.json$/.test(each))) {
    try {
      const server = JSON.parse(readFileSync(join(folders.JUPYTER_RUNTIME_DIR, name), 'utf8')) as {
        url: string;
        token: string;
      };
      if (server.token === token) return server.url;
    } catch {}
  }
  return undefined;
}

const answers = (address: string, token: string): Promise<boolean> =>
  fetch(`${address}api/status`, { headers: { authorization: `token ${token}` } }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Makes the server's folders. In its settings: no news of Jupyter's, and so no question about them. */
function makeFolders(): void {
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const settings = home('settings', '@jupyterlab', 'apputils-extension');
  mkdirSync(settings, { recursive: true });
  const file = join(settings, 'notification.jupyterlab-settings');
  if (!existsSync(file)) writeFileSync(file, '{"fetchNews": "false"}\n');
}
