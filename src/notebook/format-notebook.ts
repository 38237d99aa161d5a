import {
  isCode,
  isObject,
  isText,
  type Json,
  type JsonObject,
  type MimeBundle,
  type Notebook,
  type Output,
} from './ipynb.js';
import { numeralOf } from './numeral.js';

/** Python's `str.splitlines(keepends=True)`, by which Jupyter splits. */
const splitLines = (text: string): string[] =>
  text.match(/.*?(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|.+$/gs) ?? [];

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
  if (typeof value === 'number') return pythonNumber(value);
  return (typeof value === 'string' ? numeralOf(value) : undefined) ?? JSON.stringify(value);
}

/** Python goes over to an exponent below 1e-4 (JavaScript below 1e-6) and gives it two digits. */
export function pythonNumber(value: number): string {
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
