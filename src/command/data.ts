import { existsSync } from 'node:fs';
import { type Loaded, loadCorpus } from '../load/load.js';
import { locate } from '../load/locate.js';
import { corpusIds, type Manifest, readManifest } from '../load/manifest.js';
import { describeProblem, type Problem } from '../load/problem.js';
import { shown } from '../load/project.js';
import { type OnDownload, pullCorpus } from '../load/pull.js';
import { type Verification, verifyCorpus } from '../load/verify.js';
import { paint, wrap } from '../terminal/terminal.js';
import { json as asJson, visible } from '../terminal/visible.js';

/** Lists corpora, those of the project unless others are named: what each is, and what of it is here. */
export function listData(named: readonly string[], { json }: { readonly json?: true }): string {
  const corpora = chosen(named).map((manifest) => ({
    id: manifest.id,
    title: manifest.title,
    postings: manifest.postings ?? null,
    period: manifest.period ?? null,
    licence: manifest.licence ?? null,
    digest: manifest.digest,
    rows: manifest.files ? (locate(manifest)?.map(shown) ?? ('not here' as const)) : ('not published' as const),
    recording: existsSync(manifest.recording) ? shown(manifest.recording) : null,
  }));
  if (json) return asJson(corpora);

  const entry = ({
    id,
    title,
    postings,
    period,
    licence,
    digest,
    rows,
    recording,
  }: (typeof corpora)[number]): string => {
    const here = Array.isArray(rows)
      ? rows.join(', ')
      : rows === 'not here'
        ? `not here; npx recount data pull ${id}`
        : 'not published: only counts are known';
    return [
      `${paint('bold', id)}  ${title}`,
      field('postings', postings?.toLocaleString('en') ?? 'not stated'),
      field('period', period ? `${period.from} to ${period.to}` : 'not stated'),
      field('licence', licence ?? 'not stated'),
      field('digest', digest),
      field('rows', here),
      field('recording', recording ?? 'none'),
    ].join('\n');
  };
  return corpora.map(entry).join('\n\n');
}

/** Brings the rows of a corpus here, and says where they are. */
export async function pullData(
  named: string,
  { from, json }: { readonly from?: string; readonly json?: true },
): Promise<string> {
  const manifest = readManifest(named);
  const pulled = await pullCorpus(manifest, {
    ...(from === undefined ? {} : { from }),
    onBytes: onTerminal(manifest.id),
  });
  if (json) return asJson({ corpus: manifest.id, ...pulled, path: shown(pulled.path) });
  return `${manifest.id}: ${pulled.came === 'now' ? 'pulled' : 'already here'}, ${shown(pulled.path)}, ${pulled.digest}, as the manifest pins`;
}

/** On a terminal, one line that says how much of a download is here; it is gone when all is. */
function onTerminal(id: string): OnDownload {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return (here, total) =>
    stderr.write(
      here === total
        ? '\r\x1b[K'
        : `\r\x1b[K  pulling ${id}  ${megabytes(here)}${total === undefined ? '' : ` of ${megabytes(total)}`} MB`,
    );
}

/** What `data verify` says, and whether all rows that are here are those that the manifests pin. */
export interface Verified {
  readonly text: string;
  readonly asPinned: boolean;
}

/**
 * Counts the digests of corpora again, and reads their rows through, listing what cannot be read.
 *
 * @throws UserError for the first that cannot be read, when strict.
 */
export async function verifyData(
  named: readonly string[],
  { json, strict = false }: { readonly json?: true; readonly strict?: boolean },
): Promise<Verified> {
  const results: Result[] = [];
  for (const manifest of chosen(named)) {
    const verification = await verifyCorpus(manifest);
    const loaded =
      verification.rows === 'as pinned' ? await loadCorpus(manifest, { strict, keep: () => false }) : undefined;
    results.push({ manifest, verification, loaded });
  }
  const asPinned = results.every(({ verification }) => verification.rows !== 'other data');
  if (json) {
    const machine = results.map(({ manifest, verification, loaded }) => ({
      corpus: manifest.id,
      pinned: manifest.digest,
      ...('paths' in verification ? { ...verification, paths: verification.paths.map(shown) } : verification),
      ...(loaded && { postings: loaded.read, problems: loaded.problems }),
    }));
    return { text: asJson(machine), asPinned };
  }
  return { text: results.map(verified).join('\n'), asPinned };
}

interface Result {
  readonly manifest: Manifest;
  readonly verification: Verification;
  readonly loaded: Loaded | undefined;
}

function verified({ manifest, verification, loaded }: Result): string {
  switch (verification.rows) {
    case 'recorded only':
      return `${manifest.id}: no rows to verify, only counts are known`;
    case 'not here':
      return `${manifest.id}: the rows are not here; npx recount data pull ${manifest.id}`;
    case 'other data':
      return paint(
        'red',
        `${manifest.id}: ${verification.paths.map(shown).join(', ')} has ${verification.digest}, but the manifest pins ${manifest.digest}; ${nextStep(manifest)}`,
      );
    case 'as pinned':
      return [
        `${manifest.id}: ${verification.digest}`,
        ...(loaded ? [counts(loaded, manifest)] : []),
        ...listed(loaded?.problems ?? []),
      ].join('\n');
  }
}

/** How many postings there are and how many problems, by what was lost. */
function counts({ read, problems }: Loaded, manifest: Manifest): string {
  const lost = (what: Problem['lost']): number => problems.filter((problem) => problem.lost === what).length;
  const stated =
    manifest.postings === undefined || manifest.postings === read ? '' : ` (the manifest says ${manifest.postings})`;
  return `  ${read.toLocaleString('en')} postings${stated}; problems: ${lost('posting')} that cost a posting, ${lost('fields')} that cost fields of one`;
}

const nextStep = (manifest: Manifest): string =>
  manifest.files && 'address' in manifest.files
    ? `take what it pins: npx recount data pull ${manifest.id}`
    : 'take the data that it pins, or pin these';

/** More problems than anyone reads on a screen are counted there; `--json` lists them all. */
const most = 100;

function listed(problems: readonly Problem[]): string[] {
  const lines = problems.slice(0, most).map((problem) => wrap(visible(describeProblem(problem)), '    '));
  return problems.length > most
    ? [...lines, `    and ${(problems.length - most).toLocaleString('en')} more; --json lists them all`]
    : lines;
}

const chosen = (named: readonly string[]): Manifest[] => (named.length > 0 ? named : corpusIds()).map(readManifest);

const field = (name: string, text: string): string =>
  `  ${paint('dim', name.padEnd(11))}${wrap(text, ' '.repeat(13)).trimStart()}`;
