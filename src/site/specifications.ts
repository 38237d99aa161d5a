import { parseSensitivity, type Sensitivity, sensitivityType } from '../claims/sensitivity.js';
import { type Cell, isCode, type MimeBundle } from '../notebook/ipynb.js';
import type { ChartTable } from '../trace/chart-table.js';
import { plotlyType } from '../trace/chart-table.js';

/** A specification curve as a cell shows it: the chart, and right after it what the chart is of. */
export interface Curve {
  readonly plotted: MimeBundle;
  readonly found: Sensitivity;
}

/** The specification curves of a cell. */
export function curvesOf(cell: Cell | undefined): Curve[] {
  if (!cell || !isCode(cell)) return [];
  const bundles = cell.outputs.flatMap((output) => ('data' in output ? [output.data] : []));
  return bundles.flatMap((bundle, i) => {
    const plotted = bundles[i - 1];
    if (!(sensitivityType in bundle) || !plotted || !(plotlyType in plotted)) return [];
    return [{ plotted, found: parseSensitivity(bundle[sensitivityType], `cell ${cell.id}`) }];
  });
}

/** What a specification curve shows: a row for each combination of choices, by estimate. */
export function specificationTable({ specifications, choices }: Sensitivity): ChartTable {
  const names = Object.keys(choices);
  return {
    columns: [...names, 'estimate', 'low', 'high', 'p', 'same direction', 'significant'],
    rows: specifications
      .toSorted((a, b) => a.estimate - b.estimate)
      .map((each) => [
        ...names.map((name) => each.choices[name] ?? null),
        each.estimate,
        each.low,
        each.high,
        each.p,
        each.sameDirection ? 'yes' : 'no',
        each.significant ? 'yes' : 'no',
      ]),
  };
}
