import type { Unchecked } from '../audit/audit.js';
import type { Diagnostic } from '../audit/diagnostic.js';
import { type Html, html } from '../site/html.js';
import type { Found } from './audit-sarif.js';
import { plural } from './plural.js';

/** A text with what was found in it. */
export interface MarkedText {
  readonly path: string;
  readonly text: string;
  readonly found: readonly Found[];
  /** How many numbers were checked, and which could not be. */
  readonly checked: number;
  readonly unchecked: readonly Unchecked[];
}

/** A file that could not be read, and why. */
export interface UnreadText {
  readonly path: string;
  readonly problem: string;
}

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #59636e; --line: #d1d9e0; --error: #b42318;
  --error-back: #fde8e6;
  --note: #7a5300; --note-back: #fff3d1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9198a1; --line: #3d444d;
  --error: #ff9c92;
  --error-back: #5d1512; --note: #f2cc60; --note-back: #4b3a08; } }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.55 system-ui, sans-serif;
  color: var(--ink);
  background: var(--paper); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; overflow-wrap: anywhere; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td a { overflow-wrap: anywhere; }
.table { overflow-x: auto; }
ol { padding-left: 1.3rem; }
li { margin: .5rem 0; }
.error { color: var(--error); font-weight: 600; }
.note { color: var(--note); font-weight: 600; }
.quiet { color: var(--quiet); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .92rem/1.6 ui-serif, Georgia, serif;
  border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; max-height: 40rem; overflow: auto; }
mark { color: inherit; border-radius: .2rem; padding: 0 .1rem; } mark:empty { padding: 0; }
mark.error { background: var(--error-back); color: var(--error); }
mark.note { background: var(--note-back); color: var(--note); } mark:target { outline: 2px solid currentColor; }
a { color: inherit; }
summary { cursor: pointer; color: var(--quiet); }`;

/** A page with all texts: what was found in each, with links to the place where it stands, marked. */
export function auditPage(texts: readonly MarkedText[], unread: readonly UnreadText[]): string {
  const count = (found: readonly Found[], severity: Diagnostic['severity']): number =>
    found.filter(({ diagnostic, accepted }) => diagnostic.severity === severity && !accepted).length;
  const all = texts.flatMap(({ found }) => found);
  const named = plural(texts.length, 'text');
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Audit of ${named}</title><style>${style}</style></head><body>
<main><h1>${plural(count(all, 'error'), 'error')} and ${plural(count(all, 'note'), 'note')} in ${named}</h1>
${unread.map(({ path, problem }) => html`<p class="error">${path} was not read: ${problem}</p>`)}
<div class="table"><table><thead><tr><th>Text</th><th class="number">Checked</th><th
class="number">Errors</th><th class="number">Notes</th></tr></thead>
<tbody>${texts.map(
    ({ path, found, checked }, i) =>
      html`<tr><td><a href="#text-${i}">${path}</a></td><td class="number">${checked}</td><td
class="number">${count(found, 'error')}</td><td class="number">${count(found, 'note')}</td></tr>`,
  )}</tbody></table></div>
${texts.map((text, i) => section(text, i))}
</main></body></html>
`;
  return page.markup;
}

function section({ path, text, found, unchecked }: MarkedText, i: number): Html {
  const inOrder = [...found].sort((a, b) => a.diagnostic.start - b.diagnostic.start);
  const items = inOrder.map(
    ({ diagnostic: { line, kind, severity, text: words, arithmetic }, accepted }, j) =>
      html`<li><span class="${severity}">${accepted ? 'accepted' : severity}</span> ${kind}, <a
href="#mark-${i}-${j}">line ${line}</a>: “${words}”<br>${arithmetic}${
        accepted && html`<br><span class="quiet">Accepted: ${accepted.reason}</span>`
      }</li>`,
  );
  return html`<h2 id="text-${i}">${path}</h2>${
    items.length === 0
      ? html`<p class="quiet">Nothing was found.</p>`
      : html`<ol>${items}</ol><pre tabindex="0">${marked(text, inOrder, i)}</pre>`
  }${unchecked.length > 0 && notChecked(unchecked)}`;
}

/** What a reader may take for checked and was not, folded: nothing found means little where nothing was checked. */
const notChecked = (unchecked: readonly Unchecked[]): Html =>
  html`<details><summary>${unchecked.length} not checked</summary><ul>${unchecked.map(
    ({ line, text, reason }) => html`<li>line ${line}: “${text}”<br><span class="quiet">${reason}</span></li>`,
  )}</ul></details>`;

/** The text with its findings marked; one that begins within another is only listed. */
function marked(text: string, found: readonly Found[], i: number): Html[] {
  const parts: Html[] = [];
  let at = 0;
  found.forEach(({ diagnostic: { start, end, severity } }, j) => {
    const from = Math.max(start, at);
    const to = Math.max(from, end);
    const words = text.slice(from, to);
    parts.push(html`${text.slice(at, from)}<mark id="mark-${i}-${j}" class="${severity}">${words}</mark>`);
    at = to;
  });
  parts.push(html`${text.slice(at)}`);
  return parts;
}
