/**
 * The notebook file format, nbformat 4.5, as far as Recount uses it, and its canonical text.
 *
 * In memory, sources and texts are plain strings. On disk they are lists of lines, keys are sorted,
 * the indent is one space and numbers are written as Python writes them: byte for byte what Jupyter
 * itself saves, so that opening and saving a notebook in JupyterLab gives no diff.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type MimeBundle = JsonObject;

export type StreamOutput = { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string };
export type DisplayOutput = { output_type: 'display_data'; data: MimeBundle; metadata: JsonObject };
export type ResultOutput = {
  output_type: 'execute_result';
  data: MimeBundle;
  metadata: JsonObject;
  execution_count: number | null;
};
export type ErrorOutput = { output_type: 'error'; ename: string; evalue: string; traceback: string[] };
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

type CellBase = { id: string; metadata: JsonObject; source: string };
export type CodeCell = CellBase & { cell_type: 'code'; execution_count: number | null; outputs: Output[] };
export type TextCell = CellBase & { cell_type: 'markdown' | 'raw'; attachments?: JsonObject };
export type Cell = CodeCell | TextCell;

export type Notebook = { cells: Cell[]; metadata: JsonObject; nbformat: 4; nbformat_minor: number };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The MIME types whose strings Jupyter stores as lists of lines. */
export const isText = (type: string): boolean =>
  type.startsWith('text/') || type === 'application/javascript' || type === 'image/svg+xml';

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === 'code';

/** Blank cells are not executed and not counted, as in Jupyter. */
export const executable = (notebook: Notebook): CodeCell[] =>
  notebook.cells.filter(isCode).filter(({ source }) => source.trim() !== '');

/** The metadata that JupyterLab itself writes for the tslab kernel. */
export const tslabMetadata: JsonObject = {
  kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
  language_info: {
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
    file_extension: '.ts',
    mimetype: 'text/typescript',
    name: 'typescript',
    version: '3.7.2',
  },
};
