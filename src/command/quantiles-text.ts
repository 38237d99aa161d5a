import type { Answer, PlainRow } from '../count/answer.js';
import { describeQuery, groupNames } from '../count/query.js';
import { type CountedValue, quantile } from '../stats/quantile.js';
import { columns, wrap } from '../terminal/layout.js';
import { json, visible } from '../terminal/visible.js';

/** The quantiles of one group, from the counts of its values. */
interface GroupQuantiles {
  readonly group: PlainRow;
  readonly postings: number;
  /** How many of them have a number. */
  readonly n: number;
  readonly quantiles: readonly {
    readonly share: number;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Quantiles of a number, with their intervals, from an answer whose last group is that number; as text or JSON. */
export function quantilesText(
  { provenance, rows }: Answer,
  field: string,
  { at = [0.5], json: asJson }: { readonly at?: readonly number[]; readonly json?: true },
): string {
  const { by, ...rest } = provenance.query;
  const groups = groupNames({ by: by.slice(0, -1) });
  const found = groupQuantiles(rows as readonly object[] as readonly PlainRow[], groups, field, at);
  if (asJson) return json({ ...provenance, quantiles: found });
  const said = (value: number | undefined): string =>
    value === undefined || !Number.isFinite(value) ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 });
  const head = [...groups, 'postings', `with ${field}`, ...at.flatMap((share) => [nameOf(share), 'low', 'high'])];
  const cells = found.map(({ group, postings, n, quantiles }) => [
    ...groups.map((name) => String(group[name])),
    said(postings),
    said(n),
    ...at.flatMap((_, i) => [quantiles[i]?.estimate, quantiles[i]?.low, quantiles[i]?.high].map(said)),
  ]);
  const texts = groups.map((_, i) => i);
  return [
    wrap(visible(`${describeQuery({ by: by.slice(0, -1), ...rest })}: quantiles of ${field}`), ''),
    wrap(`${provenance.corpus}, ${provenance.evidence}, ${provenance.digest}`, ''),
    '',
    ...columns([head, ...cells], { texts, cut: Object.fromEntries(texts.map((i) => [i, 12])) }),
    '',
    wrap('low and high: the 95 % interval, of postings taken as independent; – where they are too few for it', ''),
  ].join('\n');
}

const nameOf = (share: number): string => (share === 0.5 ? 'median' : `${Number((100 * share).toPrecision(12))} %`);

function groupQuantiles(
  rows: readonly PlainRow[],
  groups: readonly string[],
  field: string,
  at: readonly number[],
): GroupQuantiles[] {
  const byGroup = new Map<string, { group: PlainRow; postings: number; counts: CountedValue[] }>();
  for (const row of rows) {
    const group = Object.fromEntries(groups.map((name) => [name, row[name] ?? '']));
    const key = JSON.stringify(group);
    const each = byGroup.get(key) ?? { group, postings: 0, counts: [] };
    byGroup.set(key, each);
    const n = Number(row['postings']);
    each.postings += n;
    const value = Number(row[field]);
    if (Number.isFinite(value)) each.counts.push({ value, n });
  }
  return [...byGroup.values()].map(({ group, postings, counts }) => ({
    group,
    postings,
    n: counts.reduce((sum, each) => sum + each.n, 0),
    quantiles: counts.length === 0 ? [] : at.map((share) => ({ share, ...quantile(counts, share) })),
  }));
}
