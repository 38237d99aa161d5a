import { formatSpan } from '../claims/format.js';
import { verdicts } from '../claims/verdict.js';
import { field, wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import type { Audits } from '../trace/audits.js';
import { type Finding, findingsOf } from '../trace/findings.js';
import { severities } from '../trace/severity.js';
import type { TracedArticle } from '../trace/trace.js';
import { chosenArticles } from './claims-table.js';
import { paintSeverity } from './findings-text.js';

/** How many findings a page shows; the others are counted. */
const shownFindings = 6;

/**
 * The methodological state of articles, a page of 80 columns each: verdicts and their evidence, the data, how the
 * headlines fare under other choices, after correction and on other postings, how well the tagging matches, the
 * worst findings, and what could not be tested.
 *
 * @throws UserError for an article that is not there
 */
export function reviewText(articles: readonly TracedArticle[], audits: Audits, named: string | undefined): string {
  const findings = findingsOf(articles, audits);
  return chosenArticles(articles, named)
    .map((article) =>
      page(
        article,
        audits,
        findings.filter((finding) => finding.article === article.article.text),
      ),
    )
    .join(`\n\n${paint('dim', '─'.repeat(80))}\n\n`);
}

function page({ article, traces }: TracedArticle, audits: Audits, findings: readonly Finding[]): string {
  const about = (claims: readonly string[]) => claims.some((id) => id.startsWith(`${article.id}/`));
  const sensitivities = audits.sensitivities.filter(({ value }) => about([value.claim]));
  const families = audits.families.filter(({ value }) => about(value.tests.flatMap(({ claims }) => claims)));
  const replications = audits.replications.filter(({ value }) => about([value.claim]));
  const tagging = audits.tagging.filter(({ value }) => about(value.claims));
  const untested = traces.filter(({ verdict }) => verdict === 'untested');
  const surprises = traces.filter(({ verdict, expected }) => verdict !== expected).length;
  const data = new Map(traces.flatMap(({ sources }) => sources).map(({ corpus, digest }) => [corpus, digest]));

  const lines = [
    `${paint('bold', article.id)}  ${article.publisher}${article.date === undefined ? '' : `, ${article.date}`}`,
    fact(
      'claims',
      `${traces.length}: ${tallied(
        traces.map(({ verdict }) => verdict),
        verdicts,
      )}${surprises > 0 ? `; ${surprises} not as expected` : ''}`,
    ),
    fact(
      'evidence',
      `${tallied(
        traces.map(({ evidence }) => evidence),
        ['rows', 'counts', 'print'],
      )} (counts: recorded or published; print: the article’s own figures)`,
    ),
    fact(
      'data',
      [...data].map(([corpus, digest]) => `${corpus}, ${digest.slice(0, 19)}…`).join('; ') || 'none published',
    ),
    ...sensitivities.map(({ value }, i) =>
      fact(
        i === 0 ? 'choices' : '',
        `${short(value.claim)}: survives ${value.survives} of ${value.total} analyses, ` +
          `direction in ${value.sameDirection}; moved most by ${value.mostInfluential.choice}`,
      ),
    ),
    ...families.map(({ value }) =>
      fact(
        'correction',
        `${value.tests.filter(({ survives }) => survives).length} of ${value.tests.length} tests survive ` +
          `Holm at ${value.level}`,
      ),
    ),
    ...(replications.length > 0 ? [fact('replication', replicated(replications.map(({ value }) => value)))] : []),
    ...tagging.map(({ value }, i) =>
      fact(
        i === 0 ? 'tagging' : '',
        `${value.concept}: ${value.right} of ${value.of} right, ${formatSpan(value.share, 'share')}`,
      ),
    ),
    fact('not tested', untested.length === 0 ? 'nothing' : untested.map(({ id }) => short(id)).join(', ')),
    fact(
      'findings',
      tallied(
        findings.map(({ severity }) => severity),
        severities,
      ) || 'none',
    ),
    ...findings
      .slice(0, shownFindings)
      .flatMap((finding) => [
        '',
        `  ${paintSeverity(finding.severity)}  ${finding.claims[0] ?? ''}`,
        wrap(finding.finding, '    ', 80),
      ]),
  ];
  const more = findings.length - shownFindings;
  return [...lines, ...(more > 0 ? ['', `  and ${more} more: npx recount findings --article ${article.id}`] : [])].join(
    '\n',
  );
}

/** How often each kind occurs, in the order of the kinds: `3 reproduced, 1 differs`. */
const tallied = <Kind extends string>(all: readonly (Kind | null)[], kinds: readonly Kind[]): string =>
  kinds
    .map((kind) => ({ kind, count: all.filter((each) => each === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
    .join(', ');

function replicated(
  rows: readonly { sameDirection: boolean | null; overlap: boolean | null; corpus: string }[],
): string {
  const directed = rows.filter(({ sameDirection }) => sameDirection !== null);
  const compared = rows.filter(({ overlap }) => overlap !== null);
  return (
    `${rows.length} measured on ${[...new Set(rows.map(({ corpus }) => corpus))].join(', ')}: ` +
    `${directed.filter(({ sameDirection }) => sameDirection).length} of ${directed.length} in the same direction` +
    (compared.length > 0
      ? `, ${compared.filter(({ overlap }) => overlap).length} of ${compared.length} intervals overlap`
      : '')
  );
}

const fact = (name: string, text: string): string => field(name, text, { width: 12, most: 80 });
const short = (id: string): string => id.slice(id.indexOf('/') + 1);
