import type { RunFiles } from '../run-files.js';
import type { Library } from './library.js';
import { checksIn } from './output.js';
import { busy } from './status.js';
import type { Tell } from './worker.js';

/** A part of the page that takes a file with the postings of a corpus, and says what they answer. */
export class OwnPostings {
  readonly #library: Library;
  readonly #files: RunFiles;
  readonly #root: string;

  constructor(library: Library, files: RunFiles, root: string) {
    this.#library = library;
    this.#files = files;
    this.#root = root;
  }

  /** Reads a file that was dropped or chosen, and says whether it is what the manifest pins. */
  async bring(place: HTMLElement, file: File): Promise<void> {
    const corpus = place.dataset['corpus'] ?? '';
    const found = resultIn(place);
    found.replaceChildren();
    await busy(place, this.#library, `Reading ${file.name}…`, async (say) => {
      const began = performance.now();
      let brought: Extract<Tell, { kind: 'brought' }> | undefined;
      await this.#library.bring(corpus, file, (told) => {
        if (told.kind === 'brought') brought = told;
        else if (told.kind === 'progress') {
          const doing = told.doing === 'digest' ? 'Counting the digest of' : 'Reading';
          say(`${doing} ${file.name}: ${percent(told.bytes, told.of)}`);
        }
      });
      if (!brought) return;
      found.append(...described(brought));
      say(`Read in ${seconds(began)} s, in this browser. Cells on this page now count these postings.`);
    });
    if (!this.#library.corpora.includes(corpus) || !place.hasAttribute('data-compares')) return;
    await this.#compare(place, corpus);
    found.append(this.#notebooksButton(place, corpus));
  }

  /** Holds each recorded answer against what the postings answer. */
  #compare(place: HTMLElement, corpus: string): Promise<void> {
    return busy(place, this.#library, 'Counting the recorded answers again…', async (say) => {
      const began = performance.now();
      await this.#library.ask({ kind: 'compare', corpus }, (told) => {
        if (told.kind !== 'compared' || told.same + told.other.length === 0) return;
        const { same, other } = told;
        const all = other.length === 0 ? 'All' : `${same} of`;
        resultIn(place).append(line(`${all} ${same + other.length} recorded answers are those of these postings.`));
        if (other.length > 0) resultIn(place).append(list(other.slice(0, 20)));
        say(`Counted again in ${seconds(began)} s.`);
      });
    });
  }

  /** Runs whole notebooks on the postings, and holds each verdict against the board. */
  #notebooksButton(place: HTMLElement, corpus: string): HTMLElement {
    const pages = this.#files.asking[corpus] ?? [];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = `Run the ${pages.length} notebooks that ask them`;
    button.addEventListener('click', async () => {
      button.remove();
      for (const page of pages) await this.#runNotebook(place, page);
    });
    return button;
  }

  #runNotebook(place: HTMLElement, page: string): Promise<void> {
    return busy(place, this.#library, `Running ${page}…`, async (say) => {
      const cells = this.#files.notebooks[page] ?? [];
      const verdicts = new Map<string, string>();
      let failed: string | undefined;
      await this.#library.run(cells, (told) => {
        if (told.kind === 'failed') failed = `cell ${told.cell} failed: ${told.message}`;
        if (told.kind === 'output') for (const { claim, verdict } of checksIn(told.data)) verdicts.set(claim, verdict);
      });
      const turned = [...verdicts].filter(([claim, verdict]) => this.#files.verdicts[claim] !== verdict);
      const link = document.createElement('a');
      link.href = `${this.#root}${page}`;
      link.textContent = page.replace(/^notebooks\/|\.html$/g, '');
      const same = `${verdicts.size - turned.length} of ${verdicts.size} verdicts as on the board`;
      resultIn(place).append(line(link, `: ${failed ?? same}`));
      if (turned.length > 0)
        resultIn(place).append(
          list(turned.map(([claim, verdict]) => `${claim}: ${verdict}, was ${this.#files.verdicts[claim]}`)),
        );
      say('');
    });
  }
}

function resultIn(place: HTMLElement): HTMLElement {
  const there = place.querySelector<HTMLElement>('.own-result');
  if (there) return there;
  const result = document.createElement('div');
  result.className = 'own-result';
  place.append(result);
  return result;
}

function described({ postings, lost, digest, isPinned }: Extract<Tell, { kind: 'brought' }>): HTMLElement[] {
  const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
  const unread = [
    ...(lost.postings > 0 ? [`${count(lost.postings, 'posting')} could not be read`] : []),
    ...(lost.fields > 0 ? [`${count(lost.fields, 'value')} could not be read`] : []),
  ];
  const data = isPinned ? 'the data that the manifest pins' : 'other data than the manifest pins';
  const code = document.createElement('code');
  code.className = 'digest';
  code.textContent = digest;
  return [line(`${[count(postings, 'posting'), data, ...unread].join(', ')}.`), line('Digest ', code)];
}

function line(...parts: readonly (string | Node)[]): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.append(...parts);
  return paragraph;
}

function list(items: readonly string[]): HTMLElement {
  const all = document.createElement('ul');
  all.append(
    ...items.map((item) => {
      const each = document.createElement('li');
      each.textContent = item;
      return each;
    }),
  );
  return all;
}

const percent = (part: number, of: number): string => `${Math.min(100, Math.round((100 * part) / of))} %`;
const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
