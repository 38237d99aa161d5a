import { type Document, parseDocument } from 'yaml';
import { corpus } from '../../count/corpus.js';
import { describeQuery } from '../../count/query.js';
import { answerDigest, readRecording } from '../../count/recording.js';
import { UserError } from '../../error.js';
import { fileDigest } from '../../load/digest.js';
import { formats } from '../../load/files.js';
import { seemsToBe } from '../../load/formats/other-format.js';
import { recountDigest } from '../../load/locate.js';
import { dirname, join } from '../../load/machine.js';
import { type CorpusWithRows, manifestPath, readManifest } from '../../load/manifest.js';
import { shown } from '../../load/project.js';
import { bring, existsSync, forget, readFileSync, tellingReads } from './machine/files.js';

/*
 * A reader's own copy of a corpus's postings. It takes the place of the recording: the same manifest, the same library
 * and the same cells then answer from rows.
 */

/** What a reader brought. */
export interface Brought {
  readonly corpus: string;
  readonly digest: string;
  /** Whether these are the data that the manifest pins. */
  readonly isPinned: boolean;
  readonly postings: number;
  /** What could not be read of them. */
  readonly lost: { readonly postings: number; readonly fields: number };
}

/** How much of a file was read, and for what. */
export interface Progress {
  readonly doing: 'digest' | 'postings';
  readonly bytes: number;
  readonly of: number;
}

/** Whether the recorded answers are those of the postings. */
export interface Compared {
  readonly same: number;
  /** The queries that the postings answer otherwise, or not at all. */
  readonly other: readonly string[];
}

type Recorded = ReturnType<typeof readRecording>['answers'];
type Format = (typeof formats)[number];

/** The recorded answers, and the manifests as they came, by corpus. */
const recorded = new Map<string, Recorded>();
const originals = new Map<string, string>();

/**
 * Takes a file as the postings of a corpus, and reads it. Other data than the manifest pins are counted as what they
 * are: by their own digest.
 *
 * @throws UserError for a file that is not such postings, or of which too much cannot be read
 */
export async function bringPostings(
  id: string,
  file: File,
  onProgress: (progress: Progress) => void,
): Promise<Brought> {
  const path = manifestPath(id);
  const original = originals.get(id) ?? readFileSync(path).toString();
  originals.set(id, original);
  const document = parseDocument(original);
  if (!document.has('files'))
    throw new UserError(`corpus "${id}" is known by its recorded counts alone; its manifest names no postings`);
  // the file stands beside the manifest, as one's own
  const at = join(dirname(path), file.name);
  bring({ [shown(at)]: file });
  document.deleteIn(['files', 'address']);
  document.setIn(['files', 'path'], file.name);
  bring({ [shown(path)]: String(document) });
  const manifest = readManifest(id) as CorpusWithRows;
  if (document.has('digest') && existsSync(manifest.recording)) recorded.set(id, readRecording(manifest).answers);

  const format = formatOf(file.name, at, manifest);
  const isFormat = format === manifest.files.format;
  let read = 0;
  const digest = await tellingReads(
    (bytes) => onProgress({ doing: 'digest', bytes: (read += bytes), of: file.size }),
    () => (isFormat ? recountDigest(manifest, [at]) : fileDigest(at)),
  );
  const isPinned = digest === manifest.digest;
  if (!isPinned) bring({ [shown(path)]: repinned(document, format, digest) });
  forget(manifest.recording);

  const counting = corpus(id, {
    engine: 'rows',
    onProgress: (bytes, of) => onProgress({ doing: 'postings', bytes, of }),
  });
  const { rows, provenance } = await counting.count({ by: [] });
  const { postings = 0, fields = 0 } = provenance.skipped ?? {};
  return { corpus: id, digest, isPinned, postings: rows[0]?.postings ?? 0, lost: { postings, fields } };
}

/** The format of a file, which need not be that of the manifest: its fields may be found in another, too. */
function formatOf(name: string, at: string, { files }: CorpusWithRows): Format {
  if (/\.(?:tar\.gz|tgz)$/i.test(name)) return 'yaml-tarball';
  const ending = /\.(\w+?)(?:\.(?:gz|zst))?$/.exec(name.toLowerCase())?.[1];
  const named = ending === 'ndjson' ? 'jsonl' : formats.find((each) => each === ending);
  return seemsToBe(at)?.format ?? named ?? files.format;
}

/** A manifest that pins other data: its fields and its lexicon are as they were. */
function repinned(document: Document, format: Format, digest: string): string {
  document.set('digest', digest);
  document.delete('postings');
  document.deleteIn(['files', 'contents']);
  if (document.getIn(['files', 'format']) !== format) {
    document.setIn(['files', 'format'], format);
    for (const key of ['parts', 'rows', 'delimiter', 'sheet', 'table', 'query']) document.deleteIn(['files', key]);
  }
  return String(document);
}

/** Asks every recorded query of the postings, and compares the answers. */
export async function compareRecorded(id: string): Promise<Compared> {
  const rows = corpus(id, { engine: 'rows' });
  const answers = await Promise.all(
    (recorded.get(id) ?? []).map(async (answer) => {
      try {
        const counted = await rows.count(answer.query);
        return { answer, isSame: answerDigest(counted.rows) === answerDigest(answer.rows) };
      } catch (error) {
        if (error instanceof UserError) return { answer, isSame: false };
        throw error;
      }
    }),
  );
  const other = answers.filter(({ isSame }) => !isSame).map(({ answer }) => describeQuery(answer.query));
  return { same: answers.length - other.length, other };
}
