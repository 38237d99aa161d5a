import { type Article, articleIds, type Claim, type ClaimKind, readArticle } from '../claims/article.js';
import { agrees, type Check, type Checked, weakest } from '../claims/check.js';
import { directionOf } from '../claims/direction.js';
import type { Computed, Expectation } from '../claims/expectation.js';
import { explainReplications } from '../claims/explain-replications.js';
import { formatComputed, formatReplications } from '../claims/format.js';
import { parseReplications, type Replication, replicationType, verdictOfReplications } from '../claims/replication.js';
import { type Verdict, verdictOf } from '../claims/verdict.js';
import type { Evidence, Provenance } from '../count/answer.js';
import type { Query } from '../count/query.js';
import { UserError } from '../error.js';
import { readManifest } from '../load/manifest.js';
import { checksType } from '../notebook/display.js';
import { type Setting, settingOf } from '../notebook/parameters.js';
import { type Catalog, readCatalog } from './catalog.js';
import { fill } from './fill.js';
import { type CellOutput, cellOutputs, executedCells } from './outputs.js';

/** A claim with all that stands behind it: claim → notebook → cell → query → corpus digest. */
export interface Trace {
  readonly id: string;
  /** The file name of the article's text, without `.txt`. */
  readonly article: string;
  readonly printed: string;
  readonly line: number;
  readonly section: string;
  readonly statement: string;
  readonly kind: ClaimKind;
  readonly verdict: Verdict;
  readonly expected: Verdict;
  /** Null where no cell checks the claim. */
  readonly evidence: Evidence | null;
  readonly computed: Computed | null;
  /** What was recounted, in words; null where nothing was. */
  readonly recounted: string | null;
  /** How the statement was measured on other postings; empty where the article's own data or its print decide. */
  readonly replications: readonly Replication[];
  /** The notebook's path in the project, and the id of the cell that checks the claim. */
  readonly notebook: string | null;
  readonly cell: string | null;
  /** The values that the notebook's parameters had. */
  readonly parameters: Setting;
  /** The first of the sources; `sources` has them all. */
  readonly query: Query | null;
  readonly digest: string | null;
  readonly sources: readonly Provenance[];
  /** Where the data of each source are published. */
  readonly places: readonly string[];
  readonly explanation: string | null;
  /** What a reviewer should know of it, with `{}` in place of values. */
  readonly finding: string | null;
  readonly expectation: Expectation;
}

/** A check as it stands in an executed notebook. */
interface PlacedCheck {
  readonly check: Check;
  readonly sources: readonly Provenance[];
  readonly notebook: string;
  readonly cell: string;
}

/** How an explanation begins whose values no cell has computed. */
export const unfilled = 'Its explanation cannot be filled: ';

/** Two checks of the same claim. */
interface Twice {
  readonly first: PlacedCheck;
  readonly again: PlacedCheck;
}

/** A trace before it says what its notebook was set to. */
type Joined = Omit<Trace, 'parameters'>;

/** The articles, each with the traces of its claims in printed order. */
export interface TracedArticle {
  readonly article: Article;
  readonly traces: readonly Trace[];
}

/**
 * Joins the claims of all articles with the checks in the executed notebooks. The verdict is computed here
 * from the value that the cell computed and the claim as it reads today.
 *
 * @param fresh a folder whose notebooks are read in place of the project's, as far as it has them
 * @throws UserError when a notebook checks a claim that no article has, or two cells check the same claim.
 */
export function readTraces(fresh?: string): TracedArticle[] {
  const cells = executedCells(fresh);
  const outputs = cellOutputs(cells);
  const checks = new Map<string, PlacedCheck>();
  const twice: Twice[] = [];
  for (const again of placedChecks(outputs)) {
    const first = checks.get(again.check.claim);
    if (first) twice.push({ first, again });
    else checks.set(again.check.claim, again);
  }
  if (twice[0]) throw checkedTwice(twice[0], twice);
  const articles = articleIds().map(readArticle);
  const claimIds = new Set(articles.flatMap((article) => article.claims.map((claim) => claim.id)));
  for (const { check, notebook, cell } of checks.values()) {
    if (claimIds.has(check.claim)) continue;
    throw new UserError(
      `${notebook} (cell ${cell}) holds a check of "${check.claim}", which no article in data/articles has; ` +
        `mend the id and run: npx recount run ${notebook}`,
    );
  }
  const replications = placedReplications(outputs);
  const parameters = parametersByNotebook(cells);
  let read: Catalog | undefined;
  const catalog = (): Catalog => (read ??= readCatalog(cells));
  return articles.map((article) => {
    const traces = article.claims.map((claim) => {
      const trace =
        claim.testedOn.length > 0
          ? replicatedTrace(article, claim, replications)
          : checkedTrace(article, claim, checks.get(claim.id));
      return { ...trace, parameters: parameters.get(trace.notebook ?? '') ?? {} };
    });
    return { article, traces: traces.map((trace) => explained(trace, traces, catalog)) };
  });
}

/**
 * A trace whose explanation has its values. One that cannot be filled stops no other claim: it says instead what is
 * missing, which may be that a notebook has to run.
 */
function explained(trace: Trace, traces: readonly Trace[], catalog: () => Catalog): Trace {
  if (trace.explanation === null) return trace;
  try {
    return { ...trace, explanation: fill(trace.explanation, { trace, traces, catalog }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...trace, explanation: `${unfilled}${error.message}${/[.?]$/.test(error.message) ? '' : '.'}` };
  }
}

function parametersByNotebook(cells: ReturnType<typeof executedCells>): ReadonlyMap<string, Setting> {
  const tagged = new Map<string, Setting>();
  for (const { notebook, cell } of cells) {
    const setting = settingOf([cell]);
    if (Object.keys(setting).length > 0) tagged.set(notebook, { ...tagged.get(notebook), ...setting });
  }
  return tagged;
}

/** One cell may have been written twice; or a whole notebook was copied, as JupyterLab does: `…-Copy1.ipynb`. */
function checkedTwice({ first, again }: Twice, all: readonly Twice[]): UserError {
  const both = all.filter((each) => each.first.notebook === first.notebook && each.again.notebook === again.notebook);
  if (first.notebook !== again.notebook && both.length > 1) {
    return new UserError(
      `${first.notebook} and ${again.notebook} check the same claims (${both.length} of them, "${
        first.check.claim
      }" for one); one check decides a claim, so if one is a copy, move it out of notebooks/`,
    );
  }
  return new UserError(
    `claim "${again.check.claim}" is checked twice, in ${first.notebook} (cell ${first.cell}) and in ` +
      `${again.notebook} (cell ${again.cell}); one check decides a claim, so remove one and run again`,
  );
}

/** The trace of a claim that the article's own data or its print decide. */
function checkedTrace(article: Article, claim: Claim, placed: PlacedCheck | undefined): Joined {
  const { check, sources, notebook, cell } = placed ?? { check: null, sources: [], notebook: null, cell: null };
  return {
    ...stated(article, claim),
    ...provenanceParts(sources),
    verdict: check ? verdictOf(agrees(claim, check.computed), check.evidence) : 'untested',
    evidence: check?.evidence ?? null,
    computed: check?.computed ?? null,
    recounted: check ? formatComputed(check.computed, claim.expectation, claim.kind) : null,
    replications: [],
    notebook,
    cell,
  };
}

/**
 * The trace of a statement that is measured on other postings; where it is printed again, the same measurements
 * serve.
 */
function replicatedTrace(article: Article, claim: Claim, placed: readonly PlacedReplication[]): Joined {
  const own = placed.filter(({ row }) => row.claim === claim.checkedAs);
  const rows = own.map(({ row }) => row);
  const [first] = own;
  const stale = rows.find(({ corrected }) => corrected !== null && corrected.tests !== article.tests);
  if (first && stale)
    throw new UserError(
      `${first.notebook} (cell ${first.cell}) corrects "${claim.checkedAs}" for ${stale.corrected?.tests} tests, ` +
        `but ${article.id} registers ${article.tests}; run it again: npx recount run ${first.notebook}`,
    );
  const means = JSON.stringify(directionOf(claim.expectation));
  if (first && rows.some(({ direction }) => JSON.stringify(direction) !== means))
    throw new UserError(
      `${first.notebook} (cell ${first.cell}) measured "${claim.checkedAs}" by another reading ` +
        'than its file has now; ' +
        `run it again: npx recount run ${first.notebook}`,
    );
  const sources = rows.flatMap((row) => row.sources);
  const named = rows.map(({ corpus, replication }, i): [string, number] => [
    rows.findIndex((row) => row.corpus === corpus) === i ? corpus : `${corpus}, ${i + 1}`,
    replication.estimate,
  ]);
  return {
    ...stated(article, claim),
    ...provenanceParts(sources),
    verdict: first ? verdictOfReplications(rows) : 'untested',
    evidence: first ? weakest(sources.map(({ evidence }) => evidence)) : null,
    computed: !first ? null : rows.length === 1 ? first.row.replication.estimate : Object.fromEntries(named),
    recounted: first ? formatReplications(rows) : null,
    explanation: [explainReplications(rows), claim.explanation].filter(Boolean).join(' ') || null,
    replications: rows,
    notebook: first?.notebook ?? null,
    cell: first?.cell ?? null,
  };
}

/** What the article's file says of a claim. */
const stated = (article: Article, claim: Claim) => {
  const { id, printed, line, section, statement, kind, expected, expectation } = claim;
  return {
    ...{ id, article: article.text, printed, line, section, statement, kind, expected, expectation },
    explanation: claim.explanation ?? null,
    finding: claim.finding ?? null,
  };
};

const provenanceParts = (sources: readonly Provenance[]) => ({
  query: sources[0]?.query ?? null,
  digest: sources[0]?.digest ?? null,
  sources,
  places: sources.map(({ corpus }) => placeOf(corpus)),
});

const places = new Map<string, string>();

/** Where a corpus's data are published: repository, path and commit. */
function placeOf(corpus: string): string {
  const known = places.get(corpus);
  if (known !== undefined) return known;
  const { repository, path, commit } = readManifest(corpus).source;
  const place = `${repository}/${path} at ${commit.slice(0, 7)}`;
  places.set(corpus, place);
  return place;
}

/** The checks that cells left. Only `check` writes that type of output, so its content is trusted. */
const placedChecks = (outputs: readonly CellOutput[]): PlacedCheck[] =>
  outputs.flatMap(({ data, notebook, cell }) => {
    const held = data[checksType] as unknown as Checked | undefined;
    return (held?.checks ?? []).map((check) => ({ check, sources: held?.sources ?? [], notebook, cell }));
  });

interface PlacedReplication {
  readonly row: Replication;
  readonly notebook: string;
  readonly cell: string;
}

const placedReplications = (outputs: readonly CellOutput[]): PlacedReplication[] =>
  outputs.flatMap(({ data, notebook, cell }) => {
    const held = data[replicationType];
    if (held === undefined) return [];
    return parseReplications(held, `${notebook} (cell ${cell})`).map((row) => ({ row, notebook, cell }));
  });
