import { isCode, type Json } from '../../notebook/ipynb.js';
import type { SiteNotebook } from './content.js';

/** Something that a cell left in its output, and where. */
export interface Placed<Value> {
  readonly value: Value;
  readonly notebook: SiteNotebook;
  readonly cell: string;
}

/** What the notebooks' cells left under a MIME type, in reading order. @throws what `parse` throws */
export function placed<Value>(notebooks: readonly SiteNotebook[], type: string, parse: (output: Json | undefined, where: string) => Value): Placed<Value>[] {
  return notebooks.flatMap((notebook) =>
    notebook.cells.filter(isCode).flatMap(({ id, outputs }) =>
      outputs.flatMap((output) =>
        'data' in output && type in output.data ? [{ value: parse(output.data[type], `${notebook.path} (cell ${id})`), notebook, cell: id }] : [],
      ),
    ),
  );
}
