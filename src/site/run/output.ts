import type { Checked } from '../../claims/check.js';
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
  if (checksType in data) return checks(data[checksType] as Checked, context.verdicts);
  if (plotlyType in data) return figure(data[plotlyType] as { data: object[]; layout: object }, context.root);
  const place = block('div', 'output scroll', '');
  if (typeof data['text/html'] === 'string') place.append(safeHtml(data['text/html']));
  else place.append(block('pre', 'text', String(data['text/plain'] ?? '')));
  return place;
}

function checks({ checks }: Checked, verdicts: Readonly<Record<string, string>>): HTMLElement {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const name of ['Claim', 'Printed', 'Recounted here', 'Verdict', 'On the board']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = name;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const check of checks) {
    const before = verdicts[check.claim];
    const row = body.insertRow();
    const values = [check.statement, check.printed, written(check.computed), check.verdict];
    for (const value of values) row.insertCell().textContent = value;
    const same = row.insertCell();
    same.textContent = before === undefined ? 'not there' : before === check.verdict ? 'the same' : `was ${before}`;
    row.classList.toggle('turned', before !== undefined && before !== check.verdict);
  }
  const place = block('div', 'checks scroll', '');
  place.append(table);
  return place;
}

const written = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : JSON.stringify(value);

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
  (loading ??= new Promise((done) => {
    const there = () => (globalThis as unknown as { Plotly?: Plotly }).Plotly;
    const known = there();
    if (known) return done(known);
    const script = document.createElement('script');
    script.src = `${root}plotly-basic.min.js`;
    script.onload = () => done(there() as Plotly);
    document.head.append(script);
  }));

function block(name: 'div' | 'pre', className: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
