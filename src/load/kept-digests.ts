import { appendFileSync, existsSync, readFileSync, settledState } from './machine.js';
import { inProject } from './project.js';

/*
 * Digests of large files, kept in `.recount/` beside the state of the file that had it: its device and inode, its size,
 * and the nanoseconds of its last writing and of its last change of any kind, which no program sets. So git tells which
 * files it need not read again. `recount data verify` reads them again, and so does all with `RECOUNT_DIGESTS=anew`.
 */

const keptIn = (): string => inProject('.recount', 'digests');

let kept: Map<string, string> | undefined;

/** The digest that a file had when it was read last, if it is in the same state. */
export function keptDigest(path: string): string | undefined {
  const state = settledState(path);
  if (state === undefined || process.env['RECOUNT_DIGESTS'] === 'anew') return undefined;
  kept ??= readKept();
  return kept.get(state);
}

/** Keeps the digest of a file in a state, where the project has a place for it. */
export function keepDigest(state: string, digest: string): void {
  kept ??= readKept();
  if (kept.get(state) === digest) return;
  kept.set(state, digest);
  try {
    if (existsSync(inProject('.recount'))) appendFileSync(keptIn(), `${state}\t${digest}\n`);
  } catch {
    // a place that cannot be written to: the file is read again
  }
}

function readKept(): Map<string, string> {
  const lines = textOf(keptIn()).split('\n');
  const whole = lines.filter((line) => /\tsha256:[0-9a-f]{64}$/.test(line));
  return new Map(whole.map((line) => line.split('\t') as [string, string]));
}

/** What a file holds; nothing where it is missing, or somebody else's. */
function textOf(path: string): string {
  try {
    return readFileSync(path).toString();
  } catch {
    return '';
  }
}
