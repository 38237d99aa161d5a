import { mkdirSync, readFileSync } from 'node:fs';
import { UserError } from '../error.js';
import { digestOf } from '../load/digest.js';
import type { Manifest } from '../load/manifest.js';
import { inProject, programFile } from '../load/project.js';
import { remembering } from '../load/read.js';
import { writeAtomically } from '../load/write.js';
import { readLexicon } from '../tag/lexicon.js';
import { manifestOf } from './corpus.js';
import { engineNamed } from './engine.js';
import { openEngine } from './open.js';
import { conceptsIn, type Query, queryOfKey } from './query.js';

/**
 * What {@link Engine.version} is today for a query, given by its key; undefined when no answer is at hand. The runner
 * asks this to see, without a kernel, whether a notebook would still get the same answers.
 */
export function currentAnswerDigest(idOrPath: string, key: string): string | undefined {
  try {
    const preferred = engineNamed(process.env['RECOUNT_ENGINE']);
    const manifest = manifestOf(idOrPath);
    const engine = openEngine(manifest, { preferred });
    const query = queryOfKey(key);
    if (engine.name !== 'recording') return engine.version(query);
    return keptAnswer(originOf(manifest, query, key), () => engine.version(query));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const textDigest = remembering((text) => digestOf(text));

/** The digest of all that the digest of a recorded answer is made of: by contents, never by the times of files. */
function originOf(manifest: Manifest, query: Query, key: string): string {
  const lexicon = conceptsIn(query).length === 0 ? undefined : (query.lexicon ?? manifest.lexicon);
  const lexiconDigest = lexicon === undefined ? null : readLexicon(lexicon).digest;
  return digestOf(JSON.stringify([manifest, textDigest(manifest.recording), lexiconDigest, key]));
}

/** Digests of recorded answers by their origins, as one version of the program found them. */
interface Kept {
  readonly program: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** So many are kept at most; those that this command did not ask for are dropped first. */
const mostKept = 5000;
const keptFile = (): string => inProject('.recount', 'answers.json');
const programDigest = (): string => digestOf(readFileSync(programFile()));

let before: Map<string, string> | undefined;
const asked = new Map<string, string>();

function keptAnswer(origin: string, make: () => string | undefined): string | undefined {
  before ??= readKept();
  const answer = asked.get(origin) ?? before.get(origin) ?? make();
  if (answer !== undefined) asked.set(origin, answer);
  return answer;
}

/** What earlier commands found; nothing where the file is missing, broken, or another program's. */
function readKept(): Map<string, string> {
  try {
    const { program, answers } = JSON.parse(readFileSync(keptFile(), 'utf8')) as Kept;
    const entries = Object.entries(answers);
    const isSound = program === programDigest() && entries.every((pair) => pair.every((each) => isDigest.test(each)));
    return new Map(isSound ? entries : []);
  } catch {
    return new Map();
  }
}

const isDigest = /^sha256:[0-9a-f]{64}$/;

/** Keeps in `.recount/` what {@link currentAnswerDigest} found, so that the next command need not parse recordings. */
export async function keepAnswers(): Promise<void> {
  if ([...asked.keys()].every((origin) => before?.has(origin))) return;
  const answers = Object.fromEntries([...asked, ...(before ?? [])].slice(0, mostKept));
  try {
    mkdirSync(inProject('.recount'), { recursive: true });
    await writeAtomically(keptFile(), JSON.stringify({ program: programDigest(), answers } satisfies Kept));
  } catch {
    // a place that cannot be written to is read anew each time
  }
}
