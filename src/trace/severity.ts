import { excludes, turnOf } from '../claims/direction.js';
import { meets } from '../claims/expectation.js';
import type { Fragility } from '../claims/fragility.js';
import type { LeftOut } from '../claims/leave-one-out.js';
import type { Replication } from '../claims/replication.js';
import type { Sensitivity } from '../claims/sensitivity.js';
import type { TaggingAudit } from '../claims/tagging.js';
import type { Severity } from './severities.js';
import type { Trace } from './trace.js';

export { orderingRule, type Severity, severities, severityMeans } from './severities.js';

/** The kinds of findings, in the order in which equals stand. */
export const findingKinds = [
  'contradicted',
  'differs',
  'definition',
  'labels',
  'choices',
  'parts',
  'correction',
  'replication',
  'caveat',
] as const;
export type FindingKind = (typeof findingKinds)[number];

const aTenth = 0.1;

/** A finding's severity, and its size from 0 to 1, by which equals are ordered. */
export interface Weight {
  readonly severity: Severity;
  readonly size: number;
}

/**
 * Of a claim that differs or is contradicted. A number, printed or counted in words, is weighed by its distance from
 * the print, relative to the print. A comparison that fails is overturned: its size is the share of the compared
 * values that fail, or for one value the distance from its bound, relative to the bound unless that is 0.
 */
export function weighVerdict({ computed, expectation }: Pick<Trace, 'computed' | 'expectation'>): Weight {
  const byNumber = (value: number, printed: number): Weight => {
    const size = distance(value, printed);
    return { severity: size > aTenth ? 'overturned' : 'inexact', size };
  };
  const values = computed === null ? [] : typeof computed === 'number' ? [computed] : Object.values(computed);
  const [value] = values;
  if (value === undefined) return { severity: 'overturned', size: 1 };
  if (expectation.kind === 'rounds') return byNumber(value * (expectation.percent ? 100 : 1), expectation.to);
  if (expectation.kind === 'compares' && expectation.operator === '=' && values.length === 1)
    return byNumber(value, expectation.bound);
  if (expectation.kind === 'ordered') return { severity: 'overturned', size: 1 };
  if (values.length > 1) {
    const failing = values.filter((each) => !meets(each, { ...expectation, all: false }));
    return { severity: 'overturned', size: failing.length / values.length };
  }
  const bound =
    expectation.kind === 'compares' ? expectation.bound : value < expectation.low ? expectation.low : expectation.high;
  return { severity: 'overturned', size: distance(value, bound) };
}

/** Whether the interval of a measurement holds the value at which its claim would turn. */
export const mayTurn = ({ replication, direction }: Pick<Replication, 'replication' | 'direction'>): boolean =>
  direction !== null && excludes(replication, turnOf(direction)) === false;

const distance = (value: number, from: number): number =>
  Math.min(1, Math.abs(value - from) / (from === 0 ? 1 : Math.abs(from)));

/**
 * Of a definition, by the share of its matches that is right: overturned where that is below a half, also at the
 * upper end of its interval; fragile where it is at most nine tenths; else nothing to find.
 */
export function weighDefinition({ share }: Pick<TaggingAudit, 'share'>): Weight | undefined {
  const size = 1 - share.estimate;
  if ((share.high ?? share.estimate) < 0.5) return { severity: 'overturned', size };
  return share.estimate <= 1 - aTenth ? { severity: 'fragile', size } : undefined;
}

/**
 * Of a headline under other choices: overturned where its direction holds in fewer than half of them; fragile where
 * it survives in fewer than all.
 */
export function weighChoices({
  sameDirection,
  survives,
  total,
}: Pick<Sensitivity, 'sameDirection' | 'survives' | 'total'>): Weight | undefined {
  if (survives === total) return undefined;
  return { severity: sameDirection < total / 2 ? 'overturned' : 'fragile', size: 1 - survives / total };
}

/** The share of postings below which a claim rests on few. */
const few = 0.01;

/**
 * The part that has at most a tenth of a share's postings and more than half of those that count for it: 20 of the 21
 * postings that state pay are one employer's. None of any other measure.
 */
export function carryingPart({ parts, measure, postings, value }: LeftOut): LeftOut['parts'][number] | undefined {
  if (measure !== 'share') return undefined;
  const counted = value * postings;
  return parts.find((part) => part.postings <= aTenth * postings && (part.alone ?? 0) * part.postings > counted / 2);
}

/**
 * Of a claim without parts of its postings: fragile where one of them turns it, or carries most of what is counted;
 * where all the postings that its words cover turn it; or fewer than one posting in a hundred would, were they
 * otherwise. Its size is how far it is off in all the postings, the share that one part carries, the share of the parts
 * that turn it; without one, what is missing of the postings that would.
 */
export function weighParts(left: LeftOut): Weight | undefined {
  const { parts, of, fewest, postings, value, wider } = left;
  if (wider?.turns) return { severity: 'fragile', size: distance(wider.value, value) };
  const carrying = carryingPart(left);
  if (carrying) return { severity: 'fragile', size: ((carrying.alone ?? 0) * carrying.postings) / (value * postings) };
  const turning = parts.filter(({ turns }) => turns).length;
  if (turning > 0) return { severity: 'fragile', size: turning / of };
  return weighFew({ fewest, postings });
}

/** Of a result that few postings would turn: fragile below one in a hundred; the fewer, the larger. */
export const weighFew = ({ fewest, postings }: Fragility): Weight | undefined =>
  fewest !== null && fewest < few * postings ? { severity: 'fragile', size: 1 / (1 + fewest) } : undefined;
