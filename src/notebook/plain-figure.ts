import { UserError } from '../error.js';

/** A Plotly figure: what `Plotly.newPlot` takes, as plain data. */
export interface Figure {
  /** The traces; each has a `type` (`scatter` if it has none). */
  readonly data: readonly object[];
  readonly layout?: object;
}

/** What a picture measures where the layout says nothing: it fits the output column of a notebook. */
export const defaultSize = { width: 760, height: 420 } as const;

/** The trace types of the small Plotly bundle, which is all that is loaded. */
const drawable: readonly string[] = ['scatter', 'bar', 'pie'];

/**
 * The figure as plain JSON values, as both the picture and an interactive front end need it: typed arrays
 * become arrays, big integers numbers, dates text; the size is filled in.
 */
export function plainFigure({ data, layout = {} }: Figure): {
  readonly data: readonly object[];
  readonly layout: object;
} {
  if (!Array.isArray(data))
    throw new UserError(`the figure's data is ${JSON.stringify(data)}; a list of traces is needed`);
  const unknown = data.findIndex((trace: { type?: string }) => !drawable.includes(trace.type ?? 'scatter'));
  if (unknown >= 0) {
    const { type } = data[unknown] as { type: string };
    throw new UserError(
      `trace ${unknown} of the figure is of type "${type}"; a picture can be drawn of ${drawable.join(', ')}`,
    );
  }
  const plain = (_: string, value: unknown) => {
    if (typeof value === 'bigint') return Number(value);
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  };
  return JSON.parse(JSON.stringify({ data, layout: { ...defaultSize, ...layout } }, plain)) as {
    data: object[];
    layout: object;
  };
}
