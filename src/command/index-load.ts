import { UserError } from '../error.js';
import { readManifest } from '../load/manifest.js';
import { describeProblem } from '../load/problem.js';
import { interruptible } from '../terminal/interruptible.js';
import { progressLine, timeLeft } from '../terminal/progress-line.js';
import { json as asJson, visible } from '../terminal/visible.js';

/** What loading an index takes, from the command line. */
export interface IndexOptions {
  /** The manifest whose `opensearch` names the index, where it is not the corpus's own. */
  readonly to?: string;
  readonly lexicon?: readonly string[];
  readonly characters?: readonly string[];
  readonly shards?: number;
  readonly replace?: true;
  readonly json?: true;
}

/** Loads a corpus's postings into its OpenSearch index, and says what is there. @throws UserError as loading does */
export async function indexCorpus(
  named: string,
  { to, lexicon = [], characters = [], shards, replace, json }: IndexOptions,
): Promise<string> {
  const manifest = readManifest(named);
  if (!manifest.files)
    throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; there are no postings to load`);
  const [{ loadIndex }, { sourceOf }] = await Promise.all([
    import('../count/opensearch/load.js'),
    import('../count/opensearch/open.js'),
  ]);
  const source = sourceOf(to === undefined ? manifest : readManifest(to));
  if (source.fields)
    throw new UserError(
      `index "${source.index}" is somebody's own, with fields of its own; ` +
        'postings are loaded into an index that is named without fields',
    );
  const progress = progressLine((seconds, done: number, share: number) => {
    const left = share > 0 ? `, ${timeLeft((seconds * (1 - share)) / share)} left` : '';
    return (
      `${(100 * share).toFixed(0)}%  ${done.toLocaleString('en')} postings of ${manifest.id}, ` +
      `${Math.round(done / seconds).toLocaleString('en')} a second${left}`
    );
  });
  const options = {
    lexicons: lexicon,
    characters,
    replace: replace ?? false,
    ...(shards === undefined ? {} : { shards }),
    onPostings: progress.show,
  };
  const loading = interruptible(
    (signal) => loadIndex(manifest, source, { ...options, signal }),
    `what is loaded stays; go on with: npx recount index ${named}`,
  );
  const loaded = await loading.finally(progress.clear);
  if (json) return asJson({ corpus: manifest.id, ...loaded });
  const { index, postings, before, problems, skipped } = loaded;
  return [
    `${manifest.id}: ${postings.toLocaleString('en')} postings ` +
      `in index "${index}"${before > 0 ? `, ${before.toLocaleString('en')} of them from an earlier load` : ''}`,
    ...(skipped.postings + skipped.fields > 0
      ? [
          `could not be loaded: ${skipped.postings.toLocaleString('en')} postings, ` +
            `and fields in ${skipped.fields.toLocaleString('en')} places`,
        ]
      : []),
    ...problems.slice(0, 20).map((problem) => `    ${visible(describeProblem(problem))}`),
    ...(problems.length > 20
      ? [`    and ${(problems.length - 20).toLocaleString('en')} more; --json lists them all`]
      : []),
    `count there: npx recount count ${named} --engine opensearch …`,
  ].join('\n');
}
