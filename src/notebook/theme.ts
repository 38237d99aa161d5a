import { UserError } from '../error.js';
import { defaultSize, type Figure } from './plain-figure.js';
import { descent, type Font, fontFamily, wrapText } from './text-width.js';

/** How a role looks in every figure. It serves as a Plotly `marker` as it stands. */
export interface RoleStyle {
  readonly color: string;
  /** The shape of points, so that the roles differ without colour, too. */
  readonly symbol: string;
}

/** The roles' colours are from Okabe and Ito's palette, which is made for colour-blind readers. */
const roles: Readonly<Record<string, RoleStyle>> = {
  'Data Scientist': { color: '#0072B2', symbol: 'circle' },
  'ML Engineer': { color: '#D55E00', symbol: 'square' },
  'AI Engineer': { color: '#009E73', symbol: 'diamond' },
};

/**
 * The colour and shape of a role, the same in every figure, from Okabe and Ito's palette for colour-blind readers.
 *
 * Source: M. Okabe & K. Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/
 *
 * @param role `AI Engineer`, `ML Engineer` or `Data Scientist`
 * @returns a Plotly `marker` for points: colour, and a symbol that tells the roles apart without colour
 * @throws UserError for another role
 * @example
 * roleStyle('ML Engineer') // => { color: '#D55E00', symbol: 'square' }
 */
export function roleStyle(role: string): RoleStyle {
  const style = roles[role];
  if (!style) throw new UserError(`role "${role}" has no colour; the roles are ${Object.keys(roles).join(', ')}`);
  return style;
}

/**
 * The shape of a role, hollow: for points that rest on little data.
 *
 * @param role `AI Engineer`, `ML Engineer` or `Data Scientist`
 * @returns a Plotly `marker` for points: white, with the role's symbol, and its colour as the outline
 * @throws UserError for another role
 * @example
 * hollowStyle('ML Engineer') // => { symbol: 'square', color: '#FFFFFF', line: { color: '#D55E00', width: 1.5 } }
 */
export function hollowStyle(role: string): RoleStyle & { readonly line: object } {
  const { color, symbol } = roleStyle(role);
  return { symbol, color: '#FFFFFF', line: { color, width: 1.5 } };
}

const ink = '#333333';
const faint = '#E6E6E6';

/** Further colours, for what is not a role, from the same palette. */
const colorway = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#555555'];

const titleSize = 18;
const subtitleSize = 13;
const margin = { l: 24, r: 24, b: 24 };
/** Plotly lets the labels of an axis reach 12 pixels into the margin; the title stands above their edge. */
const titleLeft = 12;
const firstBaseline = 34;
/** Plotly's distance between lines, and between a title and its subtitle, in font sizes. */
const lineSpacing = 1.3;
const subtitleSpacing = 1.6;

const axis = {
  automargin: true,
  gridcolor: faint,
  gridwidth: 1,
  zeroline: true,
  zerolinecolor: '#999999',
  zerolinewidth: 1,
  ticklabelstandoff: 6,
  dividercolor: '#999999',
  linecolor: '#999999',
  tickcolor: '#999999',
  title: { font: { size: 13 }, standoff: 12 },
};
const errorBar = { thickness: 1.5, width: 0 };
const onBars = { ...errorBar, color: '#444444' };

/** What every figure looks like: a Plotly template, which any figure may override. */
const template = {
  layout: {
    font: { family: fontFamily, size: 13, color: ink },
    title: {
      x: 0,
      xref: 'container',
      xanchor: 'left',
      pad: { l: titleLeft, b: -firstBaseline },
      y: 1,
      yref: 'container',
      yanchor: 'bottom', // `top` would lift titles of several lines
      font: { size: titleSize, weight: 700 },
      subtitle: { font: { size: subtitleSize, color: '#666666' } },
    },
    colorway,
    paper_bgcolor: '#FFFFFF',
    plot_bgcolor: '#FFFFFF',
    xaxis: axis,
    yaxis: axis,
    legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1, yanchor: 'bottom', traceorder: 'normal' },
    scattergap: 0.3,
    bargap: 0.35,
    bargroupgap: 0.1,
    hovermode: 'closest',
    hoverlabel: { bgcolor: '#FFFFFF', bordercolor: '#999999', font: { family: fontFamily, size: 13, color: ink } },
    modebar: { remove: ['zoom', 'pan', 'select', 'lasso', 'zoomin', 'zoomout', 'autoscale', 'resetscale'] },
  },
  data: {
    bar: [{ error_x: onBars, error_y: onBars, marker: { line: { width: 0 } } }],
    scatter: [{ error_x: errorBar, error_y: errorBar, marker: { size: 9 }, line: { width: 2 }, cliponaxis: false }],
  },
};

/** A figure's texts and content. */
export interface FigureParts {
  /** The finding, as a sentence. */
  readonly title: string;
  /** What is shown: measure, population, period. */
  readonly subtitle?: string;
  /** Plotly traces. */
  readonly data: readonly object[];
  /** A Plotly layout, for what this figure needs beside the common look. */
  readonly layout?: object;
}

/**
 * A Plotly figure in the common look: calm, colour-blind safe, its title on the left, long titles broken into lines.
 *
 * @example figure({ title: 'Share by role', data: [{ type: 'bar', x: roles, y: shares }] })
 */
export function figure({ title, subtitle = '', data, layout = {} }: FigureParts): Figure {
  const { width, showlegend = data.length > 1 }: { width: number; showlegend?: boolean } = {
    ...defaultSize,
    ...layout,
  };
  const room = width - titleLeft - margin.r;
  const titleLines = evenLines(title, room, { size: titleSize, bold: true });
  const subtitleLines = evenLines(subtitle, room, { size: subtitleSize });
  const bottom =
    firstBaseline +
    descent * titleSize +
    lineSpacing * (titleLines.length - 1) * titleSize +
    (subtitle ? subtitleSpacing + lineSpacing * (subtitleLines.length - 1) + descent : 0) * subtitleSize;
  return {
    data,
    layout: {
      ...defaultSize,
      title: { text: titleLines.join('<br>'), subtitle: { text: subtitleLines.join('<br>') } },
      margin: { ...margin, t: Math.round(bottom + (showlegend ? 36 : 16)) },
      showlegend,
      template,
      ...layout,
      ...labelAxes(data, layout),
    },
  };
}

/**
 * The axes whose values are texts that begin with digits and are not all days or months. Left to itself, Plotly takes
 * the band of experience "10-12" for December 2010, and drops "2-5" and "6-9" beside it.
 */
function labelAxes(data: readonly object[], layout: object): object {
  const given: Readonly<Record<string, object>> = { ...layout };
  const traces = data.map((trace): Readonly<Record<string, unknown>> => ({ ...trace }));
  const axes = traces.flatMap((trace) =>
    ['x', 'y'].map((letter) => ({
      name: String(trace[`${letter}axis`] ?? letter).replace(letter, `${letter}axis`),
      texts: [trace[letter]].flat().filter((value) => typeof value === 'string'),
    })),
  );
  const labelled = axes.filter(
    ({ texts }) => texts.some((text) => /^\s*\d/.test(text)) && !texts.every((text) => /^\d{4}-\d\d/.test(text)),
  );
  return Object.fromEntries(labelled.map(({ name }) => [name, { type: 'category', ...given[name] }]));
}

/** A text in as few lines as it takes, and those of about the same length: no word is left alone in the last. */
function evenLines(text: string, width: number, font: Font): readonly string[] {
  const lines = wrapText(text, width, font);
  const tighter = wrapText(text, width - 20, font);
  return width > 200 && lines.length > 1 && tighter.length === lines.length ? evenLines(text, width - 20, font) : lines;
}

/** A row with a share and its interval. */
export interface ShareRow {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The rows' intervals as Plotly's `error_x` or `error_y`.
 *
 * @param rows shares with the ends of their intervals, in any one unit, low ≤ share ≤ high
 * @returns an asymmetric error bar for each row, as distances from the share
 * @example
 * intervals([{ share: 0.5, low: 0.375, high: 0.75 }]) // => { symmetric: false, array: [0.25], arrayminus: [0.125] }
 */
export function intervals(rows: readonly ShareRow[]): object {
  return {
    type: 'data',
    symmetric: false,
    array: rows.map(({ share, high }) => high - share),
    arrayminus: rows.map(({ share, low }) => share - low),
  };
}
