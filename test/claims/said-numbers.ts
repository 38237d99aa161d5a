import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Computed } from '../../src/claims/expectation.js';
import { inProject } from '../../src/load/project.js';
import { checksType } from '../../src/notebook/display.js';
import { isCode, type MimeBundle } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { numbersIn } from '../../src/text/numbers.js';
import { type PlotlyFigure, plotlyType } from '../../src/trace/chart-table.js';
import { filledFinding } from '../../src/trace/said-finding.js';
import { readTraces } from '../../src/trace/trace.js';
import { typedNumbers } from './typed-numbers.js';

const outputsOf = (notebook: string, fresh?: string): MimeBundle[] => {
  const other = fresh === undefined ? undefined : join(fresh, notebook);
  const path = other !== undefined && existsSync(other) ? other : inProject(notebook);
  return parseNotebook(readFileSync(path, 'utf8'), notebook)
    .cells.filter(isCode)
    .flatMap(({ outputs }) => outputs.flatMap((output) => ('data' in output ? [output.data] : [])));
};

const plain = (data: MimeBundle): string => String(data['text/plain'] ?? '');
const figure = (data: MimeBundle): PlotlyFigure | undefined => data[plotlyType] as unknown as PlotlyFigure | undefined;
/** What `say` wrote: paragraphs, and nothing else in HTML. */
const isSaid = (data: MimeBundle): boolean => String(data['text/html'] ?? '').startsWith('<p>');

/**
 * The sentences of a notebook that hold numbers: title, subtitle and alt text of each figure, what cells say, and the
 * explanations and findings of the claims that it checks.
 */
export function saidIn(notebook: string, fresh?: string): string[] {
  const figures = outputsOf(notebook, fresh).flatMap((data) =>
    figure(data) ? [plain(data), figure(data)?.layout.title?.subtitle?.text ?? ''] : isSaid(data) ? [plain(data)] : [],
  );
  const claims = readTraces(fresh).flatMap(({ traces }) =>
    traces
      .filter((trace) => trace.notebook === notebook)
      .flatMap((trace) => [trace.explanation ?? '', filledFinding(trace, traces) ?? '']),
  );
  return [...figures, ...claims];
}

/** The numbers of a notebook's tables and charts, and of all that is recounted; shares as fractions of 1. */
export const numbersHeld = (notebook: string, fresh?: string): number[] => [
  ...readTraces(fresh).flatMap(({ traces }) => traces.flatMap(({ computed }) => numbersOf(computed ?? {}))),
  ...outputsOf(notebook, fresh).flatMap((data) => {
    const drawn = figure(data)?.data;
    if (drawn)
      return (
        JSON.stringify(drawn)
          .match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g)
          ?.map(Number) ?? []
      );
    return isSaid(data) || checksType in data ? [] : numbersIn(plain(data)).flatMap(valuesOf);
  }),
];

const numbersOf = (value: Computed): readonly number[] => (typeof value === 'number' ? [value] : Object.values(value));

const valuesOf = ({ values, kind }: ReturnType<typeof numbersIn>[number]): number[] =>
  values.map(({ value }) => (kind === 'share' ? value / 100 : value));

/** The numbers of a sentence that were held before a change and are held no longer: it did not follow. */
export function stale(sentence: string, before: readonly number[], after: readonly number[]): string[] {
  const typed = typedNumbers(sentence, { prints: [] });
  return numbersIn(sentence)
    .filter(({ printed, form }) => form === 'digits' && typed.includes(printed))
    .filter((number) => holds(before, number) && !holds(after, number))
    .map(({ printed }) => printed);
}

const holds = (held: readonly number[], { values, kind }: ReturnType<typeof numbersIn>[number]): boolean =>
  values.some(({ value, step }) => {
    const scale = kind === 'share' || kind === 'points' ? 100 : 1;
    return held.some((each) => Math.abs(Math.abs(each * scale) - Math.abs(value)) <= step / 2 + 1e-9);
  });
