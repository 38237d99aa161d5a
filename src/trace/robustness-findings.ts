import { formatMeasure, formatSpan, formatSpread } from '../claims/format.js';
import type { LeftOut } from '../claims/leave-one-out.js';
import type { Replication } from '../claims/replication.js';
import { fails } from '../claims/verdict.js';
import { formatP } from '../stats/format-p.js';
import type { Audits, FromCell } from './audits.js';
import { findingOf, type Traces, type UnrankedFinding } from './finding.js';
import { headlineOfClaim, headlineOfPart } from './headlines.js';
import { mayTurn, weighChoices, weighParts } from './severity.js';

/** Headlines that do not survive every reasonable combination of choices. */
export function byDifferentChoices(
  { value, ...place }: FromCell<Audits['sensitivities'][number]['value']>,
  traces: Traces,
): UnrankedFinding[] {
  const weight = weighChoices(value);
  const claim = traces.get(value.claim);
  if (!weight || !claim) return [];
  const { choice, spread, flips } = value.mostInfluential;
  const question = /[.?!]$/.test(value.question) ? value.question : `${value.question}:`;
  return findingOf({
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
    place,
    sources: value.sources,
  });
}

/** Claims of a difference of which a test does not survive; those that fail anyway are named by their verdict. */
export function notSurviving(
  { value, ...place }: FromCell<Audits['families'][number]['value']>,
  traces: Traces,
): UnrankedFinding[] {
  const ids = [...new Set(value.tests.flatMap(({ claims }) => claims))];
  return ids.flatMap((id) => {
    const claim = traces.get(id);
    const tests = value.tests.filter(({ claims }) => claims.includes(id));
    const lost = tests.filter(({ survives }) => !survives);
    if (!claim || lost.length === 0 || fails(claim.verdict)) return [];
    const alone = lost.filter(({ p }) => p >= value.level);
    const byThemselves =
      alone.length === lost.length
        ? 'None of these is significant even alone.'
        : `${lost.length - alone.length} of these would be significant alone.`;
    const values = lost.map(({ comparison, p, holm }) => `${comparison} (p ${formatP(p)}, corrected ${formatP(holm)})`);
    return findingOf({
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
      place,
      sources: value.sources,
    });
  });
}

/**
 * Claims that hold, and point another way where they were measured again; all ways of measuring one statement are
 * one finding.
 */
export function elsewhere(replications: readonly FromCell<Replication>[], traces: Traces): UnrankedFinding[] {
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
    if (!first || !claim || fails(claim.verdict) || claim.replications.length > 0) return [];
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
    return findingOf({
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
      place: first,
      sources: against.flatMap(({ value }) => value.sources),
    });
  });
}

/** Claims that hold, and turn without one part of their postings, or with few of them otherwise. */
export function byParts({ value, ...place }: FromCell<LeftOut>, traces: Traces): UnrankedFinding[] {
  const claim = traces.get(value.claim);
  const weight = weighParts(value);
  const [most] = value.parts;
  if (!claim || !weight || !most || fails(claim.verdict)) return [];
  const { measure, over, fewest, postings, of } = value;
  const turning = value.parts.filter(({ turns }) => turns);
  const [worst = most] = turning;
  const percent = (part: number) => `${((100 * part) / postings).toFixed(0)}%`;
  const alone = worst.alone === null ? '' : `, where it is ${formatMeasure(worst.alone, measure)}`;
  const carries =
    `without ${over} ${worst.part} (${worst.postings.toLocaleString('en')} of ` +
    `${postings.toLocaleString('en')} postings, ${percent(worst.postings)}${alone}) it is ` +
    `${formatMeasure(worst.without, measure)} instead of ${formatMeasure(value.value, measure)}`;
  const few =
    fewest === null
      ? ''
      : ` ${fewest.toLocaleString('en')} of ${postings.toLocaleString('en')} postings ` +
        'would turn it, were they otherwise.';
  return findingOf({
    ...weight,
    evidence: 'data',
    kind: 'parts',
    claims: [claim],
    title:
      turning.length > 0
        ? `Another without ${over} ${worst.part}: ${headlineOfClaim(claim)}`
        : `Rests on few postings: ${headlineOfClaim(claim)}`,
    finding: `${claim.statement}: printed ${claim.printed}; ${carries}.${few}`,
    why:
      `${turning.length} of ${of} parts, left out one by one, turn it; ` +
      'a number counts as turned when it moves by more than a tenth of itself.',
    place,
    sources: value.sources,
  });
}
