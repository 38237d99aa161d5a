import { readFile } from 'node:fs/promises';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';

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

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === 'code';

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

// ---- parse ----------------------------------------------------------------------------------

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the text of a notebook file; `file` names it in errors. */
export function parseNotebook(text: string, file: string): Notebook {
  const fail = (reason: string): never => {
    throw new UserError(`${file} is not a notebook that Recount can run: ${reason}`);
  };
  const object = (value: Json | undefined, where: string): JsonObject =>
    isObject(value) ? value : fail(`${where} is not an object`);
  const list = (value: Json | undefined, where: string): Json[] =>
    Array.isArray(value) ? value : fail(`${where} is not a list`);
  const lines = (value: Json | undefined, where: string): string => {
    const parts: (Json | undefined)[] = Array.isArray(value) ? value : [value];
    return parts.every((part) => typeof part === 'string') ? parts.join('') : fail(`${where} is not text`);
  };
  const count = (value: Json | undefined, where: string): number | null =>
    value === undefined || value === null || typeof value === 'number'
      ? (value ?? null)
      : fail(`${where} is not a number`);
  const bundle = (value: Json | undefined, where: string): MimeBundle =>
    Object.fromEntries(
      Object.entries(object(value, where)).map(([type, data]) => [
        type,
        isText(type) ? lines(data, `${where}.${type}`) : data,
      ]),
    );

  const output = (value: Json, where: string): Output => {
    const from = object(value, where);
    const type = from['output_type'];
    switch (type) {
      case 'stream': {
        const name = from['name'];
        if (name !== 'stdout' && name !== 'stderr') return fail(`${where}.name is ${JSON.stringify(name)}`);
        return { output_type: type, name, text: lines(from['text'], `${where}.text`) };
      }
      case 'display_data':
        return {
          output_type: type,
          data: bundle(from['data'], `${where}.data`),
          metadata: object(from['metadata'], `${where}.metadata`),
        };
      case 'execute_result':
        return {
          output_type: type,
          data: bundle(from['data'], `${where}.data`),
          metadata: object(from['metadata'], `${where}.metadata`),
          execution_count: count(from['execution_count'], `${where}.execution_count`),
        };
      case 'error':
        return {
          output_type: type,
          ename: lines(from['ename'], `${where}.ename`),
          evalue: lines(from['evalue'], `${where}.evalue`),
          traceback: list(from['traceback'], `${where}.traceback`).map((line) => lines(line, `${where}.traceback`)),
        };
      default:
        return fail(`${where}.output_type is ${JSON.stringify(type)}`);
    }
  };

  const cell = (value: Json, index: number): Cell => {
    const where = `cell ${index + 1}`;
    const from = object(value, where);
    const id = from['id'];
    if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) {
      return fail(
        `${where} has no valid id; open and save it in JupyterLab, which assigns one, or give it "id": "a-short-name"`,
      );
    }
    const base = {
      id,
      metadata: object(from['metadata'], `${where}.metadata`),
      source: lines(from['source'], `${where}.source`),
    };
    const type = from['cell_type'];
    switch (type) {
      case 'code':
        return {
          ...base,
          cell_type: type,
          execution_count: count(from['execution_count'], `${where}.execution_count`),
          outputs: list(from['outputs'], `${where}.outputs`).map((one, at) =>
            output(one, `${where}, output ${at + 1}`),
          ),
        };
      case 'markdown':
      case 'raw':
        return {
          ...base,
          cell_type: type,
          ...(isObject(from['attachments']) ? { attachments: from['attachments'] } : {}),
        };
      default:
        return fail(`${where}.cell_type is ${JSON.stringify(type)}`);
    }
  };

  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const from = object(json, 'the file');
  const { nbformat, nbformat_minor: minor } = from;
  if (nbformat === undefined) return fail('it has no "nbformat"');
  if (nbformat !== 4 || typeof minor !== 'number' || minor < 5) {
    return fail(
      `it is nbformat ${JSON.stringify(nbformat)}.${JSON.stringify(minor)} and 4.5 is needed; open and save it in JupyterLab 4, which upgrades it`,
    );
  }
  const cells = list(from['cells'], 'cells').map(cell);
  const repeated = cells.find(({ id }, at) => cells.findIndex((other) => other.id === id) !== at);
  if (repeated) return fail(`two cells have the id "${repeated.id}"; rename one`);
  return { cells, metadata: object(from['metadata'], 'metadata'), nbformat, nbformat_minor: minor };
}

export async function readNotebook(path: string): Promise<Notebook> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `notebook ${shown(path)} cannot be read: ${error.code === 'ENOENT' ? 'no such file' : error.message}`,
    );
  });
  return parseNotebook(text, shown(path));
}

// ---- write ----------------------------------------------------------------------------------

/** The MIME types whose strings Jupyter stores as lists of lines. */
const isText = (type: string): boolean =>
  type.startsWith('text/') || type === 'application/javascript' || type === 'image/svg+xml';

/** Python's `str.splitlines(keepends=True)`, by which Jupyter splits. */
const splitLines = (text: string): string[] =>
  text.match(
    /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g,
  ) ?? [];

/** Python's `json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)`. */
function dumps(value: Json, indent: string): string {
  const inner = `${indent} `;
  const wrap = (open: string, parts: string[], close: string): string =>
    parts.length === 0 ? open + close : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
  if (Array.isArray(value))
    return wrap(
      '[',
      value.map((item) => dumps(item, inner)),
      ']',
    );
  if (isObject(value)) {
    const keys = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort();
    return wrap(
      '{',
      keys.map((key) => `${JSON.stringify(key)}: ${dumps(value[key] ?? null, inner)}`),
      '}',
    );
  }
  return typeof value === 'number' ? number(value) : JSON.stringify(value);
}

/** Python goes over to an exponent below 1e-4 (JavaScript below 1e-6) and gives it two digits. */
function number(value: number): string {
  if (value === 0 || Math.abs(value) >= 1e-4) return JSON.stringify(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

const diskBundle = (data: MimeBundle): MimeBundle =>
  Object.fromEntries(
    Object.entries(data).map(([type, value]) => [
      type,
      typeof value === 'string' && isText(type) ? splitLines(value) : value,
    ]),
  );

function diskOutput(output: Output): JsonObject {
  switch (output.output_type) {
    case 'stream':
      return { ...output, text: splitLines(output.text) };
    case 'display_data':
    case 'execute_result':
      return { ...output, data: diskBundle(output.data) };
    case 'error':
      return output;
  }
}

/** The notebook's text exactly as Jupyter saves it. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell): JsonObject => {
    const { trusted: _, ...metadata } = cell.metadata; // Jupyter never saves it
    const disk = { ...cell, metadata, source: splitLines(cell.source) };
    return isCode(cell) ? { ...disk, outputs: cell.outputs.map(diskOutput) } : disk;
  });
  return `${dumps({ ...notebook, cells }, '')}\n`;
}
