import { type Expression, parseExpressionAt } from 'acorn';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { type CodeCell, isCode, isObject, type Json, type Notebook } from './ipynb.js';

/*
 * A notebook takes parameters by the convention of papermill: a code cell with the tag `parameters` declares them, each
 * with its default.
 */

/** Values of parameters, by name. */
export type Setting = Readonly<Record<string, Json>>;

/** A parameter, the value that its cell gives it, and where that stands in the cell's source. */
interface Parameter {
  readonly name: string;
  readonly value: Json;
  readonly start: number;
  readonly end: number;
}

const isParametersCell = ({ metadata: { tags } }: CodeCell): boolean =>
  Array.isArray(tags) && tags.includes('parameters');

/** The values that a notebook's parameters have in its file; none where it has no such cell. */
export const settingOf = (cells: readonly CodeCell[]): Setting =>
  Object.fromEntries(
    cells.filter(isParametersCell).flatMap((cell) => declaredIn(cell).map(({ name, value }) => [name, value])),
  );

/**
 * The notebook with other values of its parameters, written where their defaults stand. Types and other code of the
 * cell stay as they are.
 *
 * @param given the values as texts, by name
 * @param file names the notebook in errors
 * @throws UserError for a notebook without parameters, an unknown name, or a value of another type than the default's
 */
export function withSetting(
  notebook: Notebook,
  given: Readonly<Record<string, string>>,
  file: string,
): { readonly notebook: Notebook; readonly setting: Setting } {
  const defaults = settingOf(notebook.cells.filter(isCode));
  const known = Object.entries(defaults).map(([name, value]) => `${name} (${JSON.stringify(value)})`);
  if (known.length === 0)
    throw new UserError(
      `${file} takes no parameters; a code cell with the tag "parameters" declares them, as in const least = 100;`,
    );
  const values = Object.entries(given).map(([name, text]): [string, Json] => {
    const value = defaults[name];
    if (value !== undefined) return [name, read(text, value, name)];
    const near = didYouMean(name, Object.keys(defaults));
    throw new UserError(`${file} has no parameter "${name}".${near} It has: ${known.join(', ')}`);
  });
  const setting = Object.fromEntries(values);
  const cells = notebook.cells.map((cell) =>
    isCode(cell) && isParametersCell(cell) ? { ...cell, source: sourceWith(cell, setting) } : cell,
  );
  return { notebook: { ...notebook, cells }, setting };
}

/** A cell's source with other values, the last first, so that the places of the others hold. */
const sourceWith = (cell: CodeCell, setting: Setting): string =>
  declaredIn(cell)
    .filter(({ name }) => Object.hasOwn(setting, name))
    .reduceRight(
      (source, { name, start, end }) => source.slice(0, start) + JSON.stringify(setting[name]) + source.slice(end),
      cell.source,
    );

/** The variables of a cell whose value is written out, such as `const least = 100;`. What is computed is none. */
function declaredIn({ source }: CodeCell): Parameter[] {
  const declarations = source.matchAll(/^(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=]+?)?=\s*/gm);
  return [...declarations].flatMap((found) => {
    const [matched, name = ''] = found;
    try {
      const parsed = parseExpressionAt(source, found.index + matched.length, { ecmaVersion: 'latest' });
      const node = parsed.type === 'SequenceExpression' ? parsed.expressions[0] : parsed; // const a = 1, b = 2
      if (!node) return [];
      const value = literal(node);
      return value === undefined ? [] : [{ name, value, start: node.start, end: node.end }];
    } catch {
      return []; // TypeScript that is no JavaScript, hence no literal
    }
  });
}

/** The value of an expression that is a literal: a text, a number, a truth value, null, a list or record of them. */
function literal(node: Expression): Json | undefined {
  switch (node.type) {
    case 'Literal':
      return node.value === null || ['string', 'number', 'boolean'].includes(typeof node.value)
        ? (node.value as Json)
        : undefined;
    case 'UnaryExpression': {
      const value = node.operator === '-' ? literal(node.argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const items = node.elements.map((each) => (each?.type === 'SpreadElement' || !each ? undefined : literal(each)));
      return items.every((each) => each !== undefined) ? items : undefined;
    }
    case 'ObjectExpression': {
      const entries = node.properties.map((each): [string, Json] | undefined => {
        if (each.type === 'SpreadElement' || each.computed || each.kind !== 'init') return undefined;
        const key = each.key.type === 'Identifier' ? each.key.name : literal(each.key as Expression);
        const value = literal(each.value);
        return value === undefined ? undefined : [String(key), value];
      });
      return entries.every((each) => each !== undefined) ? Object.fromEntries(entries) : undefined;
    }
    default:
      return undefined;
  }
}

/** A value given as a text, of the type of the default. @throws UserError where it is of none */
function read(text: string, before: Json, name: string): Json {
  if (typeof before === 'string') return text;
  const value = parsed(text);
  const type = typeOf(before);
  if (value !== undefined && (before === null || typeOf(value) === type)) return value;
  if (before === null) return text;
  throw new UserError(`${name} is ${type}, such as ${JSON.stringify(before)}, and ${JSON.stringify(text)} is none`);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a record';
  return typeof value === 'number' ? 'a number' : 'true or false';
}
