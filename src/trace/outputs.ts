import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { checkOutputVersion } from '../claims/output.js';
import { settledState } from '../load/machine.js';
import { inProject, namesIn } from '../load/project.js';
import { type CodeCell, isCode, type MimeBundle, type Notebook } from '../notebook/ipynb.js';
import { parseNotebook } from '../notebook/parse-notebook.js';

/** Where something stands: a notebook's path in the project, and a cell's id. */
export interface CellRef {
  readonly notebook: string;
  readonly cell: string;
}

/** What a cell showed, in all its forms. */
export interface CellOutput extends CellRef {
  readonly data: MimeBundle;
}

/** The notebooks of the project, as paths below its root, in the order in which they are read. */
export const notebookPaths = (): string[] =>
  namesIn('notebooks')
    .filter((name) => extname(name) === '.ipynb')
    .map((name) => `notebooks/${name}`);

const parsed = new Map<string, { readonly state: string; readonly notebook: Notebook }>();

/**
 * A notebook of the project, as it stands in its file; parsed once for all that ask while it stays so.
 *
 * @param path below the project's root, by which errors name it
 * @param from the file, where it is read from another folder
 */
export function readNotebookOf(path: string, from = inProject(path)): Notebook {
  const state = settledState(from);
  const known = parsed.get(from);
  if (state !== undefined && known?.state === state) return known.notebook;
  const notebook = parseNotebook(readFileSync(from, 'utf8'), path);
  if (state !== undefined) parsed.set(from, { state, notebook });
  return notebook;
}

/**
 * The code cells of the project's notebooks, in order, with what their last run left; of those that a folder holds
 * afresh, there.
 */
export const executedCells = (fresh?: string): { readonly notebook: string; readonly cell: CodeCell }[] =>
  notebookPaths().flatMap((notebook) => {
    const other = fresh === undefined ? undefined : join(fresh, notebook);
    const path = other !== undefined && existsSync(other) ? other : inProject(notebook);
    return readNotebookOf(notebook, path)
      .cells.filter(isCode)
      .map((cell) => ({ notebook, cell }));
  });

/** What these cells showed. @throws UserError for an output that a newer Recount left */
export const cellOutputs = (cells = executedCells()): CellOutput[] =>
  cells.flatMap(({ notebook, cell }) =>
    cell.outputs.flatMap((output) => {
      if (!('data' in output)) return [];
      checkOutputVersion(output.data, `${notebook} (cell ${cell.id})`);
      return [{ data: output.data, notebook, cell: cell.id }];
    }),
  );
