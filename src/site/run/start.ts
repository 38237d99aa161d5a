import { loadScript } from './load-script.js';

/*
 * Puts *Run* and *Edit* beside each code cell of a notebook's page. All else is loaded when one of them is pressed, or
 * when the address brings changed cells.
 */
const script = document.currentScript as HTMLScriptElement;
const root = script.dataset['root'] ?? '';

interface Runner {
  run(cell: string): Promise<void>;
  edit(cell: string): Promise<void>;
  bring(place: HTMLElement, file: File): Promise<void>;
  editPhrases(place: HTMLElement): unknown;
  restore(): Promise<void>;
}

const load = (name: string): Promise<void> => loadScript(root, name);

let loading: Promise<Runner> | undefined;
const runner = (): Promise<Runner> =>
  (loading ??= Promise.all([load('run-files.js'), load('run-worker.js'), load('run-page.js')]).then(() =>
    (globalThis as unknown as { recountRunner: (root: string) => Runner }).recountRunner(root),
  ));

/** Lets a part of the page take a file: chosen, or dropped on it. */
function takesFiles(place: HTMLDetailsElement): void {
  const take = (file: File | undefined): void => {
    if (!file) return;
    place.open = true;
    void runner().then((it) => it.bring(place, file));
  };
  place.hidden = false;
  place.addEventListener('toggle', () => void runner(), { once: true }); // it is there when the file is
  const input = place.querySelector('input');
  input?.addEventListener('change', () => take(input.files?.[0]));
  place.addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  place.addEventListener('dragleave', () => place.classList.remove('over'));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('over');
    take(event.dataTransfer?.files[0]);
  });
}

document.addEventListener('DOMContentLoaded', () => {
  for (const cell of document.querySelectorAll<HTMLElement>('section.cell')) {
    const code = cell.querySelector('.source');
    if (!code) continue;
    const bar = document.createElement('div');
    bar.className = 'run-bar';
    for (const [label, does, title] of [
      ['Run', 'run', 'Run the notebook in this browser, up to this cell'],
      ['Edit', 'edit', 'Change this cell'],
    ] as const) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = `plain ${does}`;
      button.textContent = label;
      button.title = title;
      button.setAttribute('aria-label', `${label} cell ${cell.id}`);
      button.addEventListener('click', () => void runner().then((it) => it[does](cell.id)));
      bar.append(button);
    }
    code.after(bar);
  }
  for (const place of document.querySelectorAll<HTMLDetailsElement>('.own-postings')) takesFiles(place);
  const phrases = document.querySelector<HTMLDetailsElement>('.lexicon-editor');
  if (phrases) phrases.hidden = false;
  phrases?.addEventListener('toggle', () => void runner().then((it) => it.editPhrases(phrases)), { once: true });
  if (location.hash.startsWith('#run=')) void runner().then((it) => it.restore());
});
