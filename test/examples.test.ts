/**
 * Every `@example` of a doc comment under src/ runs here. An expression must give what stands after its `// =>`, and what
 * a line puts into a cell's output must hold the words after its `// shows`.
 *
 *     @example
 *     const role = { k: 526, n: 2893 }
 *     wilson(role).low // => 0.1682
 *     show([role]) // shows |526|2,893|
 *
 * A line is an expression or a declaration; all that src/index.ts and the file itself export is in scope. Numbers are compared
 * after rounding to the digits printed, objects only in the keys printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as library from '../src/index.js';

interface Example {
  file: string;
  line: number;
  /** What the doc comment documents. */
  name: string;
  code: string[];
}

const AsyncFunction = (async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>;

const documentedFunction = /(\/\*\*(?:(?!\*\/)[^])*\*\/)\nexport (?:async )?(?:function|const) (\w+)/g;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join('src', file))
  .sort();
const examples = files.flatMap(examplesOf);
/** The doc comments of functions that a file exports. */
const comments = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(documentedFunction)].map(([, text = '', name = '']) => ({ name, text })),
);

describe('The examples in doc comments give what they say', () => {
  for (const { file, line, name, code } of examples) {
    it(`${file}:${line} ${name}`, async () => {
      for (const { source, value, literal, shown, shows } of await run(
        code,
        (await import(join('..', file))) as object,
      )) {
        const where = `${file}:${line} ${source}`;
        if (shows !== undefined) expect.soft(shown, where).toContain(shows);
        if (literal === undefined) continue;
        const printed = parse(literal);
        expect.soft(rounded(value, printed), where).toEqual(numbers(printed));
      }
    });
  }
});

describe('Every function that a notebook imports has an example, and says what it takes and gives', () => {
  const documented = new Set(examples.map(({ name }) => name));
  const functions = Object.entries(library).flatMap(([name, value]) =>
    typeof value === 'function' ? [{ name, value }] : [],
  );
  it.each(functions)('$name', ({ name, value }) => {
    expect(documented).toContain(name);
    const own = comments.filter((comment) => comment.name === name).map(({ text }) => text);
    expect(
      own.some((text) => value.length === 0 || text.includes('@param ')),
      `@param of ${name}`,
    ).toBe(true);
  });
});

/** The examples of one file: the lines between `@example` and the next tag or the end of the comment. */
function examplesOf(file: string): Example[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[^])*\*\//g)].flatMap((comment) => {
    const start = comment.index ?? 0;
    const name = /^\s*export (?:async )?(?:function|const|class) (\w+)/.exec(
      text.slice(start + comment[0].length),
    )?.[1];
    const first = text.slice(0, start).split('\n').length;
    const lines = comment[0].split('\n').map((line) => line.replace(/^\s*\/?\*+\/?\s?/, '').replace(/\s*\*\/$/, ''));
    return lines.flatMap((line, i) => {
      if (line.trim() !== '@example') return [];
      const rest = lines.slice(i + 1);
      const end = rest.findIndex((next) => next.startsWith('@'));
      const code = rest
        .slice(0, end < 0 ? undefined : end)
        .filter((next) => next.trim() !== '' && !next.startsWith('```'));
      return [{ file, line: first + i + 1, name: name ?? '', code }];
    });
  });
}

/** A line of an example: what it gave and showed, and what it says that it gives and shows. */
interface Line {
  readonly source: string;
  readonly literal?: string | undefined;
  readonly shows?: string | undefined;
  readonly value?: unknown;
  readonly shown?: string;
}

/** Runs the lines of one example; gives those that say what they give or show. */
async function run(code: readonly string[], own: object): Promise<Line[]> {
  const lines: Line[] = code.map((line) => {
    const [source = '', literal] = line.split('// =>');
    const [statement = '', shows] = source.split('// shows');
    return { source: statement.trim().replace(/;$/, ''), literal: literal?.trim(), shows: shows?.trim() };
  });
  const body = lines.map(({ source, literal }) =>
    literal === undefined ? `${source};\n$results.push(undefined);` : `$results.push(await (${source}));`,
  );
  const scope = { ...library, ...own };
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const shown = () => written.mock.calls.map(([text]) => String(text)).join('');
  try {
    const evaluate = new AsyncFunction(
      ...Object.keys(scope),
      `const $results = [];\n${body.join('\n')}\nreturn $results;`,
    );
    const values = (await evaluate(...Object.values(scope))) as unknown[];
    return lines.map((line, i) => ({ ...line, value: values[i], shown: shown() }));
  } finally {
    written.mockRestore();
  }
}

/** A number as it was printed, with its digits. */
class Printed {
  constructor(readonly text: string) {}
}

/** The value of a literal, with every number as it was printed. */
function parse(literal: string): unknown {
  const marked = literal.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\b\d[\d.]*(?:e[-+]?\d+)?\b/gi, (token) =>
    /^['"]/.test(token) ? token : `printed('${token}')`,
  );
  return new Function('printed', `return (${marked});`)((text: string) => new Printed(text));
}

/** A value in the shape of a printed one: its numbers rounded to the printed digits, other keys left out. */
function rounded(value: unknown, printed: unknown): unknown {
  if (printed instanceof Printed) return typeof value === 'number' ? roundAs(printed.text, value) : value;
  if (Array.isArray(printed) && Array.isArray(value)) return value.map((item, i) => rounded(item, printed[i]));
  if (!isObject(printed) || !isObject(value)) return value;
  return Object.fromEntries(Object.keys(printed).map((key) => [key, rounded(value[key], printed[key])]));
}

function roundAs(text: string, value: number): number {
  const [mantissa = '', exponent] = text.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return Number(exponent === undefined ? value.toFixed(decimals) : value.toExponential(decimals)) + 0;
}

/** A printed value with plain numbers. */
function numbers(printed: unknown): unknown {
  if (printed instanceof Printed) return Number(printed.text) + 0;
  if (Array.isArray(printed)) return printed.map(numbers);
  if (!isObject(printed)) return printed;
  return Object.fromEntries(Object.entries(printed).map(([key, item]) => [key, numbers(item)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
