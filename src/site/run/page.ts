import type { RunFiles } from '../run-files.js';
import { editCell } from './editor.js';
import { LexiconEditor } from './lexicon-editor.js';
import { Library } from './library.js';
import { hashOf, stateOf } from './link.js';
import { showOutput } from './output.js';
import { OwnPostings } from './own-postings.js';
import { notInPage } from './packages.js';
import { busy, statusIn } from './status.js';

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

/** What takes seconds: thousands of samples, each counted anew. */
const resampling = /\b(?:clusteredBootstrap|crossValidate|profileOverlap|trendPower)\b/;

class Runner {
  readonly #root: string;
  readonly #cells: RunFiles['notebooks'][string];
  readonly #edits = new Map<string, string>();
  readonly #editors = new Set<string>();
  readonly #library: Library;
  readonly #own: OwnPostings;
  #phrases: LexiconEditor | undefined;

  constructor(root: string) {
    this.#root = root;
    this.#library = new Library(given.recountWorker, given.recountFiles.files, root);
    this.#own = new OwnPostings(this.#library, given.recountFiles, root);
    const page = Object.keys(given.recountFiles.notebooks).find((path) =>
      decodeURIComponent(location.pathname).endsWith(`/${path}`),
    );
    this.#cells = given.recountFiles.notebooks[page ?? ''] ?? [];
  }

  /** Runs the notebook up to a cell; the outputs of each cell that ran appear below it. */
  async run(cell: string): Promise<void> {
    const upTo = this.#cells.findIndex(({ id }) => id === cell);
    const cells = this.#cells
      .slice(0, upTo + 1)
      .map(({ id, source }) => ({ id, source: this.#edits.get(id) ?? source }));
    await this.#share(cell);
    const missing = notInPage(cells);
    if (missing.length > 0) {
      statusOf(cell).textContent =
        `Not in a browser: these cells import ${missing.join(' and ')}. On a machine: npx recount run`;
      return;
    }
    for (const { id } of cells) outputPlace(id).replaceChildren();
    const slow = cells.some(({ source }) => resampling.test(source));
    const wait = slow ? ' It resamples, which may take more than ten seconds.' : '';
    const { corpora } = this.#library;
    const on = corpora.length > 0 ? `on your postings of ${corpora.join(' and ')}` : 'on the recorded counts';
    const began = performance.now();
    const context = { root: this.#root, verdicts: given.recountFiles.verdicts };
    await busy(barOf(cell), this.#library, `Running in this browser, ${on}…${wait}`, async (say) => {
      let failed: string | undefined;
      await this.#library.run(cells, (told) => {
        if ('cell' in told) showOutput(outputPlace(told.cell), told, context);
        if (told.kind === 'failed') failed = `Cell ${told.cell} failed.`;
      });
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const ran = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
      say(failed ?? `Ran ${ran} in ${seconds} s, in this browser, ${on}.`);
    });
  }

  /** Fills the place beside a claim where its phrases can be changed. */
  editPhrases(place: HTMLElement): LexiconEditor {
    return (this.#phrases ??= new LexiconEditor(place, this.#library, given.recountFiles));
  }

  /** Takes a file as the reader's own postings of a corpus. */
  bring(place: HTMLElement, file: File): Promise<void> {
    return this.#own.bring(place, file);
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
    const phrases = document.querySelector<HTMLDetailsElement>('.lexicon-editor');
    if (phrases) {
      this.editPhrases(phrases).restore(state);
      phrases.open = true;
      statusIn(phrases).textContent = 'These phrases are those of whoever made the link.';
      return;
    }
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
}

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

const barOf = (cell: string): HTMLElement => sectionOf(cell).querySelector<HTMLElement>('.run-bar') ?? sectionOf(cell);
const statusOf = (cell: string): HTMLElement => statusIn(barOf(cell));

given.recountRunner = (root) => new Runner(root);
