import { readFileSync } from 'node:fs';
import { inProject } from '../load/project.js';
import { isCode, parseNotebook, type CodeCell, type MimeBundle } from '../notebook/ipynb.js';
import { notebookPaths } from './trace.js';

/** Where something stands: a notebook's path in the project, and a cell's id. */
export interface Place {
  readonly notebook: string;
  readonly cell: string;
}

/** What a cell showed, in all its forms. */
export interface CellOutput extends Place {
  readonly data: MimeBundle;
}

/** The code cells of the project's notebooks, in order, with what their last run left. */
export const executedCells = (): { readonly notebook: string; readonly cell: CodeCell }[] =>
  notebookPaths().flatMap((notebook) =>
    parseNotebook(readFileSync(inProject(notebook), 'utf8'), notebook)
      .cells.filter(isCode)
      .map((cell) => ({ notebook, cell })),
  );

/** What these cells showed. */
export const cellOutputs = (cells = executedCells()): CellOutput[] =>
  cells.flatMap(({ notebook, cell }) => cell.outputs.flatMap((output) => ('data' in output ? [{ data: output.data, notebook, cell: cell.id }] : [])));
