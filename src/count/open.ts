import { UserError } from '../error.js';
import { noteRows } from '../load/load.js';
import { existsSync } from '../load/machine.js';
import type { CorpusWithRows, Manifest } from '../load/manifest.js';
import { readLexicon } from '../tag/lexicon.js';
import type { Engine, EngineName } from './engine.js';
import { recordedAnswer, recordedVersion } from './recording.js';
import { Rows } from './walk.js';

/**
 * Opens the engine that answers for a corpus: the one that is named, if the corpus has it. Otherwise the recording, if
 * there is one, else the rows. A corpus of published counts answers from its recording, whatever `preferred` says.
 *
 * @param required the engine that this caller asks for; a corpus of published counts has an index for it, too
 * @param preferred the engine that the environment names
 */
export function openEngine(
  manifest: Manifest,
  { required, preferred }: { readonly required?: EngineName | undefined; readonly preferred?: EngineName | undefined },
): Engine {
  const name = nameFor(manifest, required, preferred);
  if (name === 'recording') return recordingEngine(manifest);
  if (name === 'opensearch') return indexEngine(manifest);
  return rowsEngine(withRows(manifest));
}

function nameFor(manifest: Manifest, required?: EngineName, preferred?: EngineName): EngineName {
  if (required === 'opensearch' && manifest.opensearch) return 'opensearch';
  const isRecorded = existsSync(manifest.recording);
  if (!manifest.files) return manifest.opensearch && !isRecorded ? 'opensearch' : 'recording';
  return required ?? preferred ?? (isRecorded ? 'recording' : 'rows');
}

function withRows(manifest: Manifest): CorpusWithRows {
  if (manifest.files) return manifest;
  throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; it has no rows to count`);
}

/** The stored answers. */
const recordingEngine = (manifest: Manifest): Engine => ({
  name: 'recording',
  evidence: 'counts',
  fields: fieldsOf(manifest),
  concepts: (lexicon) => conceptsOf(manifest, lexicon),
  count: async (query) => recordedAnswer(manifest, query),
  version: (query) => recordedVersion(manifest, query),
});

/**
 * The rows of each corpus, by its manifest as it was when they were read: a notebook asks many queries of one
 * corpus.
 */
const opened: { readonly manifest: CorpusWithRows; readonly rows: Rows }[] = [];

/** The postings themselves. */
function rowsEngine(manifest: CorpusWithRows): Engine {
  // the name is compared first: the first question of a corpus need not wait until the digest of its files is known
  const known = opened.find(
    (each) => each.manifest.named === manifest.named && JSON.stringify(each.manifest) === JSON.stringify(manifest),
  );
  const rows = known?.rows ?? new Rows(manifest);
  if (!known) opened.push({ manifest, rows });
  return {
    name: 'rows',
    evidence: 'rows',
    fields: fieldsOf(manifest),
    concepts: (lexicon) => conceptsOf(manifest, lexicon),
    count(query, onProgress) {
      noteRows(manifest);
      return rows.ask(query, onProgress);
    },
    version: () => versionOfRows(manifest),
  };
}

/** An index: one that was loaded from the rows answers as they do; one that is somebody else's may change any day. */
function indexEngine(manifest: Manifest): Engine {
  const mapped = manifest.opensearch?.fields ? manifest.opensearch : undefined;
  const kinds = mapped && Object.fromEntries(Object.entries(mapped.fields).map(([name, { kind }]) => [name, kind]));
  return {
    name: 'opensearch',
    evidence: manifest.files ? 'rows' : 'counts',
    fields: kinds ?? fieldsOf(manifest),
    concepts: (lexicon) => (mapped ? namesIn(lexicon ?? mapped.lexicon) : conceptsOf(manifest, lexicon)),
    // the client is loaded only when an index is asked
    count: async (query) => (await import('./opensearch/open.js')).countFromIndex(manifest, query),
    version: () => (manifest.files ? versionOfRows(manifest) : undefined),
  };
}

const versionOfRows = ({ digest }: Manifest): string => `rows of ${digest}`;

function fieldsOf(manifest: Manifest): Engine['fields'] {
  if (!manifest.files) return Object.fromEntries(Object.keys(manifest.fields).map((name) => [name, undefined]));
  return Object.fromEntries(Object.entries(manifest.fields).map(([name, { kind }]) => [name, kind]));
}

/** The concepts of a lexicon: of the one named, else of the corpus's own, else those that its authors counted. */
function conceptsOf(manifest: Manifest, lexicon: string | undefined): readonly string[] {
  if (!manifest.files && lexicon !== undefined) {
    throw new UserError(
      `corpus "${manifest.id}" is known by its recorded counts alone; ` +
        `its concepts cannot be looked for with lexicon "${lexicon}"`,
    );
  }
  const named = lexicon ?? manifest.lexicon;
  return named === undefined ? Object.keys(manifest.concepts) : namesIn(named);
}

const namesIn = (lexicon: string | undefined): readonly string[] =>
  lexicon === undefined ? [] : readLexicon(lexicon).concepts.map(({ name }) => name);
