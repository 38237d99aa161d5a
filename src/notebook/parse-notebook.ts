import { readFile } from 'node:fs/promises';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import { pythonNumber } from './format-notebook.js';
import {
  type Cell,
  isObject,
  isText,
  type Json,
  type JsonObject,
  type MimeBundle,
  type Notebook,
  type Output,
} from './ipynb.js';
import { markNumerals, numeralOf } from './numeral.js';

/** Something in the file that a notebook does not have; the message says where and what. */
class Malformed extends Error {}

const malformed = (reason: string): never => {
  throw new Malformed(reason);
};

/** A notebook beside the text that it was read from. */
export interface NotebookFile {
  readonly text: string;
  readonly notebook: Notebook;
}

/**
 * Reads a notebook file. @throws UserError when it is missing, is not UTF-8, or is not a notebook that Recount can run
 */
export async function readNotebook(path: string): Promise<NotebookFile> {
  const text = await readNotebookText(path);
  return { text, notebook: parseNotebook(text, shown(path)) };
}

/** The text of a notebook file. @throws UserError when it is missing, or its bytes are not UTF-8 */
export async function readNotebookText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'no such file' : error.message;
    throw new UserError(`notebook ${shown(path)} cannot be read: ${reason}`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { line, byte, value } = firstInvalidByte(bytes);
    throw new UserError(
      `notebook ${shown(path)} is not valid UTF-8: line ${line}, byte ${byte} (0x${value.toString(16)}); ` +
        'it would be replaced and lost, so mend or delete it first',
    );
  }
}

/** Where bytes stop being UTF-8: the line and the byte in it, from 1. */
function firstInvalidByte(bytes: Buffer): { line: number; byte: number; value: number } {
  let [valid, invalid] = [0, bytes.length]; // as many bytes from the start are valid, or are not
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  const before = bytes.subarray(0, valid);
  const lineStart = before.lastIndexOf(0x0a) + 1;
  const line = before.filter((byte) => byte === 0x0a).length + 1;
  return { line, byte: valid - lineStart + 1, value: bytes[valid] ?? 0 };
}

/**
 * Reads the text of a notebook file; `file` names it in errors.
 *
 * @throws UserError when it is not a notebook of the TypeScript kernel in nbformat 4.5
 */
export function parseNotebook(text: string, file: string): Notebook {
  try {
    return notebookOf(parseJson(text));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new UserError(`${file} is not a notebook that Recount can run: ${error.message}`);
  }
}

function parseJson(text: string): Json {
  try {
    const marked = markNumerals(text, pythonNumber);
    return marked === text ? (JSON.parse(text) as Json) : withNumbers(JSON.parse(marked) as Json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const conflict = text.split('\n').findIndex((line) => /^<{7}(?: |$)/.test(line));
    if (conflict < 0) return malformed(error.message);
    return malformed(
      `it holds a merge conflict, from line ${conflict + 1} on; ` +
        'choose a side (git checkout --ours or --theirs), or merge it with nbdime',
    );
  }
}

/** Metadata and attachments are kept as they stand and never computed with: their marked numbers stay. */
const kept = /^(?:cells\.\d+\.(?:outputs\.\d+\.)?)?(?:metadata|attachments)$/;

/** Turns marked numbers elsewhere into numbers. */
function withNumbers(value: Json, path = ''): Json {
  if (typeof value === 'string') {
    const numeral = numeralOf(value);
    return numeral === undefined ? value : Number(numeral);
  }
  const below = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((each, at) => withNumbers(each, below(at)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, kept.test(below(key)) ? each : withNumbers(each, below(key))]),
  );
}

function notebookOf(json: Json): Notebook {
  const from = object(json, 'the file');
  const { nbformat, nbformat_minor: minor } = from;
  if (nbformat === undefined) return malformed('it has no "nbformat"');
  if (nbformat !== 4 || typeof minor !== 'number' || minor < 5) {
    const version = `${JSON.stringify(nbformat)}.${JSON.stringify(minor)}`;
    return malformed(
      `it is nbformat ${version} and 4.5 is needed; open and save it in JupyterLab 4, which upgrades it`,
    );
  }
  const metadata = object(from['metadata'], 'metadata');
  checkKernel(metadata);
  const cells = list(from['cells'], 'cells').map(cellOf);
  const ids = new Set<string>();
  for (const { id } of cells) {
    if (ids.has(id)) return malformed(`two cells have the id "${id}"; rename one`);
    ids.add(id);
  }
  return { cells, metadata, nbformat, nbformat_minor: minor };
}

/** A notebook of another kernel is not made one of TypeScript. One that names no kernel is taken as ours. */
function checkKernel({ kernelspec, language_info: languageInfo }: JsonObject): void {
  const named = isObject(kernelspec) ? kernelspec : {};
  const language = named['language'] ?? (isObject(languageInfo) ? languageInfo['name'] : undefined);
  const kernel = named['name'];
  const isOurs = kernel === undefined || (typeof kernel === 'string' && /tslab/i.test(kernel));
  if (isOurs && (language === undefined || String(language).toLowerCase() === 'typescript')) return;
  const which = `${String(language ?? 'unknown')}${kernel === undefined ? '' : `, "${String(kernel)}"`}`;
  malformed(
    `its kernel is another one (${which}), and Recount runs TypeScript in tslab; ` +
      'if its cells are TypeScript, choose that kernel in JupyterLab or VS Code and save it',
  );
}

function cellOf(value: Json, index: number): Cell {
  const where = `cell ${index + 1}`;
  const from = object(value, where);
  const id = from['id'];
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) {
    return malformed(
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
    case 'code': {
      const outputs = list(from['outputs'], `${where}.outputs`);
      return {
        ...base,
        cell_type: type,
        execution_count: count(from['execution_count'], `${where}.execution_count`),
        outputs: outputs.map((one, at) => outputOf(one, `${where}, output ${at + 1}`)),
      };
    }
    case 'markdown':
    case 'raw': {
      const { attachments } = from;
      return { ...base, cell_type: type, ...(isObject(attachments) ? { attachments } : {}) };
    }
    default:
      return malformed(`${where}.cell_type is ${JSON.stringify(type)}`);
  }
}

function outputOf(value: Json, where: string): Output {
  const from = object(value, where);
  const type = from['output_type'];
  const bundle = () => ({
    data: bundleOf(from['data'], `${where}.data`),
    metadata: object(from['metadata'], `${where}.metadata`),
  });
  switch (type) {
    case 'stream': {
      const name = from['name'];
      if (name !== 'stdout' && name !== 'stderr') return malformed(`${where}.name is ${JSON.stringify(name)}`);
      return { output_type: type, name, text: lines(from['text'], `${where}.text`) };
    }
    case 'display_data':
      return { output_type: type, ...bundle() };
    case 'execute_result':
      return {
        output_type: type,
        ...bundle(),
        execution_count: count(from['execution_count'], `${where}.execution_count`),
      };
    case 'error': {
      const traceback = list(from['traceback'], `${where}.traceback`);
      return {
        output_type: type,
        ename: lines(from['ename'], `${where}.ename`),
        evalue: lines(from['evalue'], `${where}.evalue`),
        traceback: traceback.map((line) => lines(line, `${where}.traceback`)),
      };
    }
    default:
      return malformed(`${where}.output_type is ${JSON.stringify(type)}`);
  }
}

const bundleOf = (value: Json | undefined, where: string): MimeBundle =>
  Object.fromEntries(
    Object.entries(object(value, where)).map(([type, data]) => [
      type,
      isText(type) ? lines(data, `${where}.${type}`) : data,
    ]),
  );

const object = (value: Json | undefined, where: string): JsonObject =>
  isObject(value) ? value : malformed(`${where} is not an object`);

const list = (value: Json | undefined, where: string): Json[] =>
  Array.isArray(value) ? value : malformed(`${where} is not a list`);

function lines(value: Json | undefined, where: string): string {
  const parts: (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return parts.every((part) => typeof part === 'string') ? parts.join('') : malformed(`${where} is not text`);
}

const count = (value: Json | undefined, where: string): number | null =>
  value === undefined || value === null || typeof value === 'number'
    ? (value ?? null)
    : malformed(`${where} is not a number`);
