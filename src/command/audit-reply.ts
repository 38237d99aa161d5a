import type { Audit } from '../audit/audit.js';
import type { Diagnostic } from '../audit/diagnostic.js';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { columns, wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { lastLine } from '../terminal/progress-line.js';
import { jsonList } from '../terminal/visible.js';
import { readArticleText } from '../text/read.js';
import { type Accepted, acceptedBy, newBaseline, readBaseline } from './audit-baseline.js';
import { type AuditedFile, auditOf, textFiles } from './audit-files.js';
import { auditPage, type MarkedText } from './audit-html.js';
import { type Found, sarif } from './audit-sarif.js';
import { optimizeLate } from './optimize-late.js';
import { plural } from './plural.js';
import type { Reply } from './reply.js';

/** What the command line asks for. */
export interface AuditOptions {
  readonly json?: true;
  readonly csv?: true;
  readonly sarif?: string;
  readonly html?: string;
  readonly baseline?: string;
  readonly newBaseline?: string;
  /** On by default. */
  readonly cache: boolean;
}

/**
 * Audits files and folders; an error that no baseline accepts is unexpected, and so is an entry of it that nothing
 * needs.
 */
export async function auditReply(paths: readonly string[], options: AuditOptions): Promise<Reply> {
  optimizeLate();
  const files = textFiles(paths);
  const accepted = options.baseline === undefined ? [] : readBaseline(options.baseline);
  const audited = await auditAll(files, options.cache, paths.length === 1 && files[0] === paths[0]);
  const found = audited.flatMap((file) => ('audit' in file ? foundIn(shown(file.path), file.audit, accepted) : []));
  const stale = accepted.filter((entry) => !found.some((one) => one.accepted === entry));
  if (options.sarif !== undefined) await writeAtomically(options.sarif, sarif(found));
  if (options.html !== undefined) await writeAtomically(options.html, await pageOf(audited, found));
  if (options.newBaseline !== undefined)
    await writeAtomically(
      options.newBaseline,
      newBaseline(found.filter(({ diagnostic }) => diagnostic.severity === 'error')),
    );
  const isWrong = found.some(({ diagnostic, accepted }) => diagnostic.severity === 'error' && !accepted);
  const isUnread = audited.some((file) => 'problem' in file);
  return {
    text: textOf(audited, found, stale, options),
    ending: isUnread ? 'badInput' : isWrong || stale.length > 0 ? 'unexpected' : 'asExpected',
  };
}

/**
 * Each file after the other, so that memory does not grow with their number; of several, one that cannot be read does
 * not stop the rest.
 */
async function auditAll(files: readonly string[], cache: boolean, isOne: boolean): Promise<AuditedFile[]> {
  const audited: AuditedFile[] = [];
  for (const [i, path] of files.entries()) {
    if (files.length > 1) lastLine.show(`audit ${i + 1} of ${files.length}: ${shown(path)}`);
    try {
      audited.push({ path, audit: await auditOf(path, { cache: cache && files.length > 1 }) });
    } catch (problem) {
      if (!(problem instanceof UserError) || isOne) throw problem;
      audited.push({ path, problem: problem.message });
    }
  }
  lastLine.clear();
  return audited;
}

const foundIn = (path: string, { diagnostics }: Audit, accepted: readonly Accepted[]): Found[] =>
  diagnostics.map((diagnostic) => ({ path, diagnostic, accepted: acceptedBy(accepted, path, diagnostic) }));

async function pageOf(audited: readonly AuditedFile[], found: readonly Found[]): Promise<string> {
  const texts: MarkedText[] = [];
  for (const file of audited) {
    if (!('audit' in file)) continue;
    const path = shown(file.path);
    texts.push({
      path,
      text: (await readArticleText(file.path)).text,
      found: found.filter((one) => one.path === path),
      checked: checkedIn(file.audit),
      unchecked: file.audit.unchecked,
    });
  }
  const unread = audited.flatMap((file) =>
    'problem' in file ? [{ path: shown(file.path), problem: file.problem }] : [],
  );
  return auditPage(texts, unread);
}

const checkedIn = ({ checked }: Audit): number => checked.reduce((sum, { count }) => sum + count, 0);

function textOf(
  audited: readonly AuditedFile[],
  found: readonly Found[],
  stale: readonly Accepted[],
  { json, csv }: AuditOptions,
): string {
  const [only, ...others] = audited;
  if (csv) return csvOf(found);
  if (others.length === 0 && only && 'audit' in only) {
    if (json) return jsonList(found.map(({ diagnostic }) => asJson(diagnostic)));
    return [...blocks(found), summary(only.audit, found), ...staleText(stale)].join('\n\n');
  }
  if (json) return jsonList(audited.map((file) => fileAsJson(file, found)));
  return [...blocks(found), table(audited, found), ...staleText(stale)].join('\n\n');
}

/** A diagnostic without its offsets, which only the page needs. */
const asJson = ({ line, column, kind, severity, text, arithmetic }: Diagnostic) => ({
  line,
  column,
  kind,
  severity,
  text,
  arithmetic,
});

function fileAsJson(file: AuditedFile, found: readonly Found[]) {
  const path = shown(file.path);
  if ('problem' in file) return { file: path, problem: file.problem };
  const own = found.filter((one) => one.path === path);
  return {
    file: path,
    checked: checkedIn(file.audit),
    findings: own.map(({ diagnostic, accepted }) => ({
      ...asJson(diagnostic),
      ...(accepted ? { accepted: accepted.reason } : {}),
    })),
    unchecked: file.audit.unchecked.length,
  };
}

function csvOf(found: readonly Found[]): string {
  const quoted = (value: string | number): string =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  const rows = found.map(({ path, diagnostic: { line, column, kind, severity, text, arithmetic }, accepted }) => [
    ...[path, line, column, kind, severity, text, arithmetic, accepted?.reason ?? ''],
  ]);
  return [['file', 'line', 'column', 'kind', 'severity', 'text', 'arithmetic', 'accepted'], ...rows]
    .map((row) => row.map(quoted).join(','))
    .join('\n');
}

/** The findings that nobody accepted, with their place as editors open it and their arithmetic. */
const blocks = (found: readonly Found[]): string[] =>
  found
    .filter(({ accepted }) => !accepted)
    .map(({ path, diagnostic: { line, column, kind, severity, text, arithmetic } }) =>
      [
        `${path}:${line}:${column}  ${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${kind}`,
        wrap(`“${text}”`, '    '),
        wrap(arithmetic, '    '),
      ].join('\n'),
    );

const countsOf = (found: readonly Found[]): string => {
  const open = found.filter(({ accepted }) => !accepted);
  const errors = open.filter(({ diagnostic }) => diagnostic.severity === 'error').length;
  const acceptedText = open.length < found.length ? `, ${found.length - open.length} accepted` : '';
  return `${plural(errors, 'error')}, ${plural(open.length - errors, 'note')}${acceptedText}.`;
};

/** What was found, what was checked at all, and what was not: no error says little where little was checked. */
function summary({ checked, unchecked }: Audit, found: readonly Found[]): string {
  const counts = checked.filter(({ count }) => count > 0).map(({ count, checks }) => `${count} ${checks}`);
  const looked =
    counts.length === 0 ? 'The text prints nothing that could be checked.' : `Checked: ${counts.join(', ')}.`;
  const reasons = new Map<string, number>();
  for (const { reason } of unchecked) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const left = [...reasons].map(([reason, count]) => `${count} (${reason})`).join(', ');
  const [first] = unchecked;
  const not = first ? `\n${wrap(`Not checked: ${left}; the first is line ${first.line}, “${first.text}”.`, '')}` : '';
  return `${countsOf(found)}\n${wrap(looked, '')}${not}`;
}

/** A line for each text: what was checked, errors, notes. */
function table(audited: readonly AuditedFile[], found: readonly Found[]): string {
  const count = (path: string, severity: Diagnostic['severity']): string =>
    String(found.filter((one) => one.path === path && !one.accepted && one.diagnostic.severity === severity).length);
  const rows = audited.map((file) => {
    const path = shown(file.path);
    return 'problem' in file
      ? [path, 'not read', '', '']
      : [path, String(checkedIn(file.audit)), count(path, 'error'), count(path, 'note')];
  });
  const problems = audited.flatMap((file) => ('problem' in file ? [wrap(file.problem, '  ')] : []));
  return [
    ...columns([['text', 'checked', 'errors', 'notes'], ...rows], { cut: { 0: 24 } }),
    ...problems,
    countsOf(found),
  ].join('\n');
}

const staleText = (stale: readonly Accepted[]): string[] =>
  stale.map(({ file, kind, text }) =>
    wrap(`The baseline accepts ${kind} in ${file}, “${text}”, which no longer occurs: take it out.`, ''),
  );
