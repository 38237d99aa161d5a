import type { Checked } from '../claims/check.js';
import { checksType } from '../notebook/display.js';
import { type Cell, isCode, type MimeBundle, type Output } from '../notebook/ipynb.js';
import { plotlyType } from '../trace/chart-table.js';
import { headlineOfClaim } from '../trace/headlines.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace } from '../trace/trace.js';
import { claimAddress, notebookPage } from './address.js';
import { chart } from './chart.js';
import type { SiteContent, SiteNotebook } from './content.js';
import type { SiteFigures } from './figures.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { headings, markdownHtml } from './markdown.js';
import { asksCorpus, ownPostings } from './own-postings.js';
import { sourceCode } from './source-code.js';
import { table } from './table.js';
import { untrustedHtml } from './untrusted-html.js';
import { byVerdict, counted, verdictMark } from './verdict.js';

/** A notebook as it was executed: its cells with their outputs, each check with the way back to its claims. */
export function notebookPageOf(notebook: SiteNotebook, { notebooks, figures, corpora }: SiteContent): Page {
  const { path, title, cells, traces } = notebook;
  const at = notebooks.indexOf(notebook);
  return {
    path: notebookPage(path),
    title,
    runs: true,
    above: html`Notebook <code>${path}</code>`,
    charts: cells.some(
      (cell) => isCode(cell) && cell.outputs.some((output) => 'data' in output && plotlyType in output.data),
    ),
    body: html`
${contents(cells, title)}
${
  traces.length > 0 &&
  html`<p
class="glance">It decides <b>${counted(traces.length, 'claim')}</b>:
${byVerdict(traces).map(({ verdict, n }, i) => [i > 0 && ' · ', html`${n} ${verdictMark(verdict)}`])}</p>`
}
${corpora.filter(({ manifest }) => asksCorpus(notebook, manifest.id)).map(({ manifest }) => ownPostings(manifest))}
<div class="cells">${cells.map((cell) => cellSection(cell, { title, figures, traces }))}</div>
<p class="again">Run it again: <code class="command">npx recount run --force ${path}</code></p>
<nav class="beside" aria-label="Other
notebooks">${neighbour(notebooks[at - 1], 'previous')}${neighbour(notebooks[at + 1], 'next')}</nav>`,
  };
}

interface CellContext {
  readonly title: string;
  readonly figures: SiteFigures;
  readonly traces: readonly Trace[];
}

const neighbour = (notebook: SiteNotebook | undefined, which: 'previous' | 'next'): Content =>
  notebook &&
  html`<a class="${which}" rel="${which === 'previous' ? 'prev' : 'next'}"
href="../${notebookPage(notebook.path)}"><span class="muted">${which}</span> ${notebook.title}</a>`;

/** The notebook's headings; the first is the page's title. */
function contents(cells: readonly Cell[], title: string): Content {
  const all = cells.flatMap((cell) =>
    cell.cell_type === 'markdown'
      ? headings(cell.source).map(({ level, words }) => ({ level, words, id: cell.id }))
      : [],
  );
  const below = all.filter(({ words, level }) => words !== title && level < 4);
  return (
    below.length > 2 &&
    html`<nav class="contents" aria-labelledby="page.contents"><h2
id="page.contents">In this notebook</h2><ol>${below.map(
      ({ words, id }) => html`<li><a
href="#${id}">${words}</a></li>`,
    )}</ol></nav>`
  );
}

function cellSection(cell: Cell, place: CellContext): Html {
  const { id } = cell;
  const anchor = html`<a class="anchor" href="#${id}" aria-label="Address of cell ${id}">${id}</a>`;
  if (!isCode(cell)) {
    const text = cell.cell_type === 'markdown' ? withoutTitle(cell.source, place.title) : cell.source;
    return html`<section class="cell prose" id="${id}">${anchor}${markdownHtml(text)}</section>`;
  }
  const outputs = cell.outputs.map((output) => outputHtml(output, place));
  return html`<section class="cell" id="${id}">${anchor}<div class="source">${cellCode(cell.source)}</div>
${outputs}</section>`;
}

/** A cell's code; its imports, and the whole of what only draws, are a line that opens. */
function cellCode(source: string): Content {
  const imports = /^(?:\s*import\b[^;]*;)+/.exec(source)?.[0] ?? '';
  const rest = source.slice(imports.length).replace(/^\n+/, '');
  const isDrawing = /^\s*await plot\(|\bplot\(\{/m.test(rest);
  return [
    imports !== '' && folded('imports', imports.trim()),
    rest.trim() !== '' && (isDrawing ? folded('the code of the chart', rest) : sourceCode(rest)),
  ];
}

const folded = (name: string, source: string): Html =>
  html`<details class="more code-fold"><summary>${name}, ${counted(
    source.trim().split('\n').length,
    'line',
  )}</summary>${sourceCode(source)}</details>`;

/** The page has the title above already. */
const withoutTitle = (source: string, title: string): string =>
  source.startsWith(`# ${title}`) ? source.slice(`# ${title}`.length) : source;

function outputHtml(output: Output, place: CellContext): Content {
  switch (output.output_type) {
    case 'stream':
      return html`<pre class="text ${output.name}">${output.text}</pre>`;
    case 'error':
      return html`<pre class="text stderr">${output.ename}: ${output.evalue}</pre>`;
    case 'display_data':
    case 'execute_result':
      return html`<div class="output">${richest(output.data, place)}</div>`;
  }
}

/** The form of an output that a page shows best. */
function richest(data: MimeBundle, { figures, traces }: CellContext): Content {
  const text = (type: string): string | undefined => (typeof data[type] === 'string' ? data[type] : undefined);
  if (checksType in data) return checks(data[checksType] as unknown as Checked, traces);
  const figure = figures.get(data);
  if (figure) return chart(figure, '../');
  const [markup, markdown, svg, png, plain] = [
    'text/html',
    'text/markdown',
    'image/svg+xml',
    'image/png',
    'text/plain',
  ].map(text);
  if (markup !== undefined) return html`<div class="scroll">${untrustedHtml(markup)}</div>`;
  if (markdown !== undefined) return markdownHtml(markdown);
  if (svg !== undefined)
    return html`<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}" alt="${plain ?? ''}">`;
  if (png !== undefined)
    return html`<img src="data:image/png;base64,${png.replaceAll(/\s/g, '')}" alt="${plain ?? ''}">`;
  return plain !== undefined && html`<pre class="text">${plain}</pre>`;
}

/** The checks of a cell, each with the way to its claim; the verdict is that of the claim as it reads today. */
function checks({ checks }: Checked, traces: readonly Trace[]): Html {
  const rows = checks.flatMap(({ claim }) => {
    const trace = traces.find(({ id }) => id === claim);
    if (!trace) return [];
    return [
      [
        html`<a href="../${claimAddress(claim)}">${headlineOfClaim(trace)}</a>`,
        trace.line,
        html`<b>${trace.printed}</b>`,
        plainRecounted(trace),
        verdictMark(trace.verdict),
        trace.evidence,
      ],
    ];
  });
  return html`<div class="checks">${table(
    ['Claim', 'Line', 'Printed', 'Recounted', 'Verdict', 'Evidence'],
    rows,
  )}</div>`;
}
