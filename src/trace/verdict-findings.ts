import { describeFragility } from '../claims/fragility.js';
import { fails } from '../claims/verdict.js';
import { groupedBy } from '../load/grouped-by.js';
import { findingOf, type UnrankedFinding } from './finding.js';
import { headlineOfClaim } from './headlines.js';
import { headlineWords, plainRecounted } from './plain-words.js';
import { filledFinding, namedIn } from './said-finding.js';
import { severities, type Weight, weighVerdict } from './severity.js';
import type { Trace, TracedArticle } from './trace.js';
import { titleOfFailing } from './verdict-title.js';

/** A quantity that fails: all claims that print it, and the one that is furthest off. */
interface Failing {
  readonly claims: readonly Trace[];
  readonly worst: Trace;
  readonly weight: Weight;
  /** What its file says of it, filled in. */
  readonly sentence: string | undefined;
}

/**
 * Claims that differ, are contradicted or not replicated. A quantity that is printed several times is one finding, and
 * so are quantities that are off alike for one reason.
 */
export function failing({ article, traces }: TracedArticle): UnrankedFinding[] {
  const claims = new Map(article.claims.map((claim) => [claim.id, claim]));
  const quantities = groupedBy(
    traces.filter(({ verdict }) => fails(verdict)),
    ({ id, verdict, expectation }) => `${verdict} ${claims.get(id)?.checkedAs ?? id} ${expectation.kind}`,
  );
  const failing = [...quantities.values()].flatMap((group): Failing[] => {
    const [worst] = furthestFirst(group.map((trace) => ({ trace, weight: weighVerdict(trace) })));
    if (!worst || worst.trace.computed === null) return [];
    const { trace, weight } = worst;
    return [{ claims: group, worst: trace, weight, sentence: filledFinding(trace, traces) }];
  });
  const alike = groupedBy(failing, ({ worst, weight, sentence }) => {
    // as its file gives it, before values are filled in
    const reason = claims.get(worst.id)?.explanation;
    return reason === undefined || sentence !== undefined ? worst.id : `${worst.verdict} ${weight.severity} ${reason}`;
  });
  return [...alike.values()].flatMap((group) => {
    const [first] = furthestFirst(group);
    return first
      ? findingOn(
          first,
          group.filter((each) => each !== first),
        )
      : [];
  });
}

const furthestFirst = <Of extends { readonly weight: Weight }>(list: readonly Of[]): Of[] =>
  list.toSorted((a, b) => compareWeights(a.weight, b.weight));

/** What a quantity comes to, and how many others are off alike. */
function findingOn({ claims, worst, weight, sentence }: Failing, others: readonly Failing[]): UnrankedFinding[] {
  const again = claims.length > 1 ? ` (printed ${claims.length} times)` : '';
  const elsewhere = worst.verdict === 'not replicated';
  const title =
    sentence !== undefined && sentence.split(' ').length <= headlineWords
      ? sentence.replace(/\.$/, '')
      : titleOfFailing(worst);
  const finding =
    sentence === undefined
      ? `${worst.statement}: printed ${worst.printed}${again}, ` +
        `${elsewhere ? 'measured' : 'recounted'} ${plainRecounted(worst)}.`
      : `${sentence} Printed: ${worst.printed}${again}.`;
  const more = others.length;
  return findingOf({
    ...weight,
    severity: elsewhere ? 'fragile' : weight.severity,
    evidence: worst.evidence === 'print' ? 'print' : 'data',
    kind: elsewhere ? 'replication' : worst.verdict === 'contradicted' ? 'contradicted' : 'differs',
    claims: [...claims, ...others.flatMap((each) => each.claims)],
    title: more > 0 ? `${title}; ${more} more are off alike` : title,
    finding: more > 0 ? `${finding} ${more} more are off for the same reason, none by more.` : finding,
    why: `${worst.explanation ?? `Recounted from ${worst.evidence ?? 'nothing'}.`}${fewOf(worst)}`,
    place: worst,
    sources: worst.sources,
  });
}

/** How few postings a verdict on other postings rests on: on the corpus where they are fewest. */
function fewOf({ replications }: Trace): string {
  const [few] = replications
    .flatMap(({ fragility }) => fragility ?? [])
    .filter(({ fewest }) => fewest !== null)
    .sort((a, b) => (a.fewest ?? 0) - (b.fewest ?? 0));
  const words = few && describeFragility(few);
  return words === undefined ? '' : ` ${words}.`;
}

/** The statements of an article that other postings cannot decide: one finding, so that each claim stands once. */
export function undecidedOn({ article, traces }: TracedArticle): UnrankedFinding[] {
  const tested = traces.filter(({ replications }) => replications.length > 0);
  const open = tested.filter(({ verdict }) => verdict === 'undecided');
  const [first] = open;
  if (!first) return [];
  const statements = (list: readonly Trace[]) => new Set(list.map(({ replications }) => replications[0]?.claim)).size;
  const leaning = open.filter(({ replications }) => replications.every(({ sameDirection }) => sameDirection === true));
  const corpora = [...new Set(open.flatMap(({ replications }) => replications.map(({ corpus }) => corpus)))];
  return findingOf({
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
    place: first,
    sources: first.sources,
  });
}

const compareWeights = (a: Weight, b: Weight): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.size - a.size;

/** Claims that hold, and of which their file says what a reviewer should know all the same. */
export function caveats({ article, traces }: TracedArticle): UnrankedFinding[] {
  const first = new Map(article.claims.map(({ id, checkedAs }) => [id, checkedAs]));
  return traces.flatMap((trace) => {
    const isRepetition = first.get(trace.id) !== trace.id;
    const sentence = fails(trace.verdict) || isRepetition ? undefined : filledFinding(trace, traces);
    if (sentence === undefined) return [];
    const again = traces.filter(({ id, verdict }) => id !== trace.id && first.get(id) === trace.id && !fails(verdict));
    const named = namedIn(trace, traces);
    const apart = named.map((other) => relativeDistance(trace.computed, other.computed));
    return findingOf({
      severity: 'fragile',
      size: Math.max(0, ...apart),
      evidence: trace.evidence === null || trace.evidence === 'print' ? 'print' : 'data',
      kind: 'caveat',
      claims: [trace, ...again, ...named],
      title: sentence.split(' ').length <= headlineWords ? sentence.replace(/\.$/, '') : headlineOfClaim(trace),
      finding: sentence,
      why: trace.explanation ?? `${trace.statement}: printed ${trace.printed}, recounted ${trace.recounted ?? '–'}.`,
      place: trace,
      sources: [trace, ...named].flatMap(({ sources }) => sources),
    });
  });
}

function relativeDistance(a: Trace['computed'], b: Trace['computed']): number {
  if (typeof a !== 'number' || typeof b !== 'number' || b === 0) return 0;
  return Math.min(1, Math.abs(a - b) / Math.abs(b));
}
