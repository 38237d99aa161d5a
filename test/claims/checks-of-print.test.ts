import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { readArticle } from '../../src/claims/article.js';
import type { Computed } from '../../src/claims/expectation.js';
import * as recount from '../../src/index.js';
import { inProject } from '../../src/load/project.js';
import { isCode } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { readTraces, type Trace } from '../../src/trace/trace.js';

/** A printed text that says something else: other digits, or where it has none other words. */
function changed(printed: string): string {
  const ratings: Readonly<Record<string, string>> = { low: 'high', medium: 'high', high: 'low' };
  if (!/\d/.test(printed)) return ratings[printed] ?? [...printed].reverse().join('');
  return printed
    .replace(/\d(?=\D*$)/, (last) => String((Number(last) + 3) % 10))
    .replace(/\d/, (first) => String((Number(first) % 9) + 1));
}

/** Runs the cells of a notebook with the print of one claim changed; the values that they check, and what they read. */
async function run(code: string, other?: string) {
  const values = new Map<string, string>();
  const read = new Set<string>();
  const article = (id: string) => ({
    printed: (claim: string) => {
      read.add(`${id}/${claim}`);
      const printed = recount.article(id).printed(claim);
      return `${id}/${claim}` === other ? changed(printed) : printed;
    },
    check: (checked: Readonly<Record<string, Computed>>) => {
      for (const [claim, value] of Object.entries(checked)) values.set(`${id}/${claim}`, JSON.stringify(value));
    },
  });
  const library = { ...recount, article, show: () => {}, plot: async () => {} };
  const cells = new Function('require', 'exports', `return (async () => {${code}\n})()`);
  // a changed print may be refused further on; the values checked until then tell enough
  await cells(() => library, {}).catch((error: unknown) => {
    if (other === undefined) throw error;
  });
  return { values, read };
}

/** The compiler of the kernel, which knows no types here. */
const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab') as {
  ModuleKind: { CommonJS: number };
  ScriptTarget: { ES2022: number };
  transpileModule(source: string, options: { compilerOptions: object }): { outputText: string };
};

function codeOf(notebook: string): string {
  const source = parseNotebook(readFileSync(inProject(notebook), 'utf8'), notebook)
    .cells.filter(isCode)
    .map((cell) => cell.source)
    .join('\n');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

const traced = readTraces();
const isOfPrint = ({ evidence }: { readonly evidence: string | null }) => evidence === 'print';

test('an article with data of its own is decided by counts, in every check', () => {
  const onCounts = (trace: Trace) => trace.replications.length === 0 && trace.evidence !== null && !isOfPrint(trace);
  const withData = traced.filter(({ traces }) => traces.some(onCounts));
  expect(withData.map(({ article }) => article.id)).toContain('fine-tuning-by-role');
  expect(withData.flatMap(({ traces }) => traces.filter(isOfPrint).map(({ id }) => id))).toEqual([]);
});

const notebooks = new Set(
  traced.flatMap(({ traces }) => traces.filter(isOfPrint).map(({ notebook }) => notebook ?? '')),
);

test.each([...notebooks])('no check of %s holds a printed number against itself alone', async (notebook) => {
  const code = codeOf(notebook);
  const { values, read } = await run(code);
  expect(values.size).toBeGreaterThan(0);
  const restsOn = new Map([...values.keys()].map((claim) => [claim, new Set<string>()]));
  for (const print of read) {
    const after = await run(code, print);
    for (const [claim, value] of values) if (after.values.get(claim) !== value) restsOn.get(claim)?.add(print);
  }
  const claims = [...new Set([...values.keys()].map((id) => id.split('/')[0] ?? ''))].flatMap(
    (id) => readArticle(id).claims,
  );
  const alone = claims.filter(({ id, checkedAs }) => {
    const prints = restsOn.get(checkedAs);
    return prints !== undefined && ![...prints].some((print) => print !== id);
  });
  expect(alone.map(({ id }) => id)).toEqual([]);
});
