import type { Provenance } from '../count/answer.js';
import { describeQuery } from '../count/query.js';
import { limitsOf } from './limits.js';
import type { FindingKind, Severity } from './severity.js';
import type { Trace } from './trace.js';

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

/** What was found, and where. */
export interface Found {
  readonly severity: Severity;
  readonly kind: FindingKind;
  /** What it rests on: data, or the article's own figures alone. */
  readonly evidence: 'data' | 'print';
  /** From 0 to 1: how far off, or how much of it is lost. */
  readonly size: number;
  /** A headline of at most fifteen words that a person would say, beside what became of it. */
  readonly title: string;
  /** One sentence with its numbers. */
  readonly finding: string;
  readonly why: string;
  readonly trace: FindingTrace;
}

/** What a reviewer should know of an article: all that was found of some claims. */
export interface Finding extends Found {
  /** Whether it bears on more than one printed claim, or on one whose choices a specification curve varies. */
  readonly headline: boolean;
  /** The file name of the article's text, without `.txt`. */
  readonly article: string;
  readonly claims: readonly string[];
  /** What else was found of these claims, less severe. */
  readonly also: readonly Found[];
  /** What the data that it rests on cannot say. */
  readonly limits: readonly string[];
}

/** A finding before it is known what else was found of its claims. */
export type UnrankedFinding = Omit<Finding, 'headline' | 'also'>;

export type Traces = ReadonlyMap<string, Trace>;

/** The finding about some claims, with the limits of the data behind it; none without a claim. */
export function findingOf({
  claims,
  sources,
  place,
  size,
  limits = limitsOf(sources),
  ...parts
}: Omit<Found, 'trace'> & {
  readonly claims: readonly Trace[];
  readonly place: Pick<FindingTrace, 'notebook' | 'cell'>;
  readonly sources: readonly Provenance[];
  /** What the data cannot say, where no answer of theirs is among the sources. */
  readonly limits?: readonly string[];
}): UnrankedFinding[] {
  const [first] = claims;
  if (!first) return [];
  return [
    {
      ...parts,
      size: Number(size.toPrecision(4)),
      article: first.article,
      claims: claims.map(({ id }) => id),
      trace: traceOf(place, sources),
      limits,
    },
  ];
}

function traceOf(
  { notebook, cell }: Pick<FindingTrace, 'notebook' | 'cell'>,
  sources: readonly Provenance[],
): FindingTrace {
  const asked = sources.map(({ corpus, digest, query, answer }) => ({
    corpus,
    digest,
    query: describeQuery(query),
    answer,
  }));
  const isFirst = (one: (typeof asked)[number], i: number) =>
    asked.findIndex((other) => other.answer === one.answer && other.query === one.query) === i;
  return { notebook, cell, sources: asked.filter(isFirst) };
}

/** The claims that there are, one list an article. */
export function byArticle(ids: readonly string[], traces: Traces): Trace[][] {
  const claims = ids.flatMap((id) => traces.get(id) ?? []);
  return [...new Set(claims.map(({ article }) => article))].map((article) =>
    claims.filter((claim) => claim.article === article),
  );
}

export const shortId = (id: string): string => id.slice(id.indexOf('/') + 1);
