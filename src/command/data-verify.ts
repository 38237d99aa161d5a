import { otherAnswers } from '../count/pinned-answers.js';
import { type Loaded, loadCorpus } from '../load/load.js';
import type { Manifest } from '../load/manifest.js';
import { describeProblem, type Problem } from '../load/problem.js';
import { shown } from '../load/project.js';
import { type Verification, verifyCorpus } from '../load/verify.js';
import { wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { json as asJson, visible } from '../terminal/visible.js';
import { chosenCorpora } from './data-list.js';
import type { Reply } from './reply.js';

/**
 * Counts the digests of corpora again, and reads their rows through, listing what cannot be read.
 *
 * @throws UserError for the first that cannot be read, when strict.
 */
export async function verifyData(
  named: readonly string[],
  { json, strict = false }: { readonly json?: true; readonly strict?: boolean },
): Promise<Reply> {
  const results: Result[] = [];
  for (const manifest of chosenCorpora(named)) {
    const verification = await verifyCorpus(manifest);
    const loaded =
      verification.rows === 'as pinned'
        ? await loadCorpus(manifest, { strict, maxLost: 1, keep: () => false })
        : undefined;
    results.push({ manifest, verification, loaded, recording: otherAnswers(manifest) });
  }
  const asPinned = results.every(({ verification }) => verification.rows !== 'other data');
  const isWhole = results.every(({ loaded }) => !loaded?.problems.some(({ lost }) => lost === 'posting'));
  const isRecorded = results.every(({ recording }) => recording === undefined);
  const ending = asPinned && isWhole && isRecorded ? 'asExpected' : 'unexpected';
  if (json) {
    const machine = results.map(({ manifest, verification, loaded, recording }) => ({
      corpus: manifest.id,
      pinned: manifest.digest,
      ...('paths' in verification ? { ...verification, paths: verification.paths.map(shown) } : verification),
      ...(loaded && { postings: loaded.read, problems: loaded.problems }),
      ...(manifest.answers === undefined ? {} : { recording: recording ?? 'as pinned' }),
    }));
    return { text: asJson(machine), ending };
  }
  const texts = results.map((result) => [verified(result), ...recordingLine(result)].join('\n'));
  return { text: texts.join('\n'), ending };
}

interface Result {
  readonly manifest: Manifest;
  readonly verification: Verification;
  readonly loaded: Loaded | undefined;
  /** Why the recording is not the one that is pinned. */
  readonly recording: string | undefined;
}

const recordingLine = ({ recording, manifest }: Result): string[] =>
  recording !== undefined
    ? [paint('red', wrap(recording, '  ', 80))]
    : manifest.answers === undefined
      ? []
      : ['  recording: the answers that the manifest pins'];

function verified({ manifest, verification, loaded }: Result): string {
  switch (verification.rows) {
    case 'recorded only':
      return `${manifest.id}: no rows to verify, only counts are known`;
    case 'not here':
      return `${manifest.id}: the rows are not here; npx recount data pull ${manifest.id}`;
    case 'other data':
      return paint(
        'red',
        `${manifest.id}: ${verification.paths.map(shown).join(', ')} has ${verification.digest}, ` +
          `but the manifest pins ${manifest.digest}; ${nextStep(manifest)}`,
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
  const repeats = lost('repeat') === 0 ? '' : `, ${lost('repeat')} that repeat another posting`;
  return (
    `  ${read.toLocaleString('en')} postings${stated}; problems: ${lost('posting')} that cost a posting, ` +
    `${lost('fields')} that cost fields of one${repeats}`
  );
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
