import { field, wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { jsonList } from '../terminal/visible.js';
import type { Finding } from '../trace/findings.js';
import { orderingRule, type Severity, severities, severityMeans } from '../trace/severity.js';

const colours = { overturned: 'red', fragile: 'yellow', undecided: 'gray', inexact: 'gray' } as const satisfies Record<
  Severity,
  string
>;

/** A severity in its colour. */
export const paintSeverity = (severity: Severity, text: string = severity): string => paint(colours[severity], text);

/** The findings for people: by severity, each with its claims, reason and cell; to be read on 80 columns. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No findings: every claim that was tested holds, and no audit found anything.';
  const sections = severities.flatMap((severity) => {
    const listed = findings.flatMap((finding, i) => (finding.severity === severity ? [entry(finding, i + 1)] : []));
    if (listed.length === 0) return [];
    return [
      `${paintSeverity(severity, severity.toUpperCase())}  ${listed.length}\n` +
        `${paint('dim', wrap(severityMeans[severity], '  ', 80))}`,
      ...listed,
    ];
  });
  return [...sections, paint('dim', wrap(orderingRule, '', 80))].join('\n\n');
}

function entry({ kind, claims, article, finding, why, trace, also, limits }: Finding, number: number): string {
  const [first = '', ...others] = claims;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const fact = (name: string, text: string) => field(name, text, { indent: 4, width: 7, most: 80 });
  const place = ({ notebook, cell }: Finding['trace']) =>
    notebook === null ? `npx recount trace ${first}` : `${notebook}#${cell ?? ''}`;
  return [
    `${String(number).padStart(2)}  ${paint('bold', `${first}${more}`)}`,
    wrap(finding, '    ', 80),
    fact('why', why),
    fact('kind', `${kind}, ${article}`),
    fact('trace', place(trace)),
    ...also.map((each) => fact('also', `${each.finding} ${each.why} (${each.kind}, ${place(each.trace)})`)),
    ...limits.map((limit, i) => fact(i === 0 ? 'limits' : '', limit)),
  ].join('\n');
}

/** The findings as JSON for machines, one a line. */
export const findingsJson = (findings: readonly Finding[]): string => jsonList(findings);
