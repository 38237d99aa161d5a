import type { Basis } from '../claims/check.js';
import { type GivenValue, type NamedValue, nameValues } from '../claims/named-value.js';
import { writeValue } from '../claims/write-value.js';
import { display, escapeHtml, valuesType } from './display.js';

/**
 * Names what a writer may use in a draft: numbers with their unit, digits, k of n, interval, and the queries behind
 * them.
 *
 * They live in the cell's output, so that no second store can go stale. `npx recount values` lists them.
 *
 * @param given name (lower-case words joined by hyphens) → value: what it `says`, its `unit` (share as a fraction of 1,
 * count, ratio, p, number), its `estimate`, and what else a reader would ask; an interval's result may be spread into
 * it
 * @param basis the answer, or answers, that the values were computed from, or `'print'` for the article's own figures
 * @throws UserError for a name or a value that no draft could use, such as a share above 1 or other than its k of n
 * @example
 * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * const { 'fine-tuning': k, postings: n } = roles.at({ role: 'ML Engineer' })
 * const says = 'ML Engineer postings that mention fine-tuning'
 * values({ 'mle-share': { says, unit: 'share', k, n, ...wilson({ k, n }) } }, roles) // shows mle-share: 18.2%
 */
export function values(given: Readonly<Record<string, GivenValue>>, basis: Basis): void {
  const named = nameValues(given, basis);
  const rows = named.values.map((value) => [value.name, written(value), value.says] as const);
  const left = 'style="text-align:left"';
  const asRow = ([name, number, says]: readonly [string, string, string]): string =>
    `<tr><td ${left}><code>${escapeHtml(name)}</code></td><td>${escapeHtml(number)}</td>` +
    `<td ${left}>${escapeHtml(says)}</td></tr>`;
  display({
    'text/plain': rows.map(([name, number, says]) => `${name}: ${number}  ${says}`).join('\n'),
    'text/html':
      `<table><thead><tr><th ${left}>Name</th><th>Value</th><th ${left}>What it is</th></tr></thead><tbody>` +
      `${rows.map(asRow).join('')}</tbody></table>`,
    [valuesType]: named,
  });
}

const written = (value: NamedValue): string => writeValue(value, value.low === undefined ? 'value' : 'with-interval');
