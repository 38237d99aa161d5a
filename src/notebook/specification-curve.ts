import { describeDirection, turnOf } from '../claims/direction.js';
import { formatMeasure, formatSpread } from '../claims/format.js';
import { type Sensitivity, type Specification, sensitivityType, survives } from '../claims/sensitivity.js';
import { display, escapeHtml } from './display.js';
import { plot } from './plot.js';

/**
 * How does a headline fare under every combination of reasonable choices, at one look?
 *
 * Shows the sorted estimates with their intervals, beneath them which values of which choices each comes from, then in
 * how many the headline's direction and significance hold, and how much each choice moves it. The findings page and the
 * site read it from the output.
 *
 * Source: U. Simonsohn, J. P. Simmons & L. D. Nelson, Specification curve analysis, Nature Human Behaviour 4 (2020)
 * 1208–1214.
 *
 * @param found what {@link sensitivity} computed
 * @param options.title the finding, as a sentence
 * @param options.printed the printed value, drawn as a dotted line; by default there is none. A share is a fraction of
 * 1
 * @throws UserError when the figure cannot be drawn
 * @example
 * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * const of = (role) => ({ k: roles.at({ role })['fine-tuning'], n: roles.at({ role }).postings })
 * const at = (level) => riskRatio(of('AI Engineer'), of('ML Engineer'), { level: Number(level) })
 * const outcome = ({ level }) => ({ ...at(level), p: null })
 * const how = { question: 'How much more often?', measure: 'ratio', direction: { above: 1 } }
 * const choices = { level: ['0.95', '0.99'] }
 * const found = sensitivity({ claim: 'fine-tuning-by-role/aie-over-mle', ...how, choices, outcome, basis: roles })
 * await specificationCurve(found, { title: 'More often, in both' }) // shows headline holds: 2 (100%)
 */
export async function specificationCurve(
  found: Sensitivity,
  { title, printed }: { readonly title: string; readonly printed?: number },
): Promise<void> {
  await plot({ title, subtitle: found.question, alt: alternative(found), ...curve(found, printed) });
  display({ 'text/plain': asText(found), 'text/html': asHtml(found), [sensitivityType]: found });
}

/** How the outcomes are told apart in the curve, from the best for the claim to the worst. */
const fates = [
  {
    name: 'the headline holds',
    color: '#0072B2',
    of: (each: Specification, found: Sensitivity) => survives(each, found.direction),
  },
  { name: 'same direction, not significant', color: '#E69F00', of: (each: Specification) => each.sameDirection },
  { name: 'the other direction', color: '#D55E00', of: () => true },
] as const;

const fateOf = (each: Specification, found: Sensitivity): string =>
  (fates.find(({ of }) => of(each, found)) ?? fates[2]).name;

/** A claim of no effect has no other direction: there an effect is shown. */
const legendOf = (name: string, { direction }: Sensitivity): string =>
  name === fates[2].name && 'none' in direction ? 'an effect is shown' : name;

function curve(
  found: Sensitivity,
  printed: number | undefined,
): { readonly data: readonly object[]; readonly layout: object } {
  const sorted = [...found.specifications].sort((a, b) => a.estimate - b.estimate);
  const choices = Object.entries(found.choices).filter(([, values]) => values.length > 1);
  const rows = choices.flatMap(([choice, values]) => [
    { choice, value: null },
    ...values.map((value) => ({ choice, value })),
  ]);
  const line = (at: number, dash: string) => ({
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    y0: at,
    y1: at,
    line: { color: '#555555', width: 1, dash },
  });
  const matrix = 16 * rows.length;
  const estimates = 240;
  const share = matrix / (matrix + estimates);
  return {
    data: [...outcomes(sorted, found), ...choicesMade(sorted, rows)],
    layout: {
      height: Math.round(150 + matrix + estimates),
      shapes: [line(turnOf(found.direction), 'solid'), ...(printed === undefined ? [] : [line(printed, 'dot')])],
      yaxis: { domain: [share + 0.02, 1], ...axisOf[found.measure] },
      yaxis2: {
        domain: [0, share - 0.01],
        range: [rows.length - 0.5, -0.5],
        showgrid: false,
        zeroline: false,
        tickmode: 'array',
        tickvals: rows.map((_, row) => row),
        ticktext: rows.map(({ choice, value }) => value ?? `<b>${choice}</b>`),
        tickfont: { size: 11 },
      },
      xaxis: {
        range: [0, sorted.length + 1],
        anchor: 'y2',
        showgrid: false,
        zeroline: false,
        title: { text: 'specifications, by estimate' },
      },
    },
  };
}

/** A row of the matrix under the curve: the name of a choice, or one of its values. */
interface ChoiceRow {
  readonly choice: string;
  readonly value: string | null;
}

/** The estimates with their intervals, a colour for each fate. */
const outcomes = (sorted: readonly Specification[], found: Sensitivity): readonly object[] =>
  fates.flatMap(({ name, color }) => {
    const of = sorted.flatMap((each, i) => (fateOf(each, found) === name ? [{ ...each, x: i + 1 }] : []));
    const shown = { x: of.map(({ x }) => x), y: of.map(({ estimate }) => estimate) };
    const intervals = of.flatMap(({ x, low, high }) =>
      low === null || high === null
        ? []
        : [
            [x, low],
            [x, high],
            [null, null],
          ],
    );
    const legend = { name: legendOf(name, found), legendgroup: name };
    return of.length === 0
      ? []
      : [
          {
            type: 'scatter',
            mode: 'lines',
            ...legend,
            showlegend: false,
            hoverinfo: 'skip',
            line: { color, width: 1 },
            opacity: 0.45,
            x: intervals.map(([x]) => x),
            y: intervals.map(([, y]) => y),
          },
          {
            type: 'scatter',
            mode: 'markers',
            ...legend,
            marker: { color, size: sorted.length > 120 ? 4 : 6 },
            ...shown,
          },
        ];
  });

/** Under the estimates, a line wherever a choice has the value of its row. */
const choicesMade = (sorted: readonly Specification[], rows: readonly ChoiceRow[]): readonly object[] =>
  rows.flatMap(({ choice, value }, row) => {
    if (value === null) return [];
    const x = runs(sorted.map((each) => each.choices[choice] === value));
    return [
      {
        type: 'scatter',
        mode: 'lines',
        yaxis: 'y2',
        showlegend: false,
        hoverinfo: 'skip',
        line: { color: '#333333', width: 7 },
        x,
        y: x.map(() => row),
      },
    ];
  });

const axisOf = {
  share: { tickformat: '.0%', title: { text: 'share' } },
  difference: { tickformat: '+.0%', title: { text: 'difference of shares' } },
  ratio: { ticksuffix: '×', title: { text: 'ratio' } },
  number: { title: { text: 'estimate' } },
} as const;

/** The stretches of specifications that have a value, as the ends of line segments with gaps between. */
function runs(has: readonly boolean[]): readonly (number | null)[] {
  return has.flatMap((here, i) => {
    if (!here) return [];
    const starts = !has[i - 1] ? [i + 0.5] : [];
    const ends = !has[i + 1] ? [i + 1.5, null] : [];
    return [...starts, ...ends];
  });
}

const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(0)}%`;

function summary(found: Sensitivity): readonly (readonly [string, string])[] {
  const { specifications, direction, measure, total } = found;
  const estimates = specifications.map(({ estimate }) => estimate).sort((a, b) => a - b);
  const middle = ((estimates[Math.floor((total - 1) / 2)] ?? NaN) + (estimates[Math.ceil((total - 1) / 2)] ?? NaN)) / 2;
  const [lowest, highest, median] = [estimates[0] ?? NaN, estimates[total - 1] ?? NaN, middle].map((each) =>
    formatMeasure(each, measure),
  );
  const range = `${lowest} to ${highest}, median ${median}`;
  const counted = (n: number) => `${n.toLocaleString('en')} (${percent(n, total)})`;
  return [
    ['specifications', total.toLocaleString('en')],
    ['estimates', range],
    ...('none' in direction
      ? []
      : [[`direction holds: ${describeDirection(direction)}`, counted(found.sameDirection)] as const]),
    ['significant at 5%', counted(found.significant)],
    ['headline holds', counted(found.survives)],
    ['most influential choice', influenceText(found.mostInfluential, found)],
  ];
}

const influenceText = ({ choice, spread, flips }: Sensitivity['mostInfluential'], { measure }: Sensitivity): string =>
  `${choice}: moves the estimate by ${formatSpread(spread, measure)} on average, ` +
  `and the verdict in ${percent(flips, 1)} of the comparisons`;

const alternative = (found: Sensitivity): string =>
  summary(found)
    .map(([what, value]) => `${what}: ${value}`)
    .join('; ');

/**
 * For each value of a choice, in how many of its specifications the headline holds: `exact: 38 of 48 · list: 0 of 48`.
 */
function byValue(choice: string, found: Sensitivity): string {
  return (found.choices[choice] ?? [])
    .map((value) => {
      const of = found.specifications.filter(({ choices }) => choices[choice] === value);
      return `${value}: ${of.filter((each) => survives(each, found.direction)).length} of ${of.length}`;
    })
    .join(' · ');
}

function asText(found: Sensitivity): string {
  const rows = summary(found)
    .slice(0, -1)
    .map(([what, value]) => `  ${what}: ${value}`);
  const choices = [
    ...found.influences.map((each) => `  choice ${influenceText(each, found)}`),
    ...found.parts.map((part) => `  part ${part}`),
  ];
  const names = [...found.influences.map(({ choice }) => choice), ...found.parts];
  return [
    found.claim,
    ...rows,
    ...choices.flatMap((line, i) => [line, `    holds in: ${byValue(names[i] ?? '', found)}`]),
  ].join('\n');
}

function asHtml(found: Sensitivity): string {
  const left = 'style="text-align:left;vertical-align:top"';
  const head = summary(found)
    .slice(0, -1)
    .map(
      ([what, value]) =>
        `<tr><th ${left}>${escapeHtml(what)}</th><td colspan="3" ${left}>${escapeHtml(value)}</td></tr>`,
    );
  const row = (choice: string, moves: string, turns: string) =>
    `<tr><td ${left}>${escapeHtml(choice)}</td><td ${left}>${escapeHtml(byValue(choice, found))}</td>` +
    `<td>${moves}</td><td>${turns}</td></tr>`;
  const influences = found.influences.map(({ choice, spread, flips }) =>
    row(choice, formatSpread(spread, found.measure), percent(flips, 1)),
  );
  const parts = found.parts.map((part) => row(part, 'part of the claim', ''));
  const columns =
    `<tr><th ${left}>Choice</th><th ${left}>The headline holds with its values in</th>` +
    '<th>Moves the estimate by</th><th>Turns the verdict</th></tr>';
  const rows = [...head, columns, ...influences, ...parts].join('');
  return `<table title="${escapeHtml(found.claim)}"><tbody>${rows}</tbody></table>`;
}
