import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asSaid } from '../claims/as-said.js';
import type { PlainRow } from '../count/answer.js';
import { corpus } from '../count/corpus.js';
import type { EngineName } from '../count/engine.js';
import { type FieldMapping, mapQuery, readMapping, unmapRows } from '../count/map-query.js';
import { conceptsIn, type Query, queryKey, queryOfKey } from '../count/query.js';
import { readRecording } from '../count/recording.js';
import { UserError } from '../error.js';
import { locate } from '../load/locate.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { inProject, projectRoot, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { executeNotebook, type Spare } from '../notebook/execute.js';
import { formatNotebook } from '../notebook/format-notebook.js';
import type { Asked } from '../notebook/key.js';
import { temporaryFolder } from '../notebook/temporary.js';
import { readLexicon } from '../tag/lexicon.js';
import { columns } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { printAside } from '../terminal/print.js';
import { json as asJson } from '../terminal/visible.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { corrected, type Rerun, type RerunClaim, rerunClaim, withChange } from '../trace/rerun.js';
import { readTraces, type Trace, type TracedArticle } from '../trace/trace.js';
import { chosenArticles } from './claims-table.js';
import type { Given } from './options.js';
import type { Reply } from './reply.js';
import { combinations, notebooksWith, notebookWith, runSetting } from './run-settings.js';

/** What is asked of which other corpus, as the command line takes it. */
export interface RerunOptions {
  readonly on: string;
  readonly map?: string;
  readonly employer: string;
  /** Values of the notebooks' parameters, on both sides; one of each name. */
  readonly set?: Given;
  readonly save?: true;
  readonly timeout: number;
  readonly json?: true;
}

/**
 * Asks all that an article's notebooks ask of another corpus: runs them beside the committed ones on its answers, and
 * sets each claim as printed, as recounted and as it is there side by side. A cell that fails there ends no other.
 *
 * @throws UserError when there is no such article or corpus, or the article rests on no corpus
 */
export async function rerunArticle(named: string, options: RerunOptions): Promise<Reply> {
  const articles = await cachedTraces();
  const [chosen] = chosenArticles(articles, named);
  if (!chosen) throw new UserError(`there is no article "${named}"`);
  const { id } = chosen.article;
  const on = readManifest(options.on);
  const mapping = options.map === undefined ? {} : readMapping(options.map);
  const settled = await withSettings(chosen.traces, options);
  const counted = settled.traces.filter(({ computed, sources }) => computed !== null && sources.length > 0);
  const own = [...new Set(counted.flatMap(({ sources }) => sources.map((source) => source.corpus)))].map(readManifest);
  if (own.length === 0) throw new UserError(`article "${id}" rests on no corpus, so there is nothing to ask another`);

  const folder = temporaryFolder('recount-rerun-');
  try {
    for (const manifest of own) await recordThere(manifest, on, options, mapping, folder, settled.asked);
    const failures = await runThere(counted, folder, options.timeout, settled.given);
    const fresh = claimsOf(readTraces(join(folder, 'notebooks')), id);
    const claims: RerunClaim[] = [];
    for (const trace of counted) {
      const claim = chosen.article.claims.find((each) => each.id === trace.id);
      const other = fresh.get(trace.id)?.computed ?? null;
      if (claim)
        claims.push(await sideBySide(rerunClaim(claim, trace, other, reasonOf(trace, other, failures)), trace));
    }
    const rerun: Rerun = {
      article: id,
      on: on.id,
      digest: on.digest,
      title: on.title,
      postings: on.postings ?? null,
      employers: options.employer,
      claims: corrected(claims),
    };
    if (options.save) await save(rerun);
    const set = Object.entries(settled.given).map(([name, value]) => `${name}=${value}`);
    const text = [rerunText(rerun, chosen), ...(set.length > 0 ? [`both with ${set.join(', ')}`] : [])].join('\n');
    return { text: options.json ? asJson({ ...rerun, set: settled.given }) : text };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function sideBySide(each: RerunClaim, trace: Trace): Promise<RerunClaim> {
    const home = own.find((manifest) => trace.sources.some((source) => source.corpus === manifest.id));
    const employer = [home, on].every((manifest) => manifest && options.employer in manifest.fields);
    if (!home || !employer) return each;
    const engines = { own: engineFor(home), other: engineFor(on) };
    const corpora = { own: home.named, other: on.named, employer: options.employer, engines };
    return withChange(each, trace, { ...corpora, mapped: (query) => mapQuery(query, mapping) }).catch(
      (error: unknown) => {
        if (error instanceof UserError) return each;
        throw error;
      },
    );
  }
}

/** An article's traces under other values of its notebooks' parameters, and what those notebooks then asked. */
interface Settled {
  readonly traces: readonly Trace[];
  readonly given: Readonly<Record<string, string>>;
  readonly asked: readonly Asked[];
}

/** @throws UserError for several values of one parameter, one that is to be saved, or a notebook that fails with it */
async function withSettings(traces: readonly Trace[], { set, save, timeout }: RerunOptions): Promise<Settled> {
  if (set === undefined) return { traces, given: {}, asked: [] };
  const [given, ...others] = combinations(set);
  if (given === undefined || others.length > 0)
    throw new UserError('a rerun takes one value of each parameter; recount run --set compares several');
  if (save) throw new UserError('--save keeps the rerun of the article as it is committed; leave out --set, or --save');
  const notebooks = [...new Set(traces.flatMap(({ notebook }) => notebook ?? []))];
  const run = await onRows(traces, () => runSetting(notebooksWith(notebooks, [...set.keys()]), given, { timeout }));
  const asked = run.results.flatMap((result) => {
    if (result.kind === 'executed') return result.asked;
    throw new UserError(`${result.notebook} does not run with this value, so there is nothing to set beside it`);
  });
  const fresh = new Map(run.traces.map((trace) => [trace.id, trace]));
  return { traces: traces.map((trace) => fresh.get(trace.id) ?? trace), given, asked };
}

/** Does work with the rows as the engine where those of all corpora are here: recordings know the defaults alone. */
async function onRows<T>(traces: readonly Trace[], work: () => Promise<T>): Promise<T> {
  const corpora = new Set(traces.flatMap(({ sources }) => sources.map((source) => source.corpus)));
  const before = process.env['RECOUNT_ENGINE'];
  if ([...corpora].every((each) => engineFor(readManifest(each)) === 'rows')) process.env['RECOUNT_ENGINE'] = 'rows';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['RECOUNT_ENGINE'];
    else process.env['RECOUNT_ENGINE'] = before;
  }
}

/** The rows, where they are here; else what the corpus has. */
const engineFor = (manifest: Manifest): EngineName | undefined =>
  manifest.files && locate(manifest) ? 'rows' : undefined;

const claimsOf = (articles: readonly TracedArticle[], id: string): ReadonlyMap<string, Trace> =>
  new Map(articles.filter(({ article }) => article.id === id).flatMap(({ traces }) => traces.map((t) => [t.id, t])));

/** Answers the recorded queries of a corpus from another, as a recording of the first. */
async function recordThere(
  own: Manifest,
  on: Manifest,
  { on: named }: RerunOptions,
  mapping: FieldMapping,
  folder: string,
  asked: readonly Asked[],
): Promise<void> {
  const recorded = readRecording(own).answers;
  const keys = new Set(recorded.map(({ query }) => queryKey(query)));
  const added = asked.filter(({ corpus, query }) => corpus === own.id && !keys.has(query));
  const answers: readonly { query: Query; lexicon?: string | undefined }[] = [
    ...recorded,
    ...added.map(({ query }) => withLexicon(queryOfKey(query), own)),
  ];
  printAside(`  asking ${on.id}: ${answers.length} queries of ${own.id}`);
  const engine = engineFor(on);
  const there = corpus(named, engine ? { engine } : {});
  const lexicon =
    mapping.lexicon ?? (own.lexicon === undefined ? own.opensearch?.fields && own.opensearch.lexicon : undefined);
  const complete = { ...mapping, ...(lexicon === undefined ? {} : { lexicon }) };
  const refused: Record<string, string> = {};
  const stored = await Promise.all(
    answers.map(async ({ query, lexicon: digest }) => {
      const mapped = mapQuery(query, complete);
      const rowsOf = async (each: Query): Promise<PlainRow[]> =>
        unmapRows((await there.count(each)).rows as readonly object[] as readonly PlainRow[], query, mapped);
      try {
        const rows = await rowsOf(mapped);
        const { top, ...whole } = mapped;
        // a group that has left a printed top list is there all the same
        const below = top === undefined ? [] : await rowsOf(whole).catch(() => []);
        const beyond = below.filter((row) => !rows.some((each) => JSON.stringify(each) === JSON.stringify(row)));
        return [{ query, rows, beyond, ...(digest === undefined ? {} : { lexicon: digest }) }];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        refused[queryKey(query)] = error.message;
        return [];
      }
    }),
  );
  const recording = { corpus: own.id, digest: own.digest, answers: stored.flat(), refused };
  writeFileSync(join(folder, `${own.id}.json`), JSON.stringify(recording));
}

/** A query with the digest of the lexicon that it is answered with, as a recording has it. */
function withLexicon(query: Query, { lexicon }: Manifest): { query: Query; lexicon?: string } {
  const named = query.lexicon ?? lexicon;
  const digest = named === undefined || conceptsIn(query).length === 0 ? undefined : readLexicon(named).digest;
  return { query, ...(digest === undefined ? {} : { lexicon: digest }) };
}

/** Runs the notebooks behind claims on the answers in a folder; gives why cells failed, by notebook and cell. */
async function runThere(
  counted: readonly Trace[],
  folder: string,
  timeout: number,
  given: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  const notebooks = [...new Set(counted.flatMap(({ notebook }) => notebook ?? []))];
  const spare: Spare = {}; // one kernel runs them all, put back to its start in between
  try {
    for (const [i, notebook] of notebooks.entries()) {
      printAside(`  ${i + 1} of ${notebooks.length}  ${notebook}`);
      const path = inProject(notebook);
      const failed: Failed[] = [];
      const committed = notebookWith(notebook, given);
      const executed = await executeNotebook(committed, {
        cwd: dirname(path),
        env: { RECOUNT_LIVE: folder, RECOUNT_ENGINE: '' },
        spare,
        timeoutMs: timeout * 1000,
        root: projectRoot,
        onFailure: ({ cell, error }) => failed.push({ cell: cell?.id, message: error.message.split('\n')[0] ?? '' }),
      });
      const sources = new Map(committed.cells.map(({ id, source }) => [id, source]));
      for (const [i, { cell }] of failed.entries()) failures.set(`${notebook} ${cell}`, firstCause(failed, i, sources));
      const written = join(folder, 'notebooks', notebook);
      mkdirSync(dirname(written), { recursive: true });
      writeFileSync(written, formatNotebook(executed.notebook));
    }
  } finally {
    spare.kernel?.kill();
  }
  return failures;
}

interface Failed {
  readonly cell: string | undefined;
  readonly message: string;
}

/** Why a cell failed: where it lacks a name that an earlier cell, which failed, would have given, why that one did. */
function firstCause(failed: readonly Failed[], at: number, sources: ReadonlyMap<string, string>): string {
  const { message = '' } = failed[at] ?? {};
  const name = /^Cannot find name '(\w+)'/.exec(message)?.[1];
  if (name === undefined) return message;
  const names = new RegExp(`\\b${name}\\b`);
  const before = failed.slice(0, at).findIndex(({ cell }) => names.test(sources.get(cell ?? '') ?? ''));
  return before === -1 ? message : firstCause(failed, before, sources);
}

function reasonOf(trace: Trace, other: unknown, failures: ReadonlyMap<string, string>): string | null {
  if (other !== null) return null;
  return (
    failures.get(`${trace.notebook} ${trace.cell}`) ??
    'it has no value there: a group that it divides by, or compares, is empty'
  );
}

async function save(rerun: Rerun): Promise<void> {
  const path = inProject('data', 'reruns', `${rerun.article}.${rerun.on}.json`);
  mkdirSync(dirname(path), { recursive: true });
  await writeAtomically(path, `${JSON.stringify(rerun, null, 1)}\n`);
  printAside(`  ${shown(path)}`);
}

/** A table of the claims, and what of it is more than chance. */
function rerunText(rerun: Rerun, { traces }: TracedArticle): string {
  const byId = new Map(traces.map((trace) => [trace.id, trace]));
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
  const cells = rerun.claims.map((each) => {
    const trace = byId.get(each.claim);
    const said = (value: RerunClaim['own'] | null): string =>
      value === null || !trace ? '–' : asSaid(value, trace.expectation, each.printed);
    const { shares, change } = each;
    const interval = shares ? `${percent(shares.other.low)} to ${percent(shares.other.high)}` : '';
    return [
      each.claim.replace(`${rerun.article}/`, ''),
      each.printed,
      said(each.own),
      said(each.other),
      interval,
      change ? (change.isMoreThanChance ? 'more than chance' : 'chance') : each.fits === false ? 'moved' : '',
    ];
  });
  const [head = '', ...rows] = columns(
    [['claim', 'printed', 'own data', `on ${rerun.on}`, '95%', 'change'], ...cells],
    { texts: [0, 1, 2, 3, 4, 5], cut: { 0: 24, 1: 10, 2: 10, 3: 14, 4: 16, 5: 16 } },
  );
  const unasked = rerun.claims.filter(({ other }) => other === null);
  const shares = rerun.claims.filter(({ change }) => change !== null);
  const reasons = new Map<string, number>();
  for (const { reason } of unasked) reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  return [
    paint('dim', head),
    ...rows,
    '',
    `${rerun.claims.length} claims of ${rerun.article}, asked of ${rerun.title}`,
    `${rerun.claims.length - unasked.length} could be asked; ` +
      `${rerun.claims.filter(({ fits }) => fits).length} print the same there`,
    `${shares.length} shares with intervals: ${shares.filter(({ change }) => change?.isMoreThanChance).length} ` +
      'changed by more than chance (employers drawn as clusters, Holm for all of them)',
    ...[...reasons].slice(0, 8).map(([reason, n]) => `not asked, ${n}: ${reason.slice(0, 160)}`),
  ].join('\n');
}
