/** The MIME type under which a plotted output carries its figure. */
export const plotlyType = 'application/vnd.plotly.v1+json';

/** What a chart shows, as a table: a row for each point, columns named as the axes are. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The parts of a Plotly figure that say what is shown. */
interface Trace {
  readonly type?: string;
  readonly name?: string;
  readonly mode?: string;
  readonly x?: readonly (string | number | null)[];
  readonly y?: readonly (string | number | null)[];
  readonly labels?: readonly (string | number)[];
  readonly values?: readonly number[];
  readonly error_x?: ErrorBar;
  readonly error_y?: ErrorBar;
  readonly hoverinfo?: string;
  readonly xaxis?: string;
  readonly yaxis?: string;
}
interface ErrorBar {
  readonly array?: readonly (number | null)[];
  readonly arrayminus?: readonly (number | null)[];
}
interface Axis {
  readonly title?: { readonly text?: string };
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
}
export interface PlotlyFigure {
  readonly data: readonly Trace[];
  readonly layout: Readonly<Record<string, unknown>> & {
    readonly title?: { readonly text?: string; readonly subtitle?: { readonly text?: string } };
  };
}

/**
 * The points of a figure with their error bars. What only decorates it (labels beside points, points that do not
 * answer to the pointer) is left out.
 */
export function chartTable({ data, layout }: PlotlyFigure): ChartTable {
  const shown = data.filter((trace) => trace.mode !== 'text' && trace.hoverinfo !== 'skip');
  const axis = (letter: 'x' | 'y', trace: Trace): Axis =>
    (layout[(trace[`${letter}axis`] ?? letter).replace(letter, `${letter}axis`)] ?? {}) as Axis;
  /** The axis's title where all traces share it. */
  const title = (letter: 'x' | 'y'): string => {
    const titles = new Set(shown.map((trace) => axis(letter, trace).title?.text));
    const [only] = titles;
    return titles.size === 1 && only !== undefined ? withoutTags(only) : letter;
  };
  const isPie = shown.some(({ type }) => type === 'pie');
  const points = shown.flatMap((trace) =>
    isPie ? pieRows(trace) : pointRows(trace, axis('x', trace), axis('y', trace)),
  );
  const columns: readonly { readonly key: string; readonly name: string }[] = isPie
    ? ['series', 'label', 'value'].map((key) => ({ key, name: key }))
    : [
        { key: 'series', name: 'series' },
        { key: 'y', name: title('y') },
        { key: 'x', name: title('x') },
        { key: 'xLow', name: `${title('x')}, low` },
        { key: 'xHigh', name: `${title('x')}, high` },
        { key: 'yLow', name: `${title('y')}, low` },
        { key: 'yHigh', name: `${title('y')}, high` },
      ];
  // what stands along the axis of categories comes first
  const ordered =
    !isPie && points.some(({ y }) => typeof y === 'number') && points.every(({ x }) => typeof x !== 'number')
      ? swap(columns)
      : columns;
  const filled = ordered.filter(({ key }) => points.some((point) => point[key] !== undefined && point[key] !== null));
  return {
    columns: filled.map(({ name }) => name),
    rows: points.map((point) => filled.map(({ key }) => point[key] ?? null)),
  };
}

type Point = Partial<Record<string, string | number | null>>;

const swap = <Column extends { readonly key: string }>(columns: readonly Column[]): Column[] => {
  const order = ['series', 'x', 'y', 'yLow', 'yHigh', 'xLow', 'xHigh'];
  return [...columns].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
};

const pieRows = ({ name, labels = [], values = [] }: Trace): Point[] =>
  values.map((value, i) => ({ series: text(name), label: text(labels[i]), value }));

function pointRows({ name, x = [], y = [], error_x, error_y }: Trace, xAxis: Axis, yAxis: Axis): Point[] {
  return Array.from({ length: Math.max(x.length, y.length) }, (_, i) => ({
    series: text(name),
    x: onAxis(x[i], xAxis),
    y: onAxis(y[i], yAxis),
    ...ends('x', x[i], error_x, i),
    ...ends('y', y[i], error_y, i),
  }));
}

function ends(
  letter: 'x' | 'y',
  value: string | number | null | undefined,
  bar: ErrorBar | undefined,
  i: number,
): Point {
  const up = bar?.array?.[i];
  if (typeof value !== 'number' || up === undefined || up === null) return {};
  return { [`${letter}Low`]: tidy(value - (bar?.arrayminus?.[i] ?? up)), [`${letter}High`]: tidy(value + up) };
}

/** A place beside a named tick goes by the tick's name. */
function onAxis(value: string | number | null | undefined, { tickvals, ticktext }: Axis): string | number | null {
  if (typeof value !== 'number') return text(value);
  const at = tickvals?.findIndex((tick) => Math.abs(tick - value) < 0.5) ?? -1;
  return at === -1 ? value : text(ticktext?.[at]);
}

const text = (value: string | number | null | undefined): string | null =>
  value === undefined || value === null ? null : withoutTags(String(value));

/** Plotly's texts know a few tags. */
const withoutTags = (text: string): string =>
  text
    .replace(/<br\s*\/?>/g, ', ')
    .replace(/<\/?(?:b|i|em|strong|sub|sup|span)[^>]*>/g, '')
    .trim();

/** Without the noise of adding up: 0.30000000000000004 is 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** A table as CSV (RFC 4180). */
export const csv = ({ columns, rows }: ChartTable): string =>
  [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');

const field = (value: string | number | null): string => {
  const written = String(value ?? '');
  return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
};
