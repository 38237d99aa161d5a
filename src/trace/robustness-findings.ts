import { turnOf } from '../claims/direction.js';
import { formatMeasure, formatSpan, formatSpread } from '../claims/format.js';
import { describeFragility } from '../claims/fragility.js';
import type { LeftOut } from '../claims/leave-one-out.js';
import type { Replication } from '../claims/replication.js';
import { fails } from '../claims/verdict.js';
import { groupedBy } from '../load/grouped-by.js';
import { formatP } from '../stats/format-p.js';
import type { Audits, FromCell } from './audits.js';
import { findingOf, type Traces, type UnrankedFinding } from './finding.js';
import { headlineOfClaim, headlineOfPart } from './headlines.js';
import { carryingPart, mayTurn, weighChoices, weighFew, weighParts } from './severity.js';

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
  const groups = groupedBy(
    replications.filter(({ value }) => value.sameDirection !== null),
    ({ value }) => `${value.claim} ${value.statement}`,
  );
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
      title: `${headlineOfPart(statement, claim)}: ${otherwise(first.value)} on ${first.value.corpus}`,
      finding:
        `${statement}: ${original ? formatSpan(original, measure) : claim.printed} in the article, ` +
        `${measured.join('; ')}.`,
      why: `${apartWords(against.map(({ value }) => value))}${ways} Limits: ${limits}.`,
      place: first,
      sources: against.flatMap(({ value }) => value.sources),
    });
  });
}

/** What a statement came to elsewhere, and what it should have been: `13.7%, not above 50.0%`. */
function otherwise({ replication, measure, direction }: Replication): string {
  const measured = formatMeasure(replication.estimate, measure);
  if (direction === null || 'none' in direction) return measured;
  const turn = turnOf(direction);
  const asked = measure === 'difference' && turn === 0 ? '0' : formatMeasure(turn, measure);
  return `${measured}, not ${'above' in direction ? 'above' : 'below'} ${asked}`;
}

/** Whether it may be chance that measurements point another way than the article: by its interval, if it has one. */
function apartWords(against: readonly Replication[]): string {
  const apart = against.filter(({ overlap }) => overlap === false).length;
  if (apart === against.length) return 'The intervals do not overlap.';
  if (apart > 0) return `Of ${against.length} intervals ${apart} leave out the article’s.`;
  if (against.some(({ overlap }) => overlap === true)) return 'The intervals overlap, so it may be chance.';
  return against.some((each) => !mayTurn(each))
    ? 'The article prints no number to compare; the interval leaves out the value at which the statement turns.'
    : 'The article prints no number to compare; the interval holds the value at which the statement turns.';
}

/** Claims that hold, and rest on one part of their postings, or on few. */
export function byParts({ value, ...place }: FromCell<LeftOut>, traces: Traces): UnrankedFinding[] {
  const claim = traces.get(value.claim);
  const weight = weighParts(value);
  const said = saidOfMore(value) ?? carriedByOne(value) ?? turningWithout(value);
  if (!claim || !weight || !said || fails(claim.verdict)) return [];
  return findingOf({
    ...weight,
    evidence: value.sources.length > 0 ? 'data' : 'print',
    kind: 'parts',
    claims: [claim],
    title: `${said.title}: ${headlineOfClaim(claim)}`,
    finding: `${claim.statement}: printed ${claim.printed}; ${said.finding}`,
    why: said.why,
    place,
    sources: value.sources,
  });
}

/** How a finding of parts begins its title, and what it says of them. */
interface SaidOfParts {
  readonly title: string;
  readonly finding: string;
  readonly why: string;
}

const count = (postings: number): string => postings.toLocaleString('en');
const tenthRule = 'a number counts as turned when it moves by more than a tenth of itself.';

/** A number that was counted in some of the postings that its words cover. */
function saidOfMore({ wider, postings, measure }: LeftOut): SaidOfParts | undefined {
  if (!wider?.turns) return undefined;
  const all = formatMeasure(wider.value, measure);
  return {
    title: `Of some postings only; of all ${count(wider.postings)} it is ${all}`,
    finding:
      `that is of ${count(postings)} postings only, and of all ${count(wider.postings)} ` +
      `that its words cover it is ${all}.`,
    why: `The words name no part of the postings; ${tenthRule}`,
  };
}

/** A share of which one small part has most of what counts for it. */
function carriedByOne(left: LeftOut): SaidOfParts | undefined {
  const { over, postings, value, measure } = left;
  const part = carryingPart(left);
  if (!part) return undefined;
  const [own, all] = [(part.alone ?? 0) * part.postings, value * postings].map((n) => count(Math.round(n)));
  return {
    title: `Carried by one ${over}`,
    finding:
      `${own} of the ${all} postings that count for it are of ${over} ${part.part}, ` +
      `which has ${count(part.postings)} of ${count(postings)} postings.`,
    why: `Without it the share is ${formatMeasure(part.without, measure)} instead of ${formatMeasure(value, measure)}.`,
  };
}

/** A claim that turns without one part, or with few of its postings otherwise. */
function turningWithout({ parts, of, over, postings, value, measure, fewest }: LeftOut): SaidOfParts | undefined {
  const turning = parts.filter(({ turns }) => turns);
  const [worst = parts[0]] = turning;
  if (!worst) return undefined;
  const percent = `${((100 * worst.postings) / postings).toFixed(0)}%`;
  const alone = worst.alone === null ? '' : `, where it is ${formatMeasure(worst.alone, measure)}`;
  const without = formatMeasure(worst.without, measure);
  const words = describeFragility({ fewest, postings });
  const few = words === undefined ? '' : ` ${words}.`;
  return {
    title:
      turning.length > 0
        ? `${without}, not ${formatMeasure(value, measure)}, without ${over} ${worst.part}`
        : 'Rests on few postings',
    finding:
      `without ${over} ${worst.part} (${count(worst.postings)} of ${count(postings)} postings, ${percent}${alone}) ` +
      `it is ${without} instead of ${formatMeasure(value, measure)}.${few}`,
    why: `${turned(turning.length, of)}; ${tenthRule}`,
  };
}

/** `3 of 8 parts, left out one by one, turn it` */
const turned = (turning: number, of: number): string =>
  of === 1 && turning === 1
    ? 'Left out, it turns the claim'
    : `${turning} of ${of} parts, left out one by one, turn${turning === 1 ? 's' : ''} it`;

/** Statements that are replicated, and would be open if few of the postings were otherwise. */
export function onFew({ value, ...place }: FromCell<Replication>, traces: Traces): UnrankedFinding[] {
  const claim = traces.get(value.claim);
  const { fragility, verdict, replication, measure, corpus, statement } = value;
  const weight = fragility && weighFew(fragility);
  if (!claim || !weight || verdict !== 'replicated' || claim.verdict !== 'replicated') return [];
  return findingOf({
    ...weight,
    evidence: 'data',
    kind: 'parts',
    claims: [claim],
    title: `Rests on few postings: ${headlineOfPart(statement, claim)}`,
    finding:
      `${statement}: ${formatSpan(replication, measure)} on ${corpus}; ` +
      `${fragility && describeFragility(fragility)}.`,
    why: `The fewest postings of one group that leave it open, taken from its employers in turn. ${value.limits}`,
    place,
    sources: value.sources,
  });
}
