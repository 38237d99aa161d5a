import type { Checked } from '../../claims/check.js';
import { loadScript } from './load-script.js';
import { safeHtml } from './safe-html.js';
import type { Tell } from './worker.js';

const checksType = 'application/vnd.recount.checks+json';
const plotlyType = 'application/vnd.plotly.v1+json';

interface Context {
  /** From this page to the root of the site. */
  readonly root: string;
  /** What the board says of each claim. */
  readonly verdicts: Readonly<Record<string, string>>;
}

interface Plotly {
  newPlot(place: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>;
}

/** Shows what a cell put out. A check says whether its verdict is still the one on the board. */
export function showOutput(place: HTMLElement, told: Tell, context: Context): void {
  if (told.kind === 'text') place.append(block('pre', `text ${told.stream}`, told.text));
  else if (told.kind === 'failed') place.append(block('pre', 'text stderr', `${told.name}: ${told.message}`));
  else if (told.kind === 'output') place.append(shown(told.data as Record<string, unknown>, context));
}

function shown(data: Record<string, unknown>, context: Context): HTMLElement {
  if (checksType in data) return checks(data, context.verdicts);
  if (plotlyType in data) return figure(data[plotlyType] as { data: object[]; layout: object }, context.root);
  const place = block('div', 'output scroll', '');
  if (typeof data['text/html'] === 'string') place.append(safeHtml(data['text/html']));
  else place.append(block('pre', 'text', String(data['text/plain'] ?? '')));
  return place;
}

/** The checks in an output; none in any other. */
export const checksIn = (data: object): Checked['checks'] =>
  checksType in data ? (data[checksType] as Checked).checks : [];

/** The table of a check with the row of one claim alone. */
export function claimRow(data: object, claim: string, verdicts: Context['verdicts']): HTMLElement {
  const place = checks(data as Record<string, unknown>, verdicts);
  const at = checksIn(data).findIndex((check) => check.claim === claim);
  [...place.querySelectorAll('tbody tr')].forEach((row, i) => {
    if (i !== at) row.remove();
  });
  return place;
}

/** The table of a check as the cell shows it, with a column that holds each verdict against the board. */
function checks(data: Record<string, unknown>, verdicts: Readonly<Record<string, string>>): HTMLElement {
  const checks = checksIn(data);
  const place = block('div', 'checks scroll', '');
  place.append(safeHtml(String(data['text/html'])));
  const head = document.createElement('th');
  head.scope = 'col';
  head.textContent = 'On the board';
  place.querySelector('thead tr')?.append(head);
  [...place.querySelectorAll('tbody tr')].forEach((row, at) => {
    const check = checks[at];
    const before = verdicts[check?.claim ?? ''];
    const hasTurned = before !== undefined && before !== check?.verdict;
    const cell = document.createElement('td');
    cell.textContent = before === undefined ? 'not there' : hasTurned ? `was ${before}` : 'the same';
    row.append(cell);
    row.classList.toggle('turned', hasTurned);
  });
  return place;
}

function figure({ data, layout }: { data: object[]; layout: object }, root: string): HTMLElement {
  const place = block('div', 'run-figure', '');
  void plotly(root).then((loaded) =>
    loaded.newPlot(
      place,
      data,
      { ...layout, width: Math.min(760, place.clientWidth || 760) },
      { displayModeBar: false },
    ),
  );
  return place;
}

let loading: Promise<Plotly> | undefined;
const plotly = (root: string): Promise<Plotly> =>
  (loading ??= (async () => {
    const given = globalThis as unknown as { Plotly?: Plotly };
    if (!given.Plotly) await loadScript(root, 'plotly-basic.min.js');
    return given.Plotly as Plotly;
  })());

function block(name: 'div' | 'pre', className: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  if (className.includes('scroll')) {
    // wide tables scroll, by keyboard too
    element.tabIndex = 0;
    element.setAttribute('role', 'region');
    element.setAttribute('aria-label', 'Output of the cell as run here');
  }
  return element;
}
