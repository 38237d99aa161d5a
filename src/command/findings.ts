import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { paint, wrap } from '../terminal/terminal.js';
import type { Finding } from '../trace/findings.js';
import { orderingRule, type Severity, severities, severityMeans } from '../trace/severity.js';
import type { TracedArticle } from '../trace/trace.js';

const colours = { overturned: 'red', fragile: 'yellow', undecided: 'gray', inexact: 'gray' } as const satisfies Record<
  Severity,
  string
>;

/** A severity in its colour. */
export const paintSeverity = (severity: Severity, text: string = severity): string => paint(colours[severity], text);

/** The articles that a reader names, by id or by text file; all of them when none is named. @throws UserError for an unknown one */
export function chosenArticles(
  articles: readonly TracedArticle[],
  named: string | undefined,
): readonly TracedArticle[] {
  const chosen = articles.filter(({ article: { id, text } }) => named === undefined || named === id || named === text);
  if (chosen.length > 0 || named === undefined) return chosen;
  const ids = articles.map(({ article: { id } }) => id);
  throw new UserError(`there is no article "${named}".${didYouMean(named, ids)} There are: ${ids.join(', ')}`);
}

/** The findings for people: by severity, each with its claims, reason and cell; to be read on 80 columns. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No findings: every claim that was tested holds, and no audit found anything.';
  const sections = severities.flatMap((severity) => {
    const listed = findings.flatMap((finding, i) => (finding.severity === severity ? [entry(finding, i + 1)] : []));
    if (listed.length === 0) return [];
    return [
      `${paintSeverity(severity, severity.toUpperCase())}  ${listed.length}\n${paint('dim', wrap(severityMeans[severity], '  ', 80))}`,
      ...listed,
    ];
  });
  return [...sections, paint('dim', wrap(orderingRule, '', 80))].join('\n\n');
}

function entry({ kind, claims, article, finding, why, trace }: Finding, number: number): string {
  const [first = '', ...others] = claims;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const field = (name: string, text: string) =>
    `    ${paint('dim', name.padEnd(6))}${wrap(text, ' '.repeat(10), 80).trimStart()}`;
  return [
    `${String(number).padStart(2)}  ${paint('bold', `${first}${more}`)}`,
    wrap(finding, '    ', 80),
    field('why', why),
    field('kind', `${kind}, ${article}`),
    field('trace', trace.notebook === null ? `npx recount trace ${first}` : `${trace.notebook}#${trace.cell ?? ''}`),
  ].join('\n');
}

/** The findings as JSON for machines, one a line. */
export const findingsJson = (findings: readonly Finding[]): string =>
  `[\n${findings.map((finding) => JSON.stringify(finding)).join(',\n')}\n]`;
