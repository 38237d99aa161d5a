import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import picomatch from 'picomatch';
import { currentAnswerDigest, keepAnswers } from '../count/current-answer.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { inProject, projectRoot, shown } from '../load/project.js';
import { type RunResult, runNotebooks } from '../notebook/run.js';
import { interruptible } from '../terminal/interruptible.js';
import { printMessage } from '../terminal/print.js';
import { runProgress } from '../terminal/run-progress.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { notebookPaths } from '../trace/outputs.js';
import type { TracedArticle } from '../trace/trace.js';
import { changedRecordings } from './caveats.js';
import { claimsJson } from './claims-table.js';
import type { Timeouts } from './options.js';
import type { Reply } from './reply.js';
import { endingOf, runSummary } from './run-summary.js';
import { siteAfterRun } from './site-build.js';

/**
 * Runs the notebooks that changed, and says how it went; after a run of all notebooks, builds the site. Where notebooks
 * are named, only the articles whose claims they check are spoken of.
 */
export async function runAndReport(
  named: readonly string[],
  options: { force?: true; json?: true } & Timeouts,
): Promise<Reply> {
  const results = await runWithProgress(named, { ...options, force: options.force ?? false });
  const articles = checkedBy(await cachedTraces(), named.length === 0 ? undefined : results);
  const site = named.length === 0 ? await siteAfterRun() : undefined;
  const changed = await changedRecordings(articles.flatMap(({ traces }) => traces));
  for (const each of changed) printMessage(each);
  const asRun = endingOf(results, articles);
  const ending = asRun === 'asExpected' && changed.length > 0 ? 'unexpected' : asRun;
  if (options.json) return { text: runJson(results, articles), ending };
  return { text: [runSummary(results, articles), ...(site === undefined ? [] : [site])].join('\n'), ending };
}

/** The articles of which one of the notebooks checks a claim; all where none is named. */
export function checkedBy(
  articles: readonly TracedArticle[],
  results: readonly RunResult[] | undefined,
): readonly TracedArticle[] {
  if (results === undefined) return articles;
  const names = new Set(results.map(({ notebook }) => notebook));
  return articles.filter(({ traces }) => traces.some(({ notebook }) => notebook !== null && names.has(notebook)));
}

/** Runs notebooks with progress on stderr; Ctrl-C ends every kernel and leaves every notebook whole. */
export const runWithProgress = (
  named: readonly string[],
  {
    timeout,
    startTimeout,
    ...options
  }: { force?: boolean; into?: string; setting?: Readonly<Record<string, string>> } & Timeouts,
): Promise<RunResult[]> =>
  interruptible((signal) =>
    runNotebooks(chosen(named), {
      ...options,
      root: projectRoot,
      answerDigest: currentAnswerDigest,
      decidedBy: [inProject('data'), inProject('.recount', 'corpora')],
      timeoutMs: timeout * 1000,
      startLimitMs: startTimeout === undefined ? undefined : startTimeout * 1000,
      onEvent: runProgress(),
      signal,
    }).finally(keepAnswers),
  );

const runJson = (results: readonly RunResult[], articles: readonly TracedArticle[]): string =>
  `{"notebooks": ${JSON.stringify(results, null, 2)},\n` +
  `"claims": ${claimsJson(articles.flatMap(({ traces }) => traces))}}`;

/** The notebooks that are named by path, or by name as progress shows them; all of them when none is named. */
export function chosen(named: readonly string[]): string[] {
  const all = notebookPaths();
  if (all.length === 0 && named.length === 0)
    throw new UserError(`there is no notebook in ${inProject('notebooks')}; npx recount init begins a workspace here`);
  if (named.length === 0) return all;
  return [...new Set(named.flatMap((name) => notebooksNamed(name, all)))];
}

/** The notebooks that a path, a name, the beginning of names or a pattern names: `fine-tuning`, `*-print`. */
function notebooksNamed(name: string, all: readonly string[]): readonly string[] {
  const path = [name, `notebooks/${name}`, `notebooks/${name}.ipynb`].find((each) => all.includes(each));
  if (path !== undefined) return [path];
  if (existsSync(name) && statSync(name).isFile()) return [shown(resolve(name))];
  const short = (notebook: string): string => basename(notebook, '.ipynb');
  const isMatch = picomatch(name);
  const found = all.filter((each) => short(each).startsWith(name) || isMatch(short(each)) || isMatch(each));
  if (name !== '' && found.length > 0) return found;
  const names = all.map(short);
  throw new UserError(`there is no notebook "${name}".${didYouMean(name, names)} There are: ${names.join(', ')}`);
}
