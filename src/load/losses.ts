import { UserError } from '../error.js';
import type { Manifest } from './manifest.js';
import { describeProblem, type Problem } from './problem.js';

/**
 * The share of postings that may be lost before a count of the rest is an error, unless the manifest states another.
 */
export const defaultMaxLost = 0.01;

/** How much of a corpus could be read. */
export interface Losses {
  /** Postings that were read. */
  readonly read: number;
  /** Postings that were certainly lost: one for each problem that loses postings. */
  readonly atLeast: number;
  /** Postings that were lost at most; Infinity where a file ends early and nothing says how many were to come. */
  readonly atMost: number;
  /** Fields that were lost of postings that were read. */
  readonly fields: number;
  /** Postings left out since they repeat one that was read: nothing is lost by them. */
  readonly repeats: number;
  /** The first problem that lost a posting. */
  readonly first: Problem | undefined;
}

export const noLosses: Losses = { read: 0, atLeast: 0, atMost: 0, fields: 0, repeats: 0, first: undefined };

/** Adds a problem to the losses so far. */
export function withProblem(losses: Losses, problem: Problem): Losses {
  const { atLeast, atMost, fields, repeats, first = problem } = losses;
  switch (problem.lost) {
    case 'posting':
      return { ...losses, first, atLeast: atLeast + 1, atMost: atMost + (problem.atMost ?? 1) };
    case 'fields':
      return { ...losses, fields: fields + 1 };
    case 'repeat':
      return { ...losses, repeats: repeats + 1 };
  }
}

/** The losses of a corpus whose manifest says how many postings it holds: then no more are lost than are missing. */
const bounded = (losses: Losses, postings: number | undefined): Losses =>
  postings === undefined || losses.atMost !== Number.POSITIVE_INFINITY
    ? losses
    : { ...losses, atMost: Math.max(losses.atLeast, postings - losses.read) };

/** The share of the postings that was lost, at most: from 0 to 1. */
export function lostShare({ read, atMost }: Losses): number {
  if (atMost === 0) return 0;
  return atMost === Number.POSITIVE_INFINITY ? 1 : atMost / (read + atMost);
}

/** What was lost, in words: `1 posting could not be read`, `at least 3 and at most 820 postings could not be read`. */
export function describeLost({ atLeast, atMost }: Losses): string {
  const n = (count: number): string => count.toLocaleString('en');
  const postings = (count: number): string => `${n(count)} ${count === 1 ? 'posting' : 'postings'} could not be read`;
  if (atMost === atLeast) return postings(atLeast);
  return atMost === Number.POSITIVE_INFINITY
    ? `at least ${postings(atLeast)}, and how many more is not known`
    : `at least ${n(atLeast)} and at most ${postings(atMost)}`;
}

/**
 * Refuses to go on with a corpus of which too much was lost: counts of the rest would be too low.
 *
 * @param maxLost the share that may be lost; by default that of the manifest, else 1 %
 * @throws UserError when more is lost, with how much, the first problem and the next step
 */
export function refuseLosses(
  manifest: Pick<Manifest, 'id' | 'named' | 'postings' | 'files'>,
  losses: Losses,
  maxLost = manifest.files?.max_lost ?? defaultMaxLost,
): void {
  const all = bounded(losses, manifest.postings);
  refuseShare(
    `corpus "${manifest.id}"`,
    all,
    maxLost,
    `All: npx recount data verify ${manifest.named}. ` +
      `To go on with the rest, state the share in the manifest: files: { max_lost: ${roundedUp(lostShare(all))} }`,
  );
}

/** The same of a file without a manifest. @throws UserError when more is lost than `maxLost` */
export function refuseFileLosses(file: string, losses: Losses, maxLost = defaultMaxLost): void {
  const share = roundedUp(lostShare(losses));
  refuseShare(file, losses, maxLost, `To go on with the rest, state the share: --max-lost ${share}`);
}

function refuseShare(subject: string, losses: Losses, maxLost: number, nextStep: string): void {
  if (lostShare(losses) <= maxLost || !losses.first) return;
  throw new UserError(
    `${subject}: ${describeLost(losses)} (${losses.read.toLocaleString('en')} could); ` +
      `more than ${percent(maxLost)} is an error. First: ${describeProblem(losses.first)}. ${nextStep}`,
  );
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
const roundedUp = (share: number): number => Math.min(1, Math.ceil(share * 100) / 100);
