import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mapQuery, readMapping, unmapRows } from '../../dist/count/map-query.js';
import { queryKey } from '../../dist/count/query.js';
import { readTraces } from '../../dist/trace/trace.js';

const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The recordings of the project, by corpus. */
export const recordings = () =>
  new Map(readdirSync('data/recordings').map((name) => [name.replace('.json', ''), json(`data/recordings/${name}`)]));

/** The code of a notebook as a module that runs without a kernel. */
export function moduleOf(notebook, work) {
  const { cells } = json(join('notebooks', notebook));
  const source = cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n');
  const imports = [...source.matchAll(/^import [^;]*;/gm)].map(([line]) => line);
  const body = source.replaceAll(/^import [^;]*;/gm, '');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const whole = `${imports.join('\n')}\nawait (async () => {\n${body}\n})();`;
  const file = join(work, notebook.replace('.ipynb', '.mjs'));
  writeFileSync(file, ts.transpileModule(whole, { compilerOptions }).outputText);
  return file;
}

/** An answer of a recording, and where it stands there. */
const answersOf = (corpus, { answers }) =>
  answers.map(({ query, ...stored }, answer) => ({ query, stored, from: { corpus, answer } }));

/**
 * What asks recordings: each notebook, and each notebook of an article that is rerun on another corpus, with that
 * corpus' answers in place of its own.
 */
export function tasksOf(recorded, work) {
  const own = new Map([...recorded].map(([corpus, held]) => [corpus, answersOf(corpus, held)]));
  const notebooks = readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'));
  const modules = new Map(notebooks.map((name) => [name, moduleOf(name, work)]));
  return [
    ...notebooks.map((name) => ({ name, module: modules.get(name), answers: own })),
    ...rerunTasks(recorded, modules),
  ];
}

function rerunTasks(recorded, modules) {
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
        return { name: `${article} on ${on}, ${file}`, module: modules.get(file), answers, mayFail: true };
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
