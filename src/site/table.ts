import { type Content, type Html, html } from './html.js';

/** Made once: to make one takes longer than to write a hundred numbers with it. */
const format = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });

/** A table that scrolls by itself where the page is narrow. Numbers stand on the right. */
export function table(columns: readonly Content[], rows: readonly (readonly Content[])[], caption?: string): Html {
  const right = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number' || row[i] === null),
  );
  const side = (i: number) => (right[i] === true ? html` class="right"` : null);
  const cell = (content: Content) => (typeof content === 'number' ? format.format(content) : content);
  return html`<div class="scroll"><table>${caption !== undefined && html`<caption>${caption}</caption>`}
<thead><tr>${columns.map((name, i) => html`<th scope="col"${side(i)}>${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${row.map((content, i) => html`<td${side(i)}>${cell(content)}</td>`)}</tr>`,
  )}</tbody>
</table></div>`;
}
