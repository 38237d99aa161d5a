import { z } from 'zod';
import { UserError } from '../error.js';
import { type CountsTable, countsSchema } from './counts-tables.js';
import { canonical, digestOf } from './digest.js';
import { type Field, fieldsSchema } from './field.js';
import { digest, type Files, ownFiles, publishedFiles } from './files.js';
import { basename, dirname, existsSync, extname, resolve } from './machine.js';
import { didYouMean } from './nearest.js';
import { type MappedIndex, type OpenSearchSource, openSearchSource } from './opensearch-source.js';
import { type Origins, originsIn } from './origins.js';
import { ofOwnFiles } from './own-files.js';
import { inProject, namesIn } from './project.js';
import { versioned } from './version.js';
import { readYaml } from './yaml.js';

/** What a corpus is: its period, source, licence and digest, and where its answers come from. */
export type Manifest = RecordedCorpus | CorpusWithRows;

interface Described {
  readonly id: string;
  /** As commands take it: the id, or the path of the manifest. */
  readonly named: string;
  readonly title: string;
  /** First and last day, ISO dates, both included. */
  readonly period?: Period;
  /** How many postings it holds. */
  readonly postings?: number;
  /** Where the data come from. Your own file has no repository: its folder, name and digest stand there. */
  readonly source: Source;
  /** `sha256:…` of the data set that the counts come from. */
  readonly digest: string;
  readonly licence?: string;
  /** What its postings cannot say, in a sentence that stands with every finding that rests on them. */
  readonly limits?: string;
  /** The stored answers: an absolute path, where there need not be a file yet. */
  readonly recording: string;
  /** `sha256:…` of the answers in the recording, by which one that was edited by hand is told. */
  readonly answers?: string;
  /** What a query may look for, with the phrases of each. */
  readonly concepts: Readonly<Record<string, string>>;
  /** The index that answers instead, with `--engine opensearch`. */
  readonly opensearch?: OpenSearchSource;
}

/** A corpus whose postings are not at hand: counts of it were published, or an index that is not ours answers. */
export interface RecordedCorpus extends Described {
  readonly files?: never;
  readonly lexicon?: never;
  /** What a query may group by, with how the authors filled each field. */
  readonly fields: Readonly<Record<string, string>>;
  /** The published tables that the recording is made of. */
  readonly counts?: { readonly tables: readonly CountsTable[] };
}

/** A corpus whose postings can be had. */
export interface CorpusWithRows extends Described {
  readonly files: Files;
  /** The lexicon whose concepts are looked for, by id or absolute path. */
  readonly lexicon?: string;
  /** The fields that are searched for the concepts. */
  readonly text?: readonly string[];
  /** The fields by which a posting is known again when it is posted anew: only the first of them is counted. */
  readonly unique?: readonly string[];
  /** What a posting holds and a query may name, with how each field is filled. */
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Source {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2026-03-10');
const text = z.string().min(1);

const named = {
  id: z.string().regex(/^[\w-]+$/, 'expected letters, digits, - and _'),
  title: text,
  limits: text.exactOptional(),
};
const period = z.strictObject({ from: day, to: day });
const postings = z.int().nonnegative();
const source = z.strictObject({ repository: text, commit: text, path: text });
const concepts = z.record(text, text);

/** What all manifests of corpora with rows may say. */
const withRows = {
  ...named,
  opensearch: openSearchSource.exactOptional(),
  recording: text.exactOptional(),
  answers: digest.exactOptional(),
  fields: fieldsSchema,
  concepts: concepts.exactOptional(),
  lexicon: text.exactOptional(),
  text: z.array(text).min(1).exactOptional(),
  unique: z.array(text).min(1).exactOptional(),
};

const recordedSchema = z.strictObject({
  ...named,
  period,
  postings,
  source,
  digest,
  licence: text,
  recording: text,
  answers: digest.exactOptional(),
  fields: z.record(text, text),
  concepts: concepts.default({}),
  counts: countsSchema.exactOptional(),
  opensearch: openSearchSource.exactOptional(),
});

/** An index of somebody's own: its fields are those of the corpus, and what it holds may change any day. */
const indexedSchema = z.strictObject({
  ...named,
  period: period.exactOptional(),
  postings: postings.exactOptional(),
  source: source.exactOptional(),
  licence: text.exactOptional(),
  opensearch: openSearchSource.refine((each) => each.fields !== undefined, {
    path: ['fields'],
    error: 'a corpus without files says where its fields stand in the index',
  }),
});

/** The fields to look through, and those that tell reposts, must be there: a misspelled one would find nothing. */
function lookedThrough(
  { fields, ...named }: Pick<CorpusWithRows, 'text' | 'unique' | 'fields'>,
  context: z.RefinementCtx,
): void {
  for (const key of ['text', 'unique'] as const)
    for (const [position, name] of (named[key] ?? []).entries()) {
      const field = fields[name];
      const isFlag = key === 'unique' && field instanceof Object && 'alike' in field && field.kind === 'flag';
      if (field && !isFlag) continue;
      const known = Object.keys(fields);
      const message = isFlag
        ? `"${name}" says that another text is alike, not which; make it kind: name, the number of the texts alike`
        : `there is no field "${name}".${didYouMean(name, known)} There are: ${known.join(', ')}`;
      context.addIssue({ code: 'custom', path: [key, position], message, input: name });
    }
}

/** It is told beside all other faults: as soon as there are fields and names to look for. */
const whereNamed = { when: ({ value }: { readonly value: unknown }) => lookedForSchema.safeParse(value).success };
const names = z.array(z.string()).optional();
const lookedForSchema = z.looseObject({ fields: z.looseObject({}), text: names, unique: names });

/** Published data must say whose and which they are. */
const publishedSchema = z
  .strictObject({ ...withRows, period, postings, source, digest, licence: text, files: publishedFiles })
  .superRefine(lookedThrough, whereNamed);

/** A file of one's own need not. */
const ownSchema = z
  .strictObject({
    ...withRows,
    period: period.exactOptional(),
    postings: postings.exactOptional(),
    source: source.exactOptional(),
    digest: digest.exactOptional(),
    licence: text.exactOptional(),
    files: ownFiles,
  })
  .superRefine(lookedThrough, whereNamed);

/** The keys that tell the forms apart. Trying each form in turn would report the faults of one that was not meant. */
const formSchema = z.looseObject({
  files: z.looseObject({}).exactOptional(),
  recording: z.unknown().optional(),
  opensearch: z.unknown().optional(),
});

const asManifest = <T>(schema: z.ZodType<T>): z.ZodType<T> => versioned('manifest', 1, schema);
const schemas = {
  form: asManifest(formSchema),
  recorded: asManifest(recordedSchema),
  indexed: asManifest(indexedSchema),
  published: asManifest(publishedSchema),
  own: asManifest(ownSchema),
};

/** The ids of the corpora that come with the project. */
export const corpusIds = (): string[] =>
  namesIn('data', 'corpora')
    .filter((name) => extname(name) === '.yaml')
    .map((name) => name.slice(0, -'.yaml'.length));

/** Where the manifest of a corpus is, by its id or its own path. */
export const manifestPath = (idOrPath: string): string =>
  extname(idOrPath) === '.yaml' ? resolve(idOrPath) : inProject('data', 'corpora', `${idOrPath}.yaml`);

/**
 * Reads the manifest of a corpus: of the project, by its id, or of any corpus, by the manifest's path.
 *
 * A corpus of your own that pins no digest has that of its files as they stand now.
 *
 * @param idOrPath an id such as `field-guide`, or a path that ends in `.yaml`
 * @returns what the corpus is: period, source, licence, digest, fields, concepts, and where its answers come from
 * @throws UserError when there is no such corpus, or when its manifest breaks a rule, with file and line
 * @example
 * readManifest('skillenai').postings // => 6802
 * Object.keys(readManifest('test/examples/jobs.yaml').fields) // => ['role', 'description', 'skills']
 */
export function readManifest(idOrPath: string): Manifest {
  const path = manifestPath(idOrPath);
  if (extname(idOrPath) !== '.yaml' && !existsSync(path)) {
    const ids = corpusIds();
    throw new UserError(
      `there is no corpus "${idOrPath}" in data/corpora.${didYouMean(idOrPath, ids)} There are: ${ids.join(', ')}; ` +
        'a corpus of your own is named by the path of its manifest, ending in .yaml',
    );
  }
  const folder = dirname(path);
  const form = readYaml(path, schemas.form);
  const { files } = form;
  if (!files && form.opensearch !== undefined && form.recording === undefined)
    return ofIndex(readYaml(path, schemas.indexed), path, idOrPath);
  if (!files) {
    const recorded = readYaml(path, schemas.recorded);
    return {
      ...recorded,
      named: idOrPath,
      ...located(recorded.opensearch, folder),
      recording: resolve(folder, recorded.recording),
    };
  }
  if (isPublished(files)) {
    const said = readYaml(path, schemas.published);
    return { ...said, ...placed(said, path, idOrPath) };
  }
  const said = readYaml(path, schemas.own);
  return ofOwnFiles({ ...said, ...placed(said, path, idOrPath) }, path);
}

/** What the manifest of a corpus with rows leaves out, and its paths from where it stands. */
function placed(
  { recording, lexicon, opensearch, concepts = {} }: Partial<Pick<CorpusWithRows, Placed>>,
  path: string,
  named: string,
) {
  const folder = dirname(path);
  return {
    named,
    ...(lexicon !== undefined && /\.ya?ml$/.test(lexicon) && { lexicon: resolve(folder, lexicon) }),
    ...located(opensearch, folder),
    recording: resolve(folder, recording ?? `${basename(path, '.yaml')}.recording.json`),
    concepts,
  };
}
type Placed = 'recording' | 'lexicon' | 'opensearch' | 'concepts';

/** Published data stand at an address; an address of one's own is a path, or that of a database. */
const isPublished = (files: { readonly [key: string]: unknown }): boolean =>
  'address' in files && files['format'] !== 'postgres';

/**
 * What of a corpus of one's own `recount data pull` brings here, and where it keeps that.
 *
 * @returns undefined for any other corpus, or where all of the rows are files here
 */
export function originsOf(idOrPath: string): Origins | undefined {
  const path = manifestPath(idOrPath);
  const { files } = existsSync(path) ? readYaml(path, schemas.form) : {};
  if (!files || isPublished(files)) return undefined;
  const own = readYaml(path, schemas.own);
  const origins = originsIn(own);
  return origins.length === 0 ? undefined : { id: own.id, format: own.files.format, digest: own.digest, origins };
}

/** Resolves the paths that the index entry of a manifest names. */
function located(source: OpenSearchSource | undefined, folder: string): { readonly opensearch?: OpenSearchSource } {
  if (!source) return {};
  const ca = source.ca === undefined ? {} : { ca: resolve(folder, source.ca) };
  const own =
    source.fields && source.lexicon !== undefined && /\.ya?ml$/.test(source.lexicon)
      ? { lexicon: resolve(folder, source.lexicon) }
      : {};
  return { opensearch: { ...source, ...ca, ...own } as OpenSearchSource };
}

/** An index has no digest of its data: that of its manifest entry stands instead, and names the index, not the data. */
function ofIndex(said: z.infer<typeof indexedSchema>, manifest: string, named: string): RecordedCorpus {
  const { opensearch = said.opensearch } = located(said.opensearch, dirname(manifest));
  const { fields } = opensearch as MappedIndex;
  const digest = digestOf(canonical(said.opensearch));
  const at = {
    repository: opensearch.address[0] ?? '',
    commit: digest.slice('sha256:'.length),
    path: opensearch.index,
  };
  return {
    ...said,
    named,
    opensearch,
    digest,
    source: said.source ?? at,
    recording: resolve(dirname(manifest), `${basename(manifest, '.yaml')}.recording.json`),
    concepts: {},
    fields: Object.fromEntries(Object.entries(fields).map(([name, { kind, from }]) => [name, `${from}, a ${kind}`])),
  };
}
