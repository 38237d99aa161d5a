import type { LoadOptions } from '../count/opensearch/load.js';
import type { Manifest } from '../load/manifest.js';
import { describeProblem } from '../load/problem.js';
import { readManifest } from '../load/manifest.js';
import { Interrupted, UserError } from '../error.js';
import { timeLeft } from './bytes-progress.js';
import { paint } from './terminal.js';
import { visible } from './visible.js';

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
export async function indexCorpus(named: string, { to, lexicon = [], characters = [], shards, replace, json }: IndexOptions): Promise<string> {
  const manifest = readManifest(named);
  if (!manifest.files) throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; there are no postings to load`);
  const [{ loadIndex }, { sourceOf }] = await Promise.all([import('../count/opensearch/load.js'), import('../count/opensearch/open.js')]);
  const source = sourceOf(to === undefined ? manifest : readManifest(to));
  if (source.fields) throw new UserError(`index "${source.index}" is somebody's own, with fields of its own; postings are loaded into an index that is named without fields`);
  const stop = new AbortController();
  const stopped = (signal: NodeJS.Signals): void => stop.abort(new Interrupted(signal, `what is loaded stays; go on with: npx recount index ${named}`));
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  const loaded = await loadIndex(manifest, source, { lexicons: lexicon, characters, replace: replace ?? false, ...(shards === undefined ? {} : { shards }), signal: stop.signal, onPostings: progressOf(manifest) }).finally(() => process.off('SIGINT', stopped).off('SIGTERM', stopped));
  if (json) return JSON.stringify({ corpus: manifest.id, ...loaded }, null, 2);
  const { index, postings, before, problems, skipped } = loaded;
  return [
    `${manifest.id}: ${postings.toLocaleString('en')} postings in index "${index}"${before > 0 ? `, ${before.toLocaleString('en')} of them from an earlier load` : ''}`,
    ...(skipped.postings + skipped.fields > 0 ? [`could not be loaded: ${skipped.postings.toLocaleString('en')} postings, and fields in ${skipped.fields.toLocaleString('en')} places`] : []),
    ...problems.slice(0, 20).map((problem) => `    ${visible(describeProblem(problem))}`),
    ...(problems.length > 20 ? [`    and ${(problems.length - 20).toLocaleString('en')} more; --json lists them all`] : []),
    `count there: npx recount count ${named} --engine opensearch …`,
  ].join('\n');
}

/** On a terminal, a line that is rewritten in place: how many postings are in, how fast, how long still. */
function progressOf({ id }: Manifest): LoadOptions['onPostings'] & {} {
  const { stderr } = process;
  const begun = performance.now();
  return (done, share) => {
    if (!stderr.isTTY) return;
    const seconds = (performance.now() - begun) / 1000;
    const rate = Math.round(done / seconds).toLocaleString('en');
    const left = share > 0 && share < 1 ? `, ${timeLeft((seconds * (1 - share)) / share)} left` : '';
    const line = `  … ${(100 * share).toFixed(0)}%  ${done.toLocaleString('en')} postings of ${id}, ${rate} a second${left}`;
    stderr.write(`\r\x1b[K${share < 1 ? paint('dim', line.slice(0, (stderr.columns || 80) - 1), stderr) : ''}`);
  };
}
