import type { RunFiles } from '../run-files.js';
import { editCell } from './editor.js';
import { hashOf, stateOf } from './link.js';
import { showOutput } from './output.js';
import type { Ask, Tell } from './worker.js';

/*
 * Runs the cells of a notebook's page in a worker of the reader's browser, from the first to the one that was asked
 * for, with the cells as they were changed here.
 */

const given = globalThis as unknown as {
  readonly recountFiles: RunFiles;
  /** The worker's whole code: a page that is opened from a file may start none but from what it holds. */
  readonly recountWorker: string;
  recountRunner: (root: string) => Runner;
};

/** The packages that a page can import; `worker.ts` has them. */
const importable = ['recount', 'arquero', 'jstat'];
/** What takes seconds: thousands of samples, each counted anew. */
const resampling = /\b(?:clusteredBootstrap|crossValidate|profileOverlap|trendPower)\b/;

class Runner {
  readonly #root: string;
  readonly #cells: RunFiles['notebooks'][string];
  readonly #edits = new Map<string, string>();
  readonly #editors = new Set<string>();
  #stop: (() => void) | undefined;

  constructor(root: string) {
    this.#root = root;
    const page = Object.keys(given.recountFiles.notebooks).find((path) =>
      decodeURIComponent(location.pathname).endsWith(`/${path}`),
    );
    this.#cells = given.recountFiles.notebooks[page ?? ''] ?? [];
  }

  /** Runs the notebook up to a cell; the outputs of each cell that ran appear below it. */
  async run(cell: string): Promise<void> {
    this.#stop?.();
    const upTo = this.#cells.findIndex(({ id }) => id === cell);
    const cells = this.#cells
      .slice(0, upTo + 1)
      .map(({ id, source }) => ({ id, source: this.#edits.get(id) ?? source }));
    await this.#share(cell);
    const missing = importsOf(cells).filter((name) => !importable.includes(name));
    if (missing.length > 0) {
      statusOf(cell).textContent =
        `Not in a browser: these cells import ${missing.join(' and ')}. On a machine: npx recount run`;
      return;
    }
    for (const { id } of cells) outputPlace(id).replaceChildren();
    const status = statusOf(cell);
    const slow = cells.some(({ source }) => resampling.test(source));
    const wait = slow ? ' It resamples, which may take more than ten seconds.' : '';
    status.textContent = `Running in this browser, on the recorded counts…${wait}`;
    const began = performance.now();
    const failed = await this.#inWorker(cells, status);
    if (failed === undefined) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const ran = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
      status.textContent = `Ran ${ran} in ${seconds} s, in this browser.`;
    } else status.textContent = failed;
  }

  /** Puts an editor in the place of a cell's code. */
  async edit(cell: string): Promise<void> {
    if (this.#editors.has(cell)) return;
    this.#editors.add(cell);
    const section = sectionOf(cell);
    const code = section.querySelector<HTMLElement>('.source');
    const place = document.createElement('div');
    place.className = 'run-editor';
    code?.before(place);
    if (code) code.hidden = true;
    const committed = this.#cells.find(({ id }) => id === cell)?.source ?? '';
    editCell(place, this.#edits.get(cell) ?? committed, {
      names: given.recountFiles.names,
      label: `Code of cell ${cell}`,
      onChange: (source) => {
        if (source === committed) this.#edits.delete(cell);
        else this.#edits.set(cell, source);
        void this.#share(cell);
      },
      onRun: () => void this.run(cell),
    });
  }

  /**
   * Shows the changed cells that the address brings. They do not run by themselves: somebody else may have written
   * them.
   */
  async restore(): Promise<void> {
    const state = await stateOf(location.hash);
    if (!state) return;
    for (const [cell, source] of Object.entries(state.edits)) {
      if (!this.#cells.some(({ id }) => id === cell)) continue;
      this.#edits.set(cell, source);
      await this.edit(cell);
      statusOf(cell).textContent = 'This cell was changed by whoever made the link. Read it, then press Run.';
    }
    document.getElementById(state.cell)?.scrollIntoView();
  }

  async #share(cell: string): Promise<void> {
    if (this.#edits.size === 0) history.replaceState(null, '', `#${cell}`);
    else history.replaceState(null, '', await hashOf({ cell, edits: Object.fromEntries(this.#edits) }));
  }

  /** Resolves when the cells have run: to nothing, or to why they did not come to their end. */
  #inWorker(cells: Extract<Ask, { kind: 'run' }>['cells'], status: HTMLElement): Promise<string | undefined> {
    const address = URL.createObjectURL(new Blob([given.recountWorker], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const ask = (message: Ask): void => worker.postMessage(message);
    return new Promise((done) => {
      const end = (failed?: string): void => {
        worker.terminate();
        URL.revokeObjectURL(address);
        stop.remove();
        this.#stop = undefined;
        done(failed);
      };
      const stop = stopButton(() => end('Stopped.'));
      status.after(stop);
      this.#stop = () => end('Stopped.');
      worker.onerror = ({ message }) => end(`The worker failed: ${message}`);
      worker.onmessage = ({ data }: MessageEvent<Tell>) => {
        if (data.kind === 'ready') ask({ kind: 'run', cells });
        else if (data.kind === 'ended') end();
        else if (data.kind === 'failed') {
          showOutput(outputPlace(data.cell), data, { root: this.#root, verdicts: given.recountFiles.verdicts });
          end(`Cell ${data.cell} failed.`);
        } else if (data.kind !== 'done')
          showOutput(outputPlace(data.cell), data, { root: this.#root, verdicts: given.recountFiles.verdicts });
      };
      ask({ kind: 'files', files: given.recountFiles.files });
    });
  }
}

const importsOf = (cells: readonly { readonly source: string }[]): string[] => [
  ...new Set(cells.flatMap(({ source }) => [...source.matchAll(/\bfrom '([^']+)'/g)].map(([, name = '']) => name))),
];

const sectionOf = (cell: string): HTMLElement => {
  const section = document.getElementById(cell);
  if (!section) throw new Error(`there is no cell ${cell} on this page`);
  return section;
};

/** Where a cell's new outputs stand, above its committed ones. */
function outputPlace(cell: string): HTMLElement {
  const section = sectionOf(cell);
  const there = section.querySelector<HTMLElement>('.run-output');
  if (there) return there;
  const place = document.createElement('div');
  place.className = 'run-output';
  section.querySelector('.run-bar')?.after(place);
  return place;
}

function statusOf(cell: string): HTMLElement {
  const bar = sectionOf(cell).querySelector('.run-bar');
  const there = bar?.querySelector<HTMLElement>('[role=status]');
  if (there) return there;
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  bar?.append(status);
  return status;
}

function stopButton(onStop: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain stop';
  button.textContent = 'Stop';
  button.addEventListener('click', onStop);
  return button;
}

given.recountRunner = (root) => new Runner(root);
