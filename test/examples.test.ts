/**
 * Every `@example` of a doc comment under src/ runs here, and must give what stands after its `// =>`.
 *
 *     @example
 *     const role = { k: 526, n: 2893 }
 *     wilson(role).low // => 0.1682
 *
 * A line is an expression or a declaration; all that src/index.ts and the file itself export is in scope. Numbers are compared
 * after rounding to the digits printed, objects only in the keys printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index.js';
import * as stats from '../src/stats/index.js';

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

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join('src', file))
  .sort();
const examples = files.flatMap(examplesOf);

describe('The examples in doc comments give what they say', () => {
  for (const { file, line, name, code } of examples) {
    it(`${file}:${line} ${name}`, async () => {
      for (const { source, value, literal } of await run(code, (await import(join('..', file))) as object)) {
        const printed = parse(literal);
        expect.soft(rounded(value, printed), `${file}:${line} ${source}`).toEqual(numbers(printed));
      }
    });
  }
});

describe('Every function that a notebook gets from stats has an example', () => {
  const documented = new Set(examples.map(({ name }) => name));
  it.each(Object.keys(stats))('%s', (name) => {
    expect(documented).toContain(name);
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

/** Runs the lines of one example; gives the value of each line that says what it should be. */
async function run(
  code: readonly string[],
  own: object,
): Promise<{ source: string; literal: string; value: unknown }[]> {
  const lines = code.map((line) => {
    const [source = '', literal] = line.split('// =>');
    return { source: source.trim().replace(/;$/, ''), literal: literal?.trim() };
  });
  const body = lines.map(({ source, literal }) =>
    literal === undefined ? `${source};` : `$results.push(await (${source}));`,
  );
  const scope = { ...library, ...own };
  const evaluate = new AsyncFunction(
    ...Object.keys(scope),
    `const $results = [];\n${body.join('\n')}\nreturn $results;`,
  );
  const values = (await evaluate(...Object.values(scope))) as unknown[];
  return lines
    .flatMap(({ source, literal }) => (literal === undefined ? [] : [{ source, literal }]))
    .map((line, i) => ({ ...line, value: values[i] }));
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
