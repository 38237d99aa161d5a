import { formatSpan, formatSpread } from '../claims/format.js';
import type { Replication } from '../claims/replication.js';
import type { TaggingAudit } from '../claims/tagging.js';
import { fails as verdictFails } from '../claims/verdict.js';
import type { Provenance } from '../count/answer.js';
import { describeQuery } from '../count/query.js';
import { formatP } from '../stats/format-p.js';
import type { Audits, FromCell } from './audits.js';
import { headlineOfClaim, headlineOfPart } from './headlines.js';
import { plainRecounted } from './plain-words.js';
import {
  type FindingKind,
  findingKinds,
  mayTurn,
  type Severity,
  severities,
  type Weight,
  weighChoices,
  weighDefinition,
  weighVerdict,
} from './severity.js';
import type { Trace, TracedArticle } from './trace.js';

/** Where a finding can be looked at: the cell, and what it asked of which data. */
export interface FindingTrace {
  readonly notebook: string | null;
  readonly cell: string | null;
  readonly sources: readonly {
    readonly corpus: string;
    readonly digest: string;
    readonly query: string;
    readonly answer: string;
  }[];
}

/** What a reviewer should know of an article. */
export interface Finding {
  readonly severity: Severity;
  readonly kind: FindingKind;
  /** Whether it bears on more than one printed claim, or on one whose choices a specification curve varies. */
  readonly headline: boolean;
  /** What it rests on: data, or the article's own figures alone. */
  readonly evidence: 'data' | 'print';
  /** From 0 to 1: how far off, or how much of it is lost. */
  readonly size: number;
  /** The file name of the article's text, without `.txt`. */
  readonly article: string;
  readonly claims: readonly string[];
  /** A headline of at most fifteen words that a person would say, beside what became of it. */
  readonly title: string;
  /** One sentence with its numbers. */
  readonly finding: string;
  readonly why: string;
  readonly trace: FindingTrace;
}

/** The findings of all articles, worst first: computed from the verdicts, and from the audits that cells left. */
export function findingsOf(articles: readonly TracedArticle[], audits: Audits): Finding[] {
  const traces = new Map(articles.flatMap((article) => article.traces).map((trace) => [trace.id, trace]));
  const curves = new Set(audits.sensitivities.map(({ value }) => value.claim));
  const found = [
    ...articles.flatMap((article) => [...failing(article), ...undecidedOn(article)]),
    ...audits.tagging.flatMap((audit) => wrongWords(audit, traces)),
    ...audits.sensitivities.flatMap((audit) => flipped(audit, traces)),
    ...audits.families.flatMap((audit) => notSurviving(audit, traces)),
    ...otherDirection(audits.replications, traces),
  ].map((one) => ({ ...one, headline: headline(one, articles, curves) }));
  const lineOf = ({ claims }: Finding) => traces.get(claims[0] ?? '')?.line ?? 0;
  const rank = <Of>(list: readonly Of[], one: Of) => list.indexOf(one);
  return found.sort(
    (a, b) =>
      rank(severities, a.severity) - rank(severities, b.severity) ||
      Number(b.headline) - Number(a.headline) ||
      Number(a.evidence === 'print') - Number(b.evidence === 'print') ||
      b.size - a.size ||
      rank(findingKinds, a.kind) - rank(findingKinds, b.kind) ||
      (a.article < b.article ? -1 : a.article > b.article ? 1 : lineOf(a) - lineOf(b)),
  );
}

type Traces = ReadonlyMap<string, Trace>;
/** A finding before it is known what else rests on its claims. */
type UnrankedFinding = Omit<Finding, 'headline'>;

/**
 * Whether more than one printed claim rests on what was found, each repetition counted, or one of them has a
 * specification curve.
 */
function headline(
  { claims }: UnrankedFinding,
  articles: readonly TracedArticle[],
  curves: ReadonlySet<string>,
): boolean {
  const all = articles.flatMap(({ article }) => article.claims);
  const quantities = new Set(all.filter(({ id }) => claims.includes(id)).map(({ checkedAs }) => checkedAs));
  return (
    all.filter(({ checkedAs }) => quantities.has(checkedAs)).length > 1 || [...quantities].some((id) => curves.has(id))
  );
}

const fails = ({ verdict }: Trace): boolean => verdictFails(verdict);

/** Claims that differ, are contradicted or not replicated; a quantity that is printed several times is one finding. */
function failing({ article, traces }: TracedArticle): UnrankedFinding[] {
  const quantity = new Map(article.claims.map((claim) => [claim.id, claim.checkedAs]));
  const groups = new Map<string, Trace[]>();
  for (const trace of traces) {
    if (!fails(trace)) continue;
    const key = `${trace.verdict} ${quantity.get(trace.id) ?? trace.id} ${trace.expectation.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), trace]);
  }
  return [...groups.values()].flatMap((group) => {
    const worst = [...group].sort((a, b) => compareWeights(weighVerdict(a), weighVerdict(b)))[0];
    if (!worst || worst.computed === null) return [];
    const again = group.length > 1 ? ` (printed ${group.length} times)` : '';
    const weight = weighVerdict(worst);
    const elsewhere = worst.verdict === 'not replicated';
    return finding({
      ...weight,
      severity: elsewhere ? 'fragile' : weight.severity,
      evidence: worst.evidence === 'print' ? 'print' : 'data',
      kind: elsewhere ? 'replication' : worst.verdict === 'contradicted' ? 'contradicted' : 'differs',
      claims: group,
      title: elsewhere ? `Not on other postings: ${headlineOfClaim(worst)}` : `Not so: ${headlineOfClaim(worst)}`,
      finding:
        `${worst.statement}: printed ${worst.printed}${again}, ` +
        `${elsewhere ? 'measured' : 'recounted'} ${plainRecounted(worst)}.`,
      why: worst.explanation ?? `Recounted from ${worst.evidence ?? 'nothing'}.`,
      trace: placedTrace(worst, worst.sources),
    });
  });
}

/** The statements of an article that other postings cannot decide: one finding, so that each claim stands once. */
function undecidedOn({ article, traces }: TracedArticle): UnrankedFinding[] {
  const tested = traces.filter(({ replications }) => replications.length > 0);
  const open = tested.filter(({ verdict }) => verdict === 'undecided');
  const [first] = open;
  if (!first) return [];
  const statements = (list: readonly Trace[]) => new Set(list.map(({ replications }) => replications[0]?.claim)).size;
  const leaning = open.filter(({ replications }) => replications.every(({ sameDirection }) => sameDirection === true));
  const corpora = [...new Set(open.flatMap(({ replications }) => replications.map(({ corpus }) => corpus)))];
  return finding({
    severity: 'undecided',
    size: open.length / tested.length,
    evidence: 'data',
    kind: 'replication',
    claims: open,
    title: `Other postings cannot tell for ${statements(open)} of ${statements(tested)} statements`,
    finding:
      `Of ${statements(tested)} statements of the article that were tested on other postings, ` +
      `${statements(open)} stay ` +
      `undecided on ${corpora.join(' and ')}, with ${statements(leaning)} of them leaning its way.`,
    why:
      `The intervals respect employers and are corrected for ${article.tests} tests. ` +
      (open.flatMap(({ replications }) => replications.map(({ limits }) => limits))[0] ?? ''),
    trace: placedTrace(first, first.sources),
  });
}

const compareWeights = (a: Weight, b: Weight): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.size - a.size;

/** Definitions of which a tenth or more of the matches are something else. */
function wrongWords({ value: audit, ...place }: FromCell<TaggingAudit>, traces: Traces): UnrankedFinding[] {
  const weight = weighDefinition(audit);
  if (!weight) return [];
  const printed = (claims: readonly Trace[]) =>
    `Rests on it: ${claims.map((claim) => `${shortId(claim.id)} (printed ${claim.printed})`).join(', ')}.`;
  return byArticle(audit.claims, traces).flatMap((claims) =>
    finding({
      ...weight,
      evidence: 'data',
      kind: 'definition',
      claims,
      title: definitionTitle(audit),
      finding: audited(audit),
      why: `${reason(audit)} ${printed(claims)}`,
      trace: placedTrace(place, audit.kind === 'sample' ? [] : audit.sources),
    }),
  );
}

function definitionTitle({ kind, concept, share }: TaggingAudit): string {
  const wrong = `${((1 - share.estimate) * 100).toFixed(0)}%`;
  return kind === 'support'
    ? `${wrong} of the postings that list ${concept} do not say so`
    : `${wrong} of what was counted as ${concept} is something else`;
}

function audited(audit: TaggingAudit): string {
  const share = formatSpan(audit.share, 'share');
  const where = `in ${audit.fields.join(' and ')} of ${audit.corpus}`;
  switch (audit.kind) {
    case 'sample':
      return (
        `Of ${audit.of} matches of ${audit.concept} (${audit.match}, ${where}) that a person read, ` +
        `${audit.right} mean it: ${share}.`
      );
    case 'forms':
      return `Of ${audit.of} matches counted as ${audit.concept} (${where}), ${audit.right} are the words meant: ${
        share
      }.`;
    case 'support':
      return (
        `Of ${audit.of} postings of ${audit.corpus} that list ${audit.concept}, ${audit.right} have its words in ` +
        `their own text: ${share}.`
      );
  }
}

function reason(audit: TaggingAudit): string {
  switch (audit.kind) {
    case 'sample': {
      const wrong = Object.entries(audit.byPhrase).filter(([, { wrong }]) => wrong > 0);
      const drawn =
        `Drawn from ${audit.postings} postings with a match, marked by ${audit.reader}; ` +
        `right means ${audit.means}.`;
      const byPhrase = wrong.map(([phrase, { right, wrong }]) => `${phrase} ${wrong} of ${right + wrong}`);
      return `${drawn} Wrong, by phrase: ${byPhrase.join(', ')}.`;
    }
    case 'forms':
      return `The others stand inside ${audit.strangers
        .map(({ form, mentions }) => `${form} (${mentions})`)
        .join(', ')}.`;
    case 'support':
      return (
        `The list was made by a language model; ${audit.of - audit.right} of its entries go beyond what the posting ` +
        'says in these words, so the count is an upper bound.'
      );
  }
}

/** Headlines that do not survive every reasonable combination of choices. */
function flipped(
  { value, ...place }: FromCell<Audits['sensitivities'][number]['value']>,
  traces: Traces,
): UnrankedFinding[] {
  const weight = weighChoices(value);
  const claim = traces.get(value.claim);
  if (!weight || !claim) return [];
  const { choice, spread, flips } = value.mostInfluential;
  const question = /[.?!]$/.test(value.question) ? value.question : `${value.question}:`;
  return finding({
    ...weight,
    evidence: 'data',
    kind: 'choices',
    claims: [claim],
    title: `${headlineOfClaim(claim)}: in ${value.survives} of ${value.total} analyses`,
    finding:
      `${question} printed ${claim.printed}; the claim survives in ${value.survives} of ${value.total} reasonable ` +
      `analyses, its direction in ${value.sameDirection}.`,
    why:
      `The choice that moves it most is ${choice}: ${formatSpread(spread, value.measure)} apart on average, and ` +
      `${(100 * flips).toFixed(0)}% of its changes turn the result.`,
    trace: placedTrace(place, value.sources),
  });
}

/** Claims of a difference of which a test does not survive; those that fail anyway are named by their verdict. */
function notSurviving(
  { value, ...place }: FromCell<Audits['families'][number]['value']>,
  traces: Traces,
): UnrankedFinding[] {
  const ids = [...new Set(value.tests.flatMap(({ claims }) => claims))];
  return ids.flatMap((id) => {
    const claim = traces.get(id);
    const tests = value.tests.filter(({ claims }) => claims.includes(id));
    const lost = tests.filter(({ survives }) => !survives);
    if (!claim || lost.length === 0 || fails(claim)) return [];
    const alone = lost.filter(({ p }) => p >= value.level);
    const byThemselves =
      alone.length === lost.length
        ? 'None of these is significant even alone.'
        : `${lost.length - alone.length} of these would be significant alone.`;
    const values = lost.map(({ comparison, p, holm }) => `${comparison} (p ${formatP(p)}, corrected ${formatP(holm)})`);
    return finding({
      severity: 'fragile',
      size: lost.length / tests.length,
      evidence: 'data',
      kind: 'correction',
      claims: [claim],
      title: `${lost.length} of ${tests.length} differences behind it could be chance once all tests count`,
      finding:
        `${claim.statement}: printed ${claim.printed}, and ${lost.length} of the ${tests.length} differences that it ` +
        `rests on do not survive Holm’s correction for ${value.tests.length} tests.`,
      why: `${values.join('; ')}. ${byThemselves} The family: ${value.family}.`,
      trace: placedTrace(place, value.sources),
    });
  });
}

/**
 * Claims that hold, and point another way where they were measured again; all ways of measuring one statement are
 * one finding.
 */
function otherDirection(replications: readonly FromCell<Replication>[], traces: Traces): UnrankedFinding[] {
  const groups = new Map<string, FromCell<Replication>[]>();
  for (const placed of replications) {
    if (placed.value.sameDirection === null) continue;
    const key = `${placed.value.claim} ${placed.value.statement}`;
    groups.set(key, [...(groups.get(key) ?? []), placed]);
  }
  return [...groups.values()].flatMap((group) => {
    const against = group.filter(({ value }) => value.sameDirection === false);
    const [first] = against;
    const claim = traces.get(first?.value.claim ?? '');
    if (!first || !claim || fails(claim) || claim.replications.length > 0) return [];
    const { statement, original, measure } = first.value;
    const apart = against.filter(({ value }) => value.overlap === false).length;
    const measured = against.map(
      ({ value }) => `${formatSpan(value.replication, value.measure)} on ${value.corpus} (${value.definition})`,
    );
    const overlap = apart > 0 ? 'The intervals do not overlap.' : 'The intervals overlap, so it may be chance.';
    const limits = [...new Set(against.map(({ value }) => value.limits))].join('; ');
    const ways =
      group.length > against.length
        ? ` In ${group.length - against.length} of ${group.length} ways of measuring it the direction holds.`
        : '';
    return finding({
      severity: against.every(({ value }) => value.overlap !== false && mayTurn(value)) ? 'undecided' : 'fragile',
      size: (against.length + apart) / (2 * group.length),
      evidence: 'data',
      kind: 'replication',
      claims: [claim],
      title: `Elsewhere it points the other way: ${headlineOfPart(statement, claim)}`,
      finding:
        `${statement}: ${original ? formatSpan(original, measure) : claim.printed} in the article, ` +
        `${measured.join('; ')}.`,
      why: `${overlap}${ways} Limits: ${limits}.`,
      trace: placedTrace(
        first,
        against.flatMap(({ value }) => value.sources),
      ),
    });
  });
}

function finding({
  claims,
  ...parts
}: Omit<UnrankedFinding, 'article' | 'claims'> & { readonly claims: readonly Trace[] }): UnrankedFinding[] {
  const [first] = claims;
  if (!first) return [];
  const { severity, kind, evidence, size, title, finding, why, trace } = parts;
  return [
    {
      severity,
      kind,
      evidence,
      size: Number(size.toPrecision(4)),
      article: first.article,
      claims: claims.map(({ id }) => id),
      title,
      finding,
      why,
      trace,
    },
  ];
}

/** The claims that there are, one list an article. */
function byArticle(ids: readonly string[], traces: Traces): Trace[][] {
  const claims = ids.flatMap((id) => traces.get(id) ?? []);
  return [...new Set(claims.map(({ article }) => article))].map((article) =>
    claims.filter((claim) => claim.article === article),
  );
}

const placedTrace = (
  { notebook, cell }: Pick<FindingTrace, 'notebook' | 'cell'>,
  sources: readonly Provenance[],
): FindingTrace => {
  const asked = sources.map(({ corpus, digest, query, answer }) => ({
    corpus,
    digest,
    query: describeQuery(query),
    answer,
  }));
  return {
    notebook,
    cell,
    sources: asked.filter(
      (one, i) => asked.findIndex((other) => other.answer === one.answer && other.query === one.query) === i,
    ),
  };
};

const shortId = (id: string): string => id.slice(id.indexOf('/') + 1);
