import { UserError } from '../error.js';
import { answersElsewhere } from '../load/elsewhere.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { note } from '../load/note.js';
import { Answer, type Beyond } from './answer.js';
import { answerThere, askerOf } from './ask-there.js';
import { checkQuery } from './check-query.js';
import { type EngineName, engineNamed, type OnProgress } from './engine.js';
import { openEngine } from './open.js';
import { type Query, queryKey, type RowOf } from './query.js';
import { answerDigest, notYetAsked } from './recording.js';

/** A set of postings, described by its manifest, that answers count queries. */
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
 * The engine is the one that `options` or RECOUNT_ENGINE names. By default it is the recording, if there is one, else
 * the rows. A corpus of published counts answers from its recording, whatever RECOUNT_ENGINE names.
 *
 * @param idOrPath an id such as `field-guide`, or a path that ends in `.yaml`
 * @param options `engine`: recording, rows or opensearch; `reposts`: "counted" counts from the rows those too that the
 * manifest leaves out as `unique`; `onProgress` is told how many bytes of the rows are read
 * @returns the corpus: its manifest, and `count`, which answers a count query with rows and their provenance
 * @throws UserError when there is no such corpus, or its manifest cannot be read
 * @example
 * const answer = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * answer.at({ role: 'ML Engineer' })['fine-tuning'] // => 526
 * const mine = await corpus('test/examples/jobs.yaml').count({ by: ['role'] })
 * mine.at({ role: 'AI Engineer' }).postings // => 2
 */
export function corpus(
  idOrPath: string,
  options: { readonly engine?: EngineName; readonly onProgress?: OnProgress; readonly reposts?: 'counted' } = {},
): Corpus {
  const substituted = manifestOf(idOrPath);
  const isRerun = answersElsewhere(substituted) !== undefined;
  const manifest = options.reposts ? withReposts(substituted, options.engine) : substituted;
  const required = isRerun ? 'recording' : options.reposts ? 'rows' : options.engine;
  const preferred = engineNamed(process.env['RECOUNT_ENGINE']);
  return {
    manifest,
    async count(query) {
      // a row has the groups and columns of its query
      type Rows = readonly RowOf<typeof query>[];
      const { id } = manifest;
      const other = isRerun ? notYetAsked(manifest, query) : undefined;
      if (other) {
        const { rows, beyond } = await answerThere(query, askerOf(readManifest(idOrPath), other));
        const provenance = {
          corpus: id,
          digest: manifest.digest,
          query,
          answer: answerDigest(rows),
          evidence: 'counts' as const,
        };
        return new Answer(
          provenance,
          rows as readonly object[] as Rows,
          beyond as Beyond<object> as Beyond<Rows[number]>,
        );
      }
      const engine = openEngine(manifest, { required, preferred });
      checkQuery(manifest, engine, query);
      const { rows, beyond, ...rest } = await engine.count(query, options.onProgress);
      const answer = answerDigest(rows);
      note({ asked: { corpus: idOrPath, query: queryKey(query), answer: engine.version(query) ?? answer } });
      const { digest } = manifest; // of large files it is known once they are read
      const provenance = { corpus: id, digest, query, answer, evidence: engine.evidence, ...rest };
      return new Answer(
        provenance,
        rows as readonly object[] as Rows,
        beyond as Beyond<object> as Beyond<Rows[number]>,
      );
    },
  };
}

/** A corpus with its reposts. @throws UserError where it leaves none out, or its rows do not answer */
function withReposts(manifest: Manifest, engine: EngineName | undefined): Manifest {
  if (answersElsewhere(manifest) !== undefined)
    throw new UserError('reposts cannot be counted where another corpus answers');
  if (!manifest.files || manifest.unique === undefined)
    throw new UserError(`corpus "${manifest.id}" leaves no reposts out; its manifest would name the fields: unique`);
  if (engine !== undefined && engine !== 'rows')
    throw new UserError(`reposts are left out of the ${engine}, too; the rows count them: --engine rows`);
  const { unique: _, ...all } = manifest;
  return all;
}

/** The manifest of a corpus; in a rerun with the answers of the other postings as its recording. */
export function manifestOf(idOrPath: string): Manifest {
  const manifest = readManifest(idOrPath);
  const recording = answersElsewhere(manifest);
  return recording === undefined ? manifest : { ...manifest, recording };
}
