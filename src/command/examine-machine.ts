import { existsSync } from 'node:fs';
import { articleIds } from '../claims/article.js';
import { UserError } from '../error.js';
import { locate } from '../load/locate.js';
import { corpusIds, readManifest } from '../load/manifest.js';
import { nearestWorkspace, projectRoot, shown } from '../load/project.js';
import { executeNotebook } from '../notebook/execute.js';
import { type Notebook, tslabMetadata } from '../notebook/ipynb.js';
import { findJupyterLab, findPython, oldestLab } from '../notebook/jupyter.js';
import { wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { json as asJson } from '../terminal/visible.js';
import { notebookPaths } from '../trace/outputs.js';
import { staleness } from '../trace/stale.js';
import type { Reply } from './reply.js';

/** One thing that was looked at. */
interface Examined {
  readonly what: string;
  /** `missing` stops notebooks or verdicts; `optional` is what one command or another would want. */
  readonly is: 'there' | 'missing' | 'optional';
  /** What was found; where it is not there, with the next step. */
  readonly found: string;
}

const signs = { there: paint('green', '✓'), missing: paint('red', '✗'), optional: paint('yellow', '–') };

/** Looks at what Recount needs, the first needs first. What a command only may want ends nothing. */
export async function examine({ json }: { json: boolean }): Promise<Reply> {
  const all: Examined[] = [
    { what: 'Node', is: 'there', found: process.version },
    workspace(),
    await looked('articles', contents),
    await kernel(),
    ...(await Promise.all(corpusIds().map((id) => looked('corpus', () => corpus(id), `${id}: `)))),
    await looked('outputs', outputs),
    lab(),
  ];
  const isWell = all.every(({ is }) => is !== 'missing');
  const lines = all.map(
    ({ what, is, found }) => `${signs[is]} ${what.padEnd(13)}${wrap(found, ' '.repeat(15)).trim()}`,
  );
  const last = isWell ? 'Nothing is missing that a run needs.' : 'What is marked ✗ is needed.';
  return { text: json ? asJson(all) : [...lines, '', last].join('\n'), ending: isWell ? 'asExpected' : 'badInput' };
}

function workspace(): Examined {
  const what = 'workspace';
  if (nearestWorkspace(process.cwd()) === undefined)
    return { what, is: 'missing', found: `none from here upwards; npx recount init makes one of ${process.cwd()}` };
  return { what, is: 'there', found: projectRoot };
}

function contents(): Examined {
  const what = 'articles';
  const [articles, notebooks] = [articleIds().length, notebookPaths().length];
  if (articles + notebooks === 0)
    return { what, is: 'missing', found: 'none, and no notebook; npx recount init, or new' };
  return { what, is: 'there', found: `${articles}, and ${notebooks} notebooks` };
}

/** Starts a kernel and lets it compute. */
async function kernel(): Promise<Examined> {
  const what = 'kernel';
  const place = { cwd: projectRoot, root: projectRoot, env: {} };
  const executed = await executeNotebook(oneAndOne, { ...place, timeoutMs: 30_000, startLimitMs: 60_000 });
  if (executed.kind === 'executed') return { what, is: 'there', found: 'tslab starts, and computes' };
  return { what, is: 'missing', found: `tslab does not run: ${executed.error.message}; reinstall with npm ci` };
}

const oneAndOne: Notebook = {
  cells: [{ cell_type: 'code', id: 'a', metadata: {}, source: '1 + 1', execution_count: null, outputs: [] }],
  metadata: tslabMetadata,
  nbformat: 4,
  nbformat_minor: 5,
};

/** Whether the outputs of the notebooks are those of their cells and answers. */
async function outputs(): Promise<Examined> {
  const what = 'outputs';
  const { notebooks, recordings } = await staleness();
  const first = notebooks[0]?.notebook ?? Object.values(recordings)[0];
  if (first === undefined) return { what, is: 'there', found: 'as the last runs here left them' };
  const count = notebooks.length + Object.keys(recordings).length;
  return {
    what,
    is: 'optional',
    found: `stale: ${first}${count > 1 ? ` and ${count - 1} more` : ''}; npx recount run`,
  };
}

/** Whether a corpus can answer: by its recording, or its postings. */
function corpus(id: string): Examined {
  const what = 'corpus';
  const manifest = readManifest(id);
  const recorded = existsSync(manifest.recording) ? ['recording'] : [];
  const rows = manifest.files !== undefined && locate(manifest) !== undefined ? ['postings'] : [];
  const here = [...recorded, ...rows];
  if (here.length > 0) return { what, is: 'there', found: `${id}: ${here.join(' and ')}` };
  const next = manifest.files ? `npx recount data pull ${id}` : `npx recount record ${id}`;
  return { what, is: 'missing', found: `${id}: neither ${shown(manifest.recording)} nor postings; ${next}` };
}

/** A look at something; a file that cannot be read is what is missing then. */
async function looked(what: string, look: () => Examined | Promise<Examined>, before = ''): Promise<Examined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { what, is: 'missing', found: `${before}${error.message.split('\n')[0]}` };
  }
}

function lab(): Examined {
  const what = 'JupyterLab';
  const found = findJupyterLab();
  if (found) return { what, is: 'there', found: found.version };
  const python = findPython();
  const next = !python
    ? 'install Python 3.10 or newer first'
    : python.makesVenvs
      ? 'npx recount lab makes one from PyPI'
      : 'install the venv module of Python first (Debian: apt install python3-venv)';
  return { what, is: 'optional', found: `no version ${oldestLab} or newer, which recount lab alone wants; ${next}` };
}
