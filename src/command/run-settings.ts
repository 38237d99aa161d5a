import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fails } from '../claims/verdict.js';
import { UserError } from '../error.js';
import { inProject, shown } from '../load/project.js';
import { digest } from '../notebook/file-digest.js';
import { isCode, type Notebook } from '../notebook/ipynb.js';
import { type Setting, settingOf, withSetting } from '../notebook/parameters.js';
import { parseNotebook } from '../notebook/parse-notebook.js';
import type { RunResult } from '../notebook/run.js';
import { columns, wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { json as asJson } from '../terminal/visible.js';
import { plainValue } from '../trace/plain-words.js';
import { readTraces, type Trace } from '../trace/trace.js';
import type { Given, Timeouts } from './options.js';
import { plural } from './plural.js';
import type { Reply } from './reply.js';
import { chosen, runWithProgress } from './run-notebooks.js';

/** The runs of the notebooks that have a parameter, with one value of each. */
export interface SettingRun {
  readonly setting: Setting;
  readonly results: readonly RunResult[];
  /** The folder that holds the executed notebooks. */
  readonly folder: string;
  readonly traces: readonly Trace[];
}

/** Values of parameters as they were given. */
type Texts = Readonly<Record<string, string>>;

/** So many settings stand side by side in one table. */
const beside = 3;

/**
 * Runs notebooks with other values of their parameters, once for each combination, beside the committed ones: neither
 * they nor their verdicts change. Says which recounted values become others.
 *
 * @throws UserError where no notebook has a parameter of the name, or a value is of another type than its default
 */
export async function runSettings(
  named: readonly string[],
  { set, json, ...limits }: { set: Given; json?: true } & Timeouts,
): Promise<Reply> {
  const notebooks = notebooksWith(chosen(named), [...set.keys()]);
  const runs: SettingRun[] = [];
  for (const given of combinations(set)) runs.push(await runSetting(notebooks, given, limits));
  const committed = readTraces().flatMap(({ traces }) => traces);
  const before = committed.filter(({ notebook, computed }) => computed !== null && notebooks.includes(notebook ?? ''));
  const ending = runs.some(({ results }) => results.some(({ kind }) => kind === 'failed'))
    ? 'notebookFailed'
    : 'asExpected';
  return { text: json ? settingsJson(before, runs) : settingsText(notebooks, before, runs), ending };
}

/**
 * Runs notebooks with one value of each parameter, into a folder of their own.
 *
 * @throws UserError where a value is of another type than its default, before anything runs
 */
export async function runSetting(notebooks: readonly string[], given: Texts, limits: Timeouts): Promise<SettingRun> {
  const settings = notebooks.map((path) => withSetting(notebookAt(path), ownOf(path, given), path).setting);
  const folder = inProject('.recount', 'settings', folderName(given));
  const results: RunResult[] = [];
  for (const path of notebooks)
    results.push(...(await runWithProgress([path], { ...limits, into: folder, setting: ownOf(path, given) })));
  const ran = new Set(results.filter(({ kind }) => kind === 'executed').map(({ notebook }) => notebook));
  const traces = readTraces(folder).flatMap((each) => each.traces);
  return {
    setting: Object.assign({}, ...settings),
    results,
    folder,
    traces: traces.filter(({ notebook }) => ran.has(notebook ?? '')),
  };
}

/** The notebooks that have one of the parameters. @throws UserError for a parameter that none has */
export function notebooksWith(paths: readonly string[], names: readonly string[]): string[] {
  const known = new Map(paths.map((path) => [path, Object.keys(defaultsOf(path))]));
  for (const name of names) {
    if ([...known.values()].some((each) => each.includes(name))) continue;
    const [only] = paths;
    if (paths.length === 1 && only !== undefined) withSetting(notebookAt(only), { [name]: '' }, only);
    const having = [...known].filter(([, each]) => each.length > 0);
    const list = having.map(([path, each]) => `${basename(path, '.ipynb')} (${each.join(', ')})`).join(', ');
    throw new UserError(`no notebook has a parameter "${name}"; with parameters: ${list || 'none'}`);
  }
  return paths.filter((path) => known.get(path)?.some((each) => names.includes(each)));
}

const notebookAt = (path: string) => parseNotebook(readFileSync(inProject(path), 'utf8'), path);
const defaultsOf = (path: string): Setting => settingOf(notebookAt(path).cells.filter(isCode));

/** A notebook with those of the values that are given for its own parameters; as it is where none is. */
export const notebookWith = (path: string, given: Texts): Notebook => {
  const own = ownOf(path, given);
  const notebook = notebookAt(path);
  return Object.keys(own).length === 0 ? notebook : withSetting(notebook, own, path).notebook;
};

/** Of the values that are given, those of a notebook's own parameters. */
function ownOf(path: string, given: Texts): Texts {
  const defaults = defaultsOf(path);
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(defaults, name)));
}

/** Every combination of the values that are given. */
export function combinations(set: Given): Texts[] {
  let all: Texts[] = [{}];
  for (const [name, values] of set) all = all.flatMap((each) => values.map((value) => ({ ...each, [name]: value })));
  return all;
}

/** A name for a folder that says the values, and is another for others however long they are. */
function folderName(given: Texts): string {
  const name = Object.entries(given)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(',');
  return name.length <= 80 ? name : `${name.slice(0, 60)}…${digest(name).slice(-12)}`;
}

function settingsText(notebooks: readonly string[], before: readonly Trace[], runs: readonly SettingRun[]): string {
  const names = Object.keys(runs[0]?.setting ?? {});
  const moved = before.filter((trace) => runs.some((run) => isOther(trace, run)));
  const tables = [];
  for (let at = 0; moved.length > 0 && at < runs.length; at += beside)
    tables.push(...settingsTable(names, moved, runs.slice(at, at + beside)), '');
  const failed = runs.flatMap(({ setting, results }) =>
    results.flatMap((result) =>
      result.kind === 'failed'
        ? [wrap(`${said(setting)}: ${result.notebook} failed: ${result.error.message.split('\n')[0]}`, '', 80)]
        : [],
    ),
  );
  const of = `${plural(notebooks.length, 'notebook')}, ${plural(runs.length, 'setting')} of ${names.join(', ')}`;
  const changes =
    failed.length > 0
      ? `${failed.length} failed, ${moved.length} of ${before.length} recounted claims change in the others`
      : `of ${before.length} recounted claims ${moved.length} change, ${before.length - moved.length} do not`;
  return [
    ...tables,
    ...failed.map((line) => paint('red', line)),
    wrap(`${of}: ${changes}. What is committed stays.`, '', 80),
    ...runs.map(({ setting, folder }) => paint('dim', `${said(setting)}: ${shown(folder)}`)),
  ].join('\n');
}

const said = (setting: Setting): string =>
  Object.entries(setting)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join(', ');

/** The values as a head of a column has them, without their names. */
const short = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');

function settingsTable(names: readonly string[], moved: readonly Trace[], runs: readonly SettingRun[]): string[] {
  const rows = moved.map((trace) => [
    trace.id.slice(trace.id.indexOf('/') + 1),
    trace.printed,
    marked(trace),
    ...runs.map((run) => marked(run.traces.find(({ id }) => id === trace.id))),
  ]);
  const defaults = names.map((name) => moved.find(({ parameters }) => name in parameters)?.parameters[name]);
  const heads = runs.map(({ setting }) => short(names.map((name) => setting[name])));
  const head = [`by ${names.join(', ')}`, 'printed', `${short(defaults)} (committed)`, ...heads];
  const cut = { 0: 20, 1: 10, 2: 12, 3: 12, 4: 12, 5: 12 };
  const [first = '', ...lines] = columns([head, ...rows], { texts: [0, 1, 2, 3, 4, 5], cut });
  return [paint('bold', first), ...lines];
}

/** A recounted value with whether the claim holds by it; a dash where no cell gave it. */
function marked(trace: Trace | undefined): string {
  if (!trace || trace.computed === null) return '–';
  const sign = trace.verdict === 'undecided' ? '?' : fails(trace.verdict) ? '✗' : '✓';
  return `${sign} ${plainValue(trace.computed, trace)}`;
}

function isOther(before: Trace, { traces, results }: SettingRun): boolean {
  if (!results.some(({ kind, notebook }) => kind === 'executed' && notebook === before.notebook)) return false;
  const after = traces.find(({ id }) => id === before.id);
  return JSON.stringify([before.computed, before.verdict]) !== JSON.stringify([after?.computed, after?.verdict]);
}

const settingsJson = (before: readonly Trace[], runs: readonly SettingRun[]): string =>
  asJson({
    claims: before.map(({ id, printed, parameters, computed, verdict }) => ({
      id,
      printed,
      committed: { parameters, computed, verdict },
      settings: runs.map((run) => {
        const trace = run.traces.find((each) => each.id === id);
        return {
          parameters: trace?.parameters ?? run.setting,
          computed: trace?.computed ?? null,
          verdict: trace?.verdict ?? null,
        };
      }),
    })),
    notebooks: runs.map(({ setting, folder, results }) => ({ parameters: setting, folder: shown(folder), results })),
  });
