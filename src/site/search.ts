import { numbersIn } from '../text/numbers.js';
import { headlineOfClaim } from '../trace/headlines.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace } from '../trace/trace.js';
import { claimAddress } from './address.js';
import type { SiteContent } from './content.js';
import type { SiteFile } from './folder.js';
import { verdictClass } from './verdict.js';

/**
 * A claim as the search of the board takes it: address, printed, headline, recounted, verdict, its place, its numbers.
 */
type Entry = readonly [string, string, string, string, string, string, readonly number[]];

/** The claims that the board's search looks through, as a script that comes when somebody searches. */
export function searchFile({ articles }: SiteContent): SiteFile {
  const entries = articles.flatMap(({ traces }) => traces.map(entryOf));
  return { path: 'search.js', text: `recountClaims(${JSON.stringify(entries)});\n` };
}

const entryOf = (trace: Trace): Entry => [
  claimAddress(trace.id),
  trace.printed,
  headlineOfClaim(trace),
  plainRecounted(trace),
  verdictClass(trace.verdict),
  `${trace.id.split('/')[0] ?? ''}, line ${trace.line}`,
  numbersOf(trace),
];

/** The numbers by which a claim is found: as printed, percentages as fractions of 1, and as recounted. */
function numbersOf({ printed, computed }: Trace): number[] {
  const said = numbersIn(printed).flatMap(({ kind, values }) =>
    values.map(({ value }) => Number((kind === 'share' ? value / 100 : value).toPrecision(8))),
  );
  const recounted = computed === null ? [] : typeof computed === 'number' ? [computed] : Object.values(computed);
  return [...new Set([...said, ...recounted.map((value) => Number(value.toPrecision(6)))])];
}
