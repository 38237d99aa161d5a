import type { RunFiles, TaggedClaim } from '../run-files.js';
import type { Mentioned, Phrases } from './lexicon.js';
import type { Library } from './library.js';
import { hashOf, type SharedState } from './link.js';
import { checksIn, claimRow } from './output.js';
import { busy, statusIn } from './status.js';

/** Beside a claim: the phrases that its cell looks for, to be added and struck, and what then becomes of the claim. */
export class LexiconEditor {
  readonly #place: HTMLElement;
  readonly #library: Library;
  readonly #files: RunFiles;
  readonly #id: string;
  readonly #claim: TaggedClaim;
  readonly #lists = new Map<string, HTMLElement>();
  readonly #result = document.createElement('div');
  readonly #yaml = document.createElement('pre');

  constructor(place: HTMLElement, library: Library, files: RunFiles) {
    this.#place = place;
    this.#library = library;
    this.#files = files;
    this.#id = place.dataset['claim'] ?? '';
    const claim = files.tagged[this.#id];
    if (!claim) throw new Error(`nothing is known of what ${this.#id} looks for`);
    this.#claim = claim;
    for (const concept of claim.concepts) place.append(this.#conceptFields(concept));
    const buttons = document.createElement('p');
    buttons.append(
      button('Count again', () => this.#count()),
      ' ',
      button('Copy the YAML', () => this.#copy()),
    );
    this.#yaml.className = 'text scroll';
    this.#yaml.tabIndex = 0;
    this.#yaml.hidden = true;
    place.append(buttons);
    statusIn(place); // beside the buttons
    place.append(this.#yaml, this.#result);
  }

  /** Shows the phrases that an address brings. They are not counted until the reader asks. */
  restore({ edits }: SharedState): void {
    for (const [concept, phrases] of Object.entries(edits)) this.#show(concept, phrases.split('\n'));
  }

  #committed(concept: string): readonly string[] {
    return this.#files.lexicons[this.#claim.lexicon]?.[concept] ?? [];
  }

  #conceptFields(concept: string): HTMLElement {
    const fields = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.textContent = concept;
    const list = document.createElement('div');
    list.className = 'phrase-list';
    this.#lists.set(concept, list);
    const added = document.createElement('input');
    added.type = 'text';
    added.setAttribute('aria-label', `Another phrase of ${concept}`);
    const add = (): void => {
      const phrase = added.value.trim();
      added.value = '';
      if (phrase !== '') this.#show(concept, [...this.#phrases(concept), phrase]);
    };
    added.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') add();
    });
    const line = document.createElement('p');
    line.append(added, ' ', button('Add', add));
    fields.append(legend, list, line);
    this.#show(concept, this.#committed(concept));
    return fields;
  }

  /** A box for each phrase, committed or added; those that are looked for are ticked. */
  #show(concept: string, wanted: readonly string[]): void {
    const all = [...new Set([...this.#committed(concept), ...wanted])];
    this.#lists.get(concept)?.replaceChildren(
      ...all.map((phrase) => {
        const label = document.createElement('label');
        const box = document.createElement('input');
        box.type = 'checkbox';
        box.value = phrase;
        box.checked = wanted.includes(phrase);
        label.append(box, ` ${phrase}`);
        return label;
      }),
    );
  }

  /** The phrases of a concept that are ticked. */
  #phrases(concept: string): string[] {
    const boxes = this.#lists.get(concept)?.querySelectorAll<HTMLInputElement>('input:checked') ?? [];
    return [...boxes].map(({ value }) => value);
  }

  /** The concepts whose phrases differ from the committed ones. */
  #changes(): Phrases {
    const changed = this.#claim.concepts.flatMap((concept) => {
      const phrases = this.#phrases(concept);
      const isSame = phrases.join('\n') === this.#committed(concept).join('\n');
      return isSame ? [] : [[concept, phrases] as const];
    });
    return Object.fromEntries(changed);
  }

  async #share(changes: Phrases): Promise<void> {
    const edits = Object.fromEntries(
      Object.entries(changes).map(([concept, phrases]) => [concept, phrases.join('\n')]),
    );
    const hash = Object.keys(edits).length > 0 ? await hashOf({ cell: this.#claim.cell, edits }) : '#';
    history.replaceState(null, '', hash);
  }

  async #count(): Promise<void> {
    const changes = this.#changes();
    this.#result.replaceChildren();
    const { corpus, page, cell, lexicon } = this.#claim;
    await busy(this.#place, this.#library, 'Counting again…', async (say) => {
      await this.#share(changes);
      if (!this.#library.corpora.includes(corpus))
        throw new Error(
          `The recorded counts are those of the committed phrases. Drop the postings of ${corpus} above.`,
        );
      await this.#library.ask({ kind: 'phrases', lexicon, phrases: changes }, () => undefined);
      const all = this.#files.notebooks[page] ?? [];
      const cells = all.slice(0, all.findIndex(({ id }) => id === cell) + 1);
      let failed: string | undefined;
      await this.#library.run(cells, (told) => {
        if (told.kind === 'failed') failed = `Cell ${told.cell} failed: ${told.message}`;
        else if (told.kind === 'output' && checksIn(told.data).some(({ claim }) => claim === this.#id))
          this.#result.append(claimRow(told.data, this.#id, this.#files.verdicts));
      });
      if (failed !== undefined) throw new Error(failed);
      say('Looking for the matches…');
      await this.#library.ask({ kind: 'contexts', claim: this.#claim }, (told) => {
        if (told.kind === 'mentioned') this.#result.append(...matches(told));
      });
      say('Counted in this browser, from your postings.');
    });
  }

  async #copy(): Promise<void> {
    const phrases = Object.fromEntries(this.#claim.concepts.map((concept) => [concept, this.#phrases(concept)]));
    await busy(this.#place, this.#library, 'Writing…', async (say) => {
      await this.#library.ask({ kind: 'phrases', lexicon: this.#claim.lexicon, phrases }, (told) => {
        if (told.kind !== 'changed') return;
        this.#yaml.textContent = told.yaml;
        this.#yaml.hidden = false;
      });
      say(`For data/lexicons/${this.#claim.lexicon}.yaml:`);
      await navigator.clipboard?.writeText(this.#yaml.textContent ?? '').then(
        () => say(`Copied, for data/lexicons/${this.#claim.lexicon}.yaml.`),
        () => undefined, // a page from the file system may not; the text stands there to be selected
      );
    });
  }
}

/** How often the phrases are found, and the first of them in their context. */
function matches({ mentions, postings, first }: Mentioned): HTMLElement[] {
  const count = (n: number): string => n.toLocaleString('en');
  const head = document.createElement('p');
  const shown = first.length < mentions ? `, the first ${first.length}` : '';
  head.textContent = `${count(mentions)} mentions in ${count(postings)} postings${shown}:`;
  const list = document.createElement('ul');
  list.className = 'contexts-found';
  list.append(
    ...first.map(({ posting, left, match, right }) => {
      const item = document.createElement('li');
      const found = document.createElement('mark');
      found.textContent = match;
      item.title = posting;
      item.append(`…${left}`, found, `${right}…`);
      return item;
    }),
  );
  return [head, list];
}

function button(label: string, onClick: () => unknown): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'plain';
  made.textContent = label;
  made.addEventListener('click', () => void onClick());
  return made;
}
