import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mapQuery, readMapping, unmapRows } from '../../dist/count/map-query.js';
import { queryKey } from '../../dist/count/query.js';
import { readTraces } from '../../dist/trace/trace.js';

const require = createRequire(import.meta.url);
const ts = require('@tslab/typescript-for-tslab');
const { computedApart } = require('../../src/notebook/in-kernel/rerun.cjs');
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The recordings of the project, by corpus. */
export const recordings = () =>
  new Map(readdirSync('data/recordings').map((name) => [name.replace('.json', ''), json(`data/recordings/${name}`)]));

const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };

/**
 * The code of a notebook as a module that runs without a kernel. As a rerun has it, each value is computed by itself,
 * and a cell that fails hands its error to `cellFailed` and ends no other.
 */
export function moduleOf(notebook, work, { isRerun = false } = {}) {
  const { cells } = json(join('notebooks', notebook));
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
  const compiled = (isRerun ? code : [code.join('\n')]).map((source) => {
    const transformers = isRerun ? { before: [computedApart(ts), sharedByCells] } : {};
    return ts.transpileModule(source, { compilerOptions, transformers, fileName: '__tslab__.ts' }).outputText;
  });
  const imports = compiled.flatMap((each) => each.match(importLine) ?? []);
  const bodies = compiled.map((each) => each.replaceAll(importLine, ''));
  const apart = (body) => `try {\n${body}\n} catch (error) { cellFailed(error); }`;
  const body = (isRerun ? bodies.map(apart) : bodies).join('\n');
  const file = join(work, notebook.replace('.ipynb', isRerun ? '.rerun.mjs' : '.mjs'));
  writeFileSync(file, `${imports.join('\n')}\nawait (async () => {\n${body}\n})();`);
  return file;
}

const importLine = /^import [^;]*;/gm;

/** Makes the variables of a cell those of all: of their function, not of the block in which the cell stands. */
const sharedByCells =
  ({ factory }) =>
  (file) =>
    factory.updateSourceFile(
      file,
      file.statements.map((each) => {
        if (ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each))
          throw new Error(`${each.name.text} would not be seen by later cells: write it as a variable`);
        if (!ts.isVariableStatement(each)) return each;
        const list = factory.createVariableDeclarationList(each.declarationList.declarations, ts.NodeFlags.None);
        return factory.updateVariableStatement(each, each.modifiers, list);
      }),
    );

/** An answer of a recording, and where it stands there. */
const answersOf = (corpus, { answers }) =>
  answers.map(({ query, ...stored }, answer) => ({ query, stored, from: { corpus, answer } }));

/**
 * What asks recordings: each notebook, and each notebook of an article that is rerun on another corpus, with that
 * corpus' answers in place of its own; those last that count anew for each choice, which takes them long.
 */
export function tasksOf(recorded, work) {
  const own = new Map([...recorded].map(([corpus, held]) => [corpus, answersOf(corpus, held)]));
  const notebooks = readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'));
  const tasks = notebooks.map((name) => ({ name, module: moduleOf(name, work), answers: own }));
  const isLong = ({ name }) => name.startsWith('sensitivity');
  return [...tasks.filter((each) => !isLong(each)), ...rerunTasks(recorded, work), ...tasks.filter(isLong)];
}

function rerunTasks(recorded, work) {
  const names = readdirSync('data/reruns');
  const mappings = [{}, ...names.filter((name) => name.endsWith('.yaml')).map((n) => readMapping(`data/reruns/${n}`))];
  const articles = readTraces();
  return names
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const { article, on } = json(`data/reruns/${name}`);
      const traces = articles
        .find((each) => each.article.id === article)
        .traces.filter(({ computed }) => computed !== null);
      const corpora = [...new Set(traces.flatMap(({ sources }) => sources.map(({ corpus }) => corpus)))];
      const there = new Map(answersOf(on, recorded.get(on)).map((each) => [queryKey(each.query), each]));
      const answers = new Map(
        corpora.map((corpus) => [
          corpus,
          recorded.get(corpus).answers.flatMap((each) => asThere(each, there, mappings)),
        ]),
      );
      return [...new Set(traces.flatMap(({ notebook }) => notebook ?? []))].map((notebook) => {
        const file = notebook.replace('notebooks/', '');
        const module = moduleOf(file, work, { isRerun: true });
        return { name: `${article} on ${on}, ${file}`, module, answers };
      });
    });
}

/** The answer of another corpus to a recorded query, if it is recorded there. */
function asThere({ query, lexicon }, there, mappings) {
  const mapped = mappings.map((mapping) => mapQuery(query, mapping)).find((each) => there.has(queryKey(each)));
  if (!mapped) return [];
  const { stored, from } = there.get(queryKey(mapped));
  return [{ query, from, stored: { ...(lexicon && { lexicon }), rows: unmapRows(stored.rows, query, mapped) } }];
}
