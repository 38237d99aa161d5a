import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { buildDraft } from '../src/draft/build.js';
import { UserError } from '../src/error.js';
import { readCsv } from '../src/load/formats/csv.js';
import { readJsonl } from '../src/load/formats/jsonl.js';
import type { Source } from '../src/load/formats/source.js';
import { readManifest } from '../src/load/manifest.js';
import { inPackage } from '../src/load/project.js';
import { formatNotebook } from '../src/notebook/format-notebook.js';
import type { Cell, Notebook } from '../src/notebook/ipynb.js';
import { findPython } from '../src/notebook/jupyter.js';
import { parseNotebook } from '../src/notebook/parse-notebook.js';
import { numbersIn } from '../src/text/numbers.js';

/*
 * Whatever a file holds is read as an independent reader reads it, or refused in a sentence: Python's json and csv, the
 * YAML library that Recount does not read with, and Intl as the writer of numbers. Each property has its time; the seed
 * is another in every run, and FUZZ_SEED repeats one.
 */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
console.info(`fuzz: FUZZ_SEED=${seed} repeats this run`);
const bounded = { seed, numRuns: 20_000, interruptAfterTimeLimit: 2_500, markInterruptAsFailure: false };

const python = findPython();
if (!python && process.env['CI']) throw new Error('the fuzz needs Python, whose readers are independent of these');
if (!python)
  console.warn('skipped in part: the fuzz of notebooks, CSV and JSONL needs Python, as an independent reader');

/** What Python reads in a text. One process answers them all. */
const askPython = python && openPython(python.command);
function openPython(command: string) {
  const child = spawn(command, [inPackage('test', 'fuzz.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (format: 'notebook' | 'lines' | 'table', text: string): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify([format, text])}\n`);
    return JSON.parse((await answers.next()).value as string);
  };
  return Object.assign(ask, { end: () => child.stdin.end() });
}

const folder = mkdtempSync(join(tmpdir(), 'recount-fuzz-'));
afterAll(() => {
  askPython?.end();
  rmSync(folder, { recursive: true });
});
const fileOf = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** A text as the readers of formats take it. */
const sourceOf = (name: string, text: string): Source => ({
  path: name,
  name,
  async *open() {
    yield Buffer.from(text);
  },
});

/** Any characters but half of one, with those that files and terminals trip over more often than by chance. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\n', '\r', '\r\n', '"', ',', '\\', '\u2028', '\u0000', '\ufeff', '\u0085', '🎉', '{', '}', ' '),
  ),
  maxLength: 12,
});

/** Runs a reader that may refuse, but only in a sentence of its own. */
function refusing<Result>(read: () => Result): Result | UserError {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe.skipIf(!python)('as Python reads it', { timeout: 60_000 }, () => {
  const ask = askPython as NonNullable<typeof askPython>;

  const numeral = fc.oneof(
    fc.bigInt().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? '0' : String(value))),
    fc.constantFrom('1.0', '-0.5', '1e5', '2E-7', '0.10', '12345678901234567890'),
  );
  const cell: fc.Arbitrary<(id: string) => Cell> = fc.oneof(
    fc.record({ source: anyText, count: fc.option(fc.nat()), printed: anyText, value: fc.jsonValue() }).map(
      ({ source, count, printed, value }) =>
        (id: string): Cell => ({
          cell_type: 'code',
          id,
          metadata: {},
          source,
          execution_count: count,
          outputs: [
            { output_type: 'stream', name: 'stdout', text: printed },
            {
              output_type: 'display_data',
              data: { 'text/plain': printed, 'application/json': value as null },
              metadata: {},
            },
          ],
        }),
    ),
    anyText.map(
      (source) =>
        (id: string): Cell => ({ cell_type: 'markdown', id, metadata: {}, source }),
    ),
  );

  test('a notebook is written as Jupyter writes it, and read back the same', async () => {
    const property = fc.asyncProperty(
      fc.array(cell, { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.tuple(numeral)),
      async (cells, numerals) => {
        const notebook: Notebook = {
          cells: cells.map((each, at) => each(`c${at}`)),
          metadata: {},
          nbformat: 4,
          nbformat_minor: 5,
        };
        const text = formatNotebook(notebook);
        expect(await ask('notebook', text)).toBe(text);
        expect(formatNotebook(parseNotebook(text, 'x'))).toBe(text);

        // numbers of the metadata that only other languages write
        const members = Object.entries(numerals).map(([name, [value]]) => `"${name}": ${value}`);
        const foreign = text.replace(
          '"metadata": {},\n "nbformat"',
          `"metadata": {${members.join(', ')}},\n "nbformat"`,
        );
        expect(await ask('notebook', formatNotebook(parseNotebook(foreign, 'x')))).toBe(await ask('notebook', foreign));
      },
    );
    await fc.assert(property, bounded);
  });

  test('CSV has the cells that were written, however they are quoted', async () => {
    // a byte order mark is dropped at the start of any line: files that were joined have one in their middle
    const value = fc.record({ text: anyText.map((text) => text.replaceAll('\ufeff', '')), isQuoted: fc.boolean() });
    const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 4 });
    const written = ({ text, isQuoted }: { text: string; isQuoted: boolean }) =>
      isQuoted || /[",\r\n\ufeff]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
    const property = fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), async (table, end) => {
      const text = ['a,b,c', ...table.map((row) => row.map(written).join(','))].join(end);
      const expected = ((await ask('table', text)) as string[][]).slice(1);
      const read: unknown[] = [];
      for await (const each of readCsv(sourceOf('a.csv', text), { delimiter: ',' }))
        read.push('record' in each ? Object.values(each.record.values) : each.problem);
      expect(read).toEqual(expected);
    });
    await fc.assert(property, bounded);
  });

  test('JSONL has the objects in its lines, and counts the lines that hold none', async () => {
    const line = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue()).map((value) => JSON.stringify(value)),
      },
      {
        weight: 1,
        arbitrary: fc.oneof(
          fc.json(),
          fc.constantFrom('', '{', '{"a":1,}', 'null', '{"a":01}', '{"a":NaN}', '{"a":1} x', "{'a':1}"),
        ),
      },
    );
    const property = fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
      const text = lines.join('\n');
      const [expected, bad] = (await ask('lines', text)) as [string[], number];
      const records: unknown[] = [];
      let problems = 0;
      for await (const each of readJsonl(sourceOf('a.jsonl', text))) {
        if ('record' in each) records.push(each.record.values);
        else if (!/the file is empty/.test(each.problem.reason)) problems += 1;
      }
      // integers beyond 2^53 are kept whole
      const plain = JSON.stringify(records, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each));
      expect(JSON.parse(plain)).toEqual(expected.map((each) => JSON.parse(each) as unknown));
      expect(problems).toBe(bad);
    });
    await fc.assert(property, bounded);
  });
});

test('a manifest is read as another library writes it, or refused in a sentence when it was damaged', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const title = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
  const fields = fc.dictionary(name, fc.record({ kind: fc.constantFrom('name', 'names', 'text'), from: name }), {
    minKeys: 1,
    maxKeys: 4,
  });
  fileOf('rows.jsonl', '{}\n');
  const damage = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 }));
  const property = fc.property(name, title, fields, fc.option(damage), (id, title, fields, damaged) => {
    const manifest = { id, title, files: { format: 'jsonl', path: 'rows.jsonl' }, fields };
    const text = stringify(manifest);
    const at = damaged ? damaged[0] % text.length : 0;
    const content = damaged ? text.slice(0, at) + damaged[2] + text.slice(at + damaged[1]) : text;
    const read = refusing(() => readManifest(fileOf('a.yaml', content)));
    if (damaged) return;
    if (read instanceof UserError) throw read;
    expect([read.id, read.title, Object.keys(read.fields).sort()]).toEqual([id, title, Object.keys(fields).sort()]);
  });
  fc.assert(property, bounded);
}, 60_000);

describe('numbers', { timeout: 60_000 }, () => {
  const figure = fc
    .record({
      digits: fc.integer({ min: 1, max: 9_999_999 }),
      decimals: fc.integer({ min: 0, max: 3 }),
      isShare: fc.boolean(),
    })
    // a bare number that could be a year is one
    .filter(({ digits, decimals, isShare }) => isShare || decimals > 0 || digits < 1_000 || digits > 9_999);

  test.each([
    ['en', 'We counted', 'in all.', '', 3],
    // 1,000 would be a thousand
    ['de', 'Wir zählten 2,20 und', 'insgesamt.', ' ', 2],
  ])('are read as Intl writes them (%s)', (language, before, after, space, mostDecimals) => {
    const property = fc.property(figure, ({ digits, decimals: printedDecimals, isShare }) => {
      const decimals = Math.min(printedDecimals, mostDecimals);
      fc.pre(isShare || decimals > 0 || digits < 1_000 || digits > 9_999);
      const value = digits / 10 ** decimals;
      const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      const printed = new Intl.NumberFormat(language, options).format(value) + (isShare ? `${space}%` : '');
      const read = numbersIn(`${before} ${printed} ${after}`).at(-1);
      expect(read?.values).toMatchObject([{ value, decimals }]);
    });
    fc.assert(property, bounded);
  });
});

describe('a draft', { timeout: 60_000 }, () => {
  const registry = {
    catalog: { values: new Map(), figures: new Map(), tables: new Map(), notRun: new Map() },
    claims: [],
    sensitivities: [],
  };
  const word = fc.constantFrom('postings', 'share', 'roles', 'mention', 'skills', 'the', 'of');

  test('is told of every number that no cell has put there', () => {
    const number = fc.integer({ min: 11, max: 999 }).map(String);
    const sentence = fc.array(fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: number }), {
      minLength: 2,
      maxLength: 9,
    });
    const property = fc.property(fc.array(sentence, { minLength: 1, maxLength: 3 }), (sentences) => {
      const text = sentences.map((words) => `Some ${words.join(' and ')} too.`).join('\n\n');
      const expected = [...text.matchAll(/\d+/g)].map(([digits]) => digits);
      const { diagnostics } = buildDraft(text, 'piece.md', registry);
      // two numbers of the same words contradict each other as well, which is told beside
      const told = diagnostics.filter(({ kind }) => kind === 'unbound').map((each) => each.text);
      expect(told.sort()).toEqual(expected.sort());
    });
    fc.assert(property, bounded);
  });

  test('of any pieces is built, or refused in a sentence', () => {
    const piece = fc.oneof(
      word,
      fc.constantFrom(
        ':value[a]',
        ':value[',
        ':::a',
        '::figure[n/c]',
        '> ',
        '>>> ',
        '- ',
        '1. ',
        '```\n',
        '---\n',
        '[a](javascript:b)',
        '![x](y)',
        '<b>',
        '|a|b|\n|-|-|\n',
        '[^1]',
        '[^1]: ',
        '{',
        '}',
        '\n',
        '\n\n',
        '12%',
        '1.5',
        '*',
        '**',
        '\\',
      ),
      anyText,
    );
    const property = fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      refusing(() => buildDraft(pieces.join(''), 'piece.md', registry));
    });
    fc.assert(property, bounded);
  });
});
