import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../error.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { didYouMean } from '../load/nearest.js';
import { note } from '../load/note.js';
import { readLexicon } from '../tag/lexicon.js';
import { Answer, type Counted, type Evidence } from './answer.js';
import { type Engine, engineOf } from './engine.js';
import { noList } from './matches.js';
import {
  columnsOf,
  conceptsIn,
  fieldsIn,
  groupNames,
  listsIn,
  type Query,
  queryKey,
  queryOfKey,
  type RowOf,
} from './query.js';
import { answerDigest, answerFrom, readRecording } from './recording.js';
import { type OnProgress, Rows } from './walk.js';

/** A set of postings, known by its manifest, that answers count queries. */
export interface Corpus {
  readonly manifest: Manifest;
  /**
   * Asks a count query.
   *
   * @throws UserError when the query names a field or concept that the corpus lacks, or when nothing
   * at hand can answer it; the message says what would.
   */
  count<const Q extends Query>(query: Q): Promise<Answer<Q>>;
}

/**
 * Opens a corpus: by id for those in `data/corpora`, by the path of a manifest for one of your own.
 *
 * Unless told, the engine is what RECOUNT_ENGINE names; else the recording where there is one, and the rows
 * where there is none. A corpus of recorded counts alone answers from them whatever is named.
 *
 * @example
 * const answer = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * answer.at({ role: 'ML Engineer' })['fine-tuning'] // => 526
 *
 * @throws UserError when there is no such corpus, or its manifest cannot be read.
 */
export function corpus(
  idOrPath: string,
  options: { readonly engine?: Engine; readonly onProgress?: OnProgress } = {},
): Corpus {
  const manifest = manifestOf(idOrPath);
  const engine = options.engine ?? engineOf(process.env['RECOUNT_ENGINE']);
  return {
    manifest,
    async count(query) {
      // published counts stay what they are, whatever the environment names; who asks this corpus for its index, gets that
      const from =
        options.engine === 'opensearch' && manifest.opensearch ? options.engine : answering(manifest, engine);
      checkNames(manifest, query, from);
      const answer =
        from === 'recording'
          ? answerFrom(readRecording(manifest), manifest, query)
          : from === 'rows'
            ? await answerFromRows(manifest, query, options.onProgress)
            : await answerFromIndex(manifest, query);
      // an index that was loaded from the rows answers as they do; one that is live may answer otherwise the next time
      const stands = from === 'recording' || !manifest.files ? answerDigest(answer.rows) : ofRows(manifest);
      note({ asked: { corpus: idOrPath, query: queryKey(query), answer: stands } });
      return answer;
    },
  };
}

/**
 * The manifest of a corpus. While an article is rerun live, RECOUNT_LIVE names a folder with the answers of today, which
 * stand for those that were published.
 */
function manifestOf(idOrPath: string): Manifest {
  const manifest = readManifest(idOrPath);
  const live = process.env['RECOUNT_LIVE'];
  const recording = live === undefined ? '' : join(live, `${manifest.id}.json`);
  return existsSync(recording) ? { ...manifest, recording } : manifest;
}

/** The engine that answers: the one named, if the corpus has it; else the recording if there is one, else the rows. */
const answering = (manifest: Manifest, engine: Engine | undefined): Engine => {
  if (!manifest.files) return manifest.opensearch && !existsSync(manifest.recording) ? 'opensearch' : 'recording';
  return engine ?? (existsSync(manifest.recording) ? 'recording' : 'rows');
};

/** What stands for an answer from the rows, when a rerun asks whether it would be the same: the data's own digest. */
const ofRows = (manifest: Manifest): string => `rows of ${manifest.digest}`;

/** The rows of each corpus that was asked for them, by its manifest as it was then: a notebook asks many queries of one corpus. */
const asked = new Map<string, Rows>();

async function answerFromRows<Q extends Query>(
  manifest: Manifest,
  query: Q,
  onProgress: OnProgress | undefined,
): Promise<Answer<Q>> {
  const key = JSON.stringify(manifest);
  const from = asked.get(key) ?? new Rows(manifest);
  asked.set(key, from);
  return answerOf(manifest, query, 'rows', await from.ask(query, onProgress));
}

/** Asks the index of a corpus; what it takes is loaded only then. */
async function answerFromIndex<Q extends Query>(manifest: Manifest, query: Q): Promise<Answer<Q>> {
  const { countFromIndex } = await import('./opensearch/open.js');
  return answerOf(manifest, query, manifest.files ? 'rows' : 'counts', await countFromIndex(manifest, query));
}

/** What an engine counted, as the answer to its query. */
function answerOf<Q extends Query>(
  { id, digest }: Manifest,
  query: Q,
  evidence: Evidence,
  { rows, ...rest }: Counted,
): Answer<Q> {
  return new Answer(
    { corpus: id, digest, query, answer: answerDigest(rows), evidence, ...rest },
    // a row has the groups and columns of its query
    rows as readonly object[] as readonly RowOf<Q>[],
  );
}

/**
 * What stands for the answer that a corpus gives today to a query, given by its key; undefined when it gives none.
 * The runner asks this to see, without a kernel, whether a notebook would still get the same answers.
 */
export function currentAnswerDigest(idOrPath: string, key: string): string | undefined {
  try {
    const manifest = manifestOf(idOrPath);
    const from = answering(manifest, engineOf(process.env['RECOUNT_ENGINE']));
    if (from !== 'recording') return manifest.files ? ofRows(manifest) : undefined;
    return answerDigest(answerFrom(readRecording(manifest), manifest, queryOfKey(key)).rows);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What a query may look for: the concepts of the corpus's lexicon, or those that its authors counted. */
function conceptNames(manifest: Manifest, { lexicon }: Query, from: Engine): string[] {
  const mapped = from === 'opensearch' ? manifest.opensearch?.fields && manifest.opensearch : undefined;
  if (mapped) {
    const named = lexicon ?? mapped.lexicon;
    return named === undefined ? [] : readLexicon(named).concepts.map(({ name }) => name);
  }
  if (!manifest.files && lexicon !== undefined) {
    throw new UserError(
      `corpus "${manifest.id}" is known by its recorded counts alone; its concepts cannot be looked for with lexicon "${lexicon}"`,
    );
  }
  const named = lexicon ?? manifest.lexicon;
  return named === undefined ? Object.keys(manifest.concepts) : readLexicon(named).concepts.map(({ name }) => name);
}

/** A misspelled name must be an error: an engine would count zero and say nothing. @throws UserError */
export function checkNames(manifest: Manifest, query: Query, from: Engine): void {
  const fields = (from === 'opensearch' ? manifest.opensearch?.fields : undefined) ?? manifest.fields;
  const known = { field: Object.keys(fields), concept: conceptNames(manifest, query, from) };
  const named = [
    ...fieldsIn(query).map((name) => ({ kind: 'field', name }) as const),
    ...conceptsIn(query).map((name) => ({ kind: 'concept', name }) as const),
  ];
  for (const { kind, name } of named) {
    if (known[kind].includes(name)) continue;
    throw new UserError(
      `corpus "${manifest.id}" has no ${kind} "${name}".${didYouMean(name, known[kind])} ` +
        (kind === 'concept' && manifest.files && (query.lexicon ?? manifest.lexicon) === undefined
          ? 'Its manifest names no lexicon; name one, by id or path: lexicon: …'
          : `It has: ${known[kind].join(', ') || 'none'}`),
    );
  }
  const single = listsIn(query).find((name) => {
    const field = fields[name];
    return typeof field === 'object' && field.kind !== 'names';
  });
  if (single !== undefined) throw new UserError(noList(single));
  const columns = [
    ...groupNames(query),
    'postings',
    ...(query.mentions ? ['mentions'] : []),
    ...columnsOf(query).map(([name]) => name),
    ...(query.distinct === undefined ? [] : ['distinct']),
  ];
  const twice = columns.find((name, position) => columns.indexOf(name) !== position);
  if (twice !== undefined) {
    throw new UserError(
      `the answer would have two columns called "${twice}"; group by each field once, and name cases and columns otherwise than fields, concepts, and postings, mentions, distinct`,
    );
  }
  if (query.match === undefined && conceptsIn(query).length > 0) {
    throw new UserError('a query that looks for concepts says how: match: "phrase", "word" or "substring"');
  }
}
