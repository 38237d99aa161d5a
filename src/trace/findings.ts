import type { Audits } from './audits.js';
import type { Finding, Found, UnrankedFinding } from './finding.js';
import { byDifferentChoices, byParts, elsewhere, notSurviving, onFew } from './robustness-findings.js';
import { findingKinds, severities } from './severity.js';
import { wrongTags } from './tagging-findings.js';
import type { Trace, TracedArticle } from './trace.js';
import { caveats, failing, undecidedOn } from './verdict-findings.js';

export type { Finding, FindingTrace } from './finding.js';

/**
 * The findings of all articles, worst first: computed from the verdicts, and from the audits that cells left. A claim
 * stands in one finding, the first that names it; what else was found of it is told there.
 */
export function findingsOf(articles: readonly TracedArticle[], audits: Audits): Finding[] {
  const traces = new Map(articles.flatMap((article) => article.traces).map((trace) => [trace.id, trace]));
  const curves = new Set(audits.sensitivities.map(({ value }) => value.claim));
  const found = [
    ...articles.flatMap((article) => [...failing(article), ...undecidedOn(article), ...caveats(article)]),
    ...audits.tagging.flatMap((audit) => wrongTags(audit, traces)),
    ...audits.sensitivities.flatMap((audit) => byDifferentChoices(audit, traces)),
    ...audits.leftOut.flatMap((audit) => byParts(audit, traces)),
    ...audits.families.flatMap((audit) => notSurviving(audit, traces)),
    ...elsewhere(audits.replications, traces),
    ...audits.replications.flatMap((audit) => onFew(audit, traces)),
  ].map((one) => {
    const claims = withRepetitions(one.claims, articles, traces);
    return { ...one, claims, headline: headline(one, articles, curves) };
  });
  const lineOf = ({ claims }: UnrankedFinding) => traces.get(claims[0] ?? '')?.line ?? 0;
  const rank = <Of>(list: readonly Of[], one: Of) => list.indexOf(one);
  return onePerClaim(
    found.sort(
      (a, b) =>
        rank(severities, a.severity) - rank(severities, b.severity) ||
        Number(b.headline) - Number(a.headline) ||
        Number(a.evidence === 'print') - Number(b.evidence === 'print') ||
        b.size - a.size ||
        rank(findingKinds, a.kind) - rank(findingKinds, b.kind) ||
        (a.article < b.article ? -1 : a.article > b.article ? 1 : lineOf(a) - lineOf(b)),
    ),
  );
}

/** Claims, and those that print the same again with the same verdict: what is found of one is found of all. */
function withRepetitions(
  claims: readonly string[],
  articles: readonly TracedArticle[],
  traces: ReadonlyMap<string, Trace>,
): string[] {
  const all = articles.flatMap(({ article }) => article.claims);
  const asked = all.filter(({ id }) => claims.includes(id));
  const again = asked.flatMap(({ id, checkedAs }) =>
    all.filter((other) => other.checkedAs === checkedAs && traces.get(other.id)?.verdict === traces.get(id)?.verdict),
  );
  return [...new Set([...claims, ...again.map(({ id }) => id)])];
}

/** Leaves each claim in the first finding that names it; one that has no claim of its own is told there as well. */
function onePerClaim(sorted: readonly Omit<Finding, 'also'>[]): Finding[] {
  const kept: (Finding & { also: Found[]; limits: readonly string[] })[] = [];
  for (const one of sorted) {
    const own = one.claims.filter((claim) => !kept.some(({ claims }) => claims.includes(claim)));
    const first = kept.find(({ claims }) => claims.includes(one.claims[0] ?? ''));
    if (own.length > 0 || !first) kept.push({ ...one, claims: own, also: [] });
    else {
      const { headline: _, article: __, claims: ___, limits, ...found } = one;
      first.also.push(found);
      first.limits = [...new Set([...first.limits, ...limits])];
    }
  }
  return kept;
}

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
