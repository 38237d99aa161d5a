import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Claim } from '../claims/article.js';
import { type AskThere, askerOf, engineFor, type OtherCorpus } from '../count/ask-there.js';
import type { EngineName } from '../count/engine.js';
import { mappedName, readMapping } from '../count/map-query.js';
import { UserError } from '../error.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import type { Asked } from '../notebook/key.js';
import { temporaryFolder } from '../notebook/temporary.js';
import { printAside } from '../terminal/print.js';
import { json as asJson } from '../terminal/visible.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { corrected, type Rerun, type RerunClaim, rerunClaim, withChange } from '../trace/rerun.js';
import { readTraces, type Trace, type TracedArticle } from '../trace/trace.js';
import { chosenArticles } from './claims-table.js';
import type { Given } from './options.js';
import type { Reply } from './reply.js';
import { recordThere } from './rerun-answers.js';
import { cellKey, type Reasons, runThere } from './rerun-notebooks.js';
import { rerunText } from './rerun-text.js';
import { combinations, notebooksWith, runSetting } from './run-settings.js';

/** What is asked of which other corpus, as the command line takes it. */
export interface RerunOptions {
  /** Omitted for the article's own corpus, whose index may answer otherwise today. */
  readonly on?: string;
  /** What answers there; by default the postings, where they are on this machine, else the recording. */
  readonly engine?: EngineName;
  readonly map?: string;
  readonly employer: string;
  /** Values of the notebooks' parameters, on both sides; one of each name. */
  readonly set?: Given;
  readonly save?: true;
  readonly timeout: number;
  readonly json?: true;
}

/**
 * Asks all that an article's notebooks ask of another corpus, or of the index behind its own: runs them beside the
 * committed ones on its answers, and sets each claim as printed, as recounted and as it is there side by side. What
 * cannot be asked there ends nothing else.
 *
 * @throws UserError when there is no such article or corpus, the article rests on no corpus, or nothing can be asked
 */
export async function rerunArticle(named: string, options: RerunOptions): Promise<Reply> {
  const [chosen] = chosenArticles(await cachedTraces(), named);
  if (!chosen) throw new UserError(`there is no article "${named}"`);
  const { article } = chosen;
  const settled = await withSettings(chosen.traces, options);
  const { own, on, other } = corporaOf(article.id, settled.traces, options);
  const isOwn = ({ corpus }: { readonly corpus: string }): boolean => own.some(({ id }) => id === corpus);
  const counted = settled.traces.filter(({ computed, sources }) => computed !== null && sources.some(isOwn));

  const folder = temporaryFolder('recount-rerun-');
  try {
    const asking = await recordAll(article.id, own, other, folder, settled.asked);
    const notebooks = [...new Set(counted.flatMap(({ notebook }) => notebook ?? []))];
    const reasons = await runThere(notebooks, folder, { timeout: options.timeout, given: settled.given });
    const fresh = claimsOf(readTraces(join(folder, 'notebooks')), article.id);
    const claims: RerunClaim[] = [];
    for (const trace of counted) {
      const claim = article.claims.find((each) => each.id === trace.id);
      if (!claim) continue;
      const there = fresh.get(trace.id)?.computed ?? null;
      const plain = rerunClaim(claim, trace, there, there === null ? reasonOf(claim, trace, reasons) : null);
      claims.push(await sideBySide(plain, trace, { own, on, other, asking, employer: options.employer }));
    }
    const [unasked] = claims.filter(({ other }) => other === null);
    if (unasked && claims.every(({ other }) => other === null))
      throw nothingAsked(article.id, other, unasked.reason ?? '');
    const { id, digest, title, postings = null } = on;
    const rerun: Rerun = {
      ...{ article: article.id, on: id, digest, title, postings, employers: options.employer },
      ...(options.map === undefined ? {} : { mapping: other.mapping }),
      claims: corrected(claims),
    };
    if (options.save) await save(rerun);
    const text = rerunText(rerun, chosen, settled.given);
    return { text: options.json ? asJson({ ...rerun, set: settled.given }) : text };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The corpora that an article rests on, and the one that is asked in their place. */
interface Corpora {
  readonly own: readonly Manifest[];
  readonly on: Manifest;
  readonly other: OtherCorpus;
}

/** The corpora whose queries are asked, and the one that answers them: another, or an index of one's own. */
function corporaOf(article: string, traces: readonly Trace[], { on, engine, map }: RerunOptions): Corpora {
  const counted = traces.filter(({ computed }) => computed !== null);
  const ids = [...new Set(counted.flatMap(({ sources }) => sources.map(({ corpus }) => corpus)))];
  const resting = ids.map((id) => readManifest(id));
  if (resting.length === 0)
    throw new UserError(`article "${article}" rests on no corpus, so there is nothing to ask another`);
  const manifest = readManifest(on ?? indexBehind(article, resting));
  const self = resting.filter(({ id }) => id === manifest.id);
  const others = resting.filter(({ id }) => id !== manifest.id);
  const isAnew = self.length > 0 && (engine === 'opensearch' || others.length === 0); // itself, as it is today
  const answering = engine ?? engineFor(manifest);
  const other = {
    named: /\.ya?ml$/.test(manifest.named) ? resolve(manifest.named) : manifest.named,
    ...(answering === undefined ? {} : { engine: answering }),
    mapping: map === undefined ? {} : readMapping(map),
  };
  return { own: isAnew ? self : others, on: manifest, other };
}

/** The one corpus of an article that has an index of its own fields. @throws UserError where none or several have */
function indexBehind(article: string, resting: readonly Manifest[]): string {
  const [first, ...others] = resting.filter(({ opensearch }) => opensearch?.fields).map(({ id }) => id);
  if (first !== undefined && others.length === 0) return first;
  const next = `npx recount rerun ${article} --on CORPUS --engine opensearch`;
  throw new UserError(
    first === undefined
      ? `no corpus behind article "${article}" has an index to ask; ` +
          `a manifest names one under opensearch: ${resting.map(({ id }) => id).join(', ')}`
      : `several corpora behind article "${article}" have an index: ${[first, ...others].join(', ')}; ask one: ${next}`,
  );
}

/**
 * Asks the other corpus what is known of before the notebooks run; gives how each own corpus asks it further.
 *
 * @throws UserError with the first reason where nothing at all can be asked there
 */
async function recordAll(
  article: string,
  own: readonly Manifest[],
  other: OtherCorpus,
  folder: string,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, AskThere>> {
  const asking = new Map<string, AskThere>();
  let answered = 0;
  let refusal: string | undefined;
  for (const manifest of own) {
    const recorded = await recordThere(manifest, other, folder, asked);
    answered += recorded.answered;
    refusal ??= recorded.refusal;
    asking.set(manifest.id, recorded.ask);
  }
  if (answered === 0 && refusal !== undefined) throw nothingAsked(article, other, refusal);
  return asking;
}

function nothingAsked(article: string, { named, engine = 'recording' }: OtherCorpus, reason: string): UserError {
  const { files } = readManifest(named);
  const next =
    files && engine === 'recording'
      ? '; a recording has what its notebooks and the reruns kept on the site ask, the postings answer all: ' +
        `npx recount data pull ${shown(named)}, then --engine rows`
      : '';
  return new UserError(`nothing of article "${article}" can be asked of ${shown(named)}: ${reason}${next}`);
}

const claimsOf = (articles: readonly TracedArticle[], id: string): ReadonlyMap<string, Trace> =>
  new Map(
    articles.filter(({ article }) => article.id === id).flatMap(({ traces }) => traces.map((each) => [each.id, each])),
  );

const reasonOf = ({ checkedAs }: Claim, { notebook, cell }: Trace, reasons: Reasons): string =>
  reasons.get(checkedAs) ?? reasons.get(cellKey(notebook, cell)) ?? 'it has no value there';

/** A claim with the shares that it prints, and whether they changed by more than chance. */
async function sideBySide(
  each: RerunClaim,
  trace: Trace,
  {
    own,
    on,
    other,
    asking,
    employer,
  }: Corpora & { readonly asking: ReadonlyMap<string, AskThere>; readonly employer: string },
): Promise<RerunClaim> {
  const home = own.find((manifest) => trace.sources.some((source) => source.corpus === manifest.id));
  if (!home) return each;
  const there = mappedName(employer, other.mapping);
  const isNamed = employer in home.fields && there !== undefined && there in on.fields;
  const corpora = {
    own: home.named,
    engine: engineFor(home),
    employer: isNamed ? employer : undefined,
    ask: asking.get(home.id) ?? askerOf(home, other),
  };
  return withChange(each, trace, corpora);
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

async function save(rerun: Rerun): Promise<void> {
  const path = inProject('data', 'reruns', `${rerun.article}.${rerun.on}.json`);
  mkdirSync(dirname(path), { recursive: true });
  await writeAtomically(path, `${JSON.stringify(rerun, null, 1)}\n`);
  printAside(`  ${shown(path)}`);
}
