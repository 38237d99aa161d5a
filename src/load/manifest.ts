import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../error.js';
import { fieldsSchema, type Field } from './field.js';
import { digest, ownFiles, publishedFiles, type Files } from './files.js';
import { locate, ownDigest } from './locate.js';
import { didYouMean } from './nearest.js';
import { inProject, shown } from './project.js';
import { readYaml } from './yaml.js';

/** What a corpus is: its period, source, licence and digest, and where its answers come from. */
export type Manifest = RecordedCorpus | CorpusWithRows;

interface Described {
  readonly id: string;
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
  /** The stored answers: an absolute path, where there need not be a file yet. */
  readonly recording: string;
  /** What a query may look for, with the phrases of each. */
  readonly concepts: Readonly<Record<string, string>>;
}

/** A corpus of which only counts are known: its postings were never published. */
export interface RecordedCorpus extends Described {
  readonly files?: never;
  /** What a query may group by, with how the authors filled each field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A corpus whose postings can be had. */
export interface CorpusWithRows extends Described {
  readonly files: Files;
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

const named = { id: z.string().regex(/^[\w-]+$/, 'expected letters, digits, - and _'), title: text };
const period = z.strictObject({ from: day, to: day });
const postings = z.int().nonnegative();
const source = z.strictObject({ repository: text, commit: text, path: text });
const concepts = z.record(text, text);

/** What all manifests of corpora with rows may say. */
const withRows = { ...named, recording: text.exactOptional(), fields: fieldsSchema, concepts: concepts.exactOptional() };

const recorded = z.strictObject({ ...named, period, postings, source, digest, licence: text, recording: text, fields: z.record(text, text), concepts });

/** Published data must say whose and which they are. */
const published = z.strictObject({ ...withRows, period, postings, source, digest, licence: text, files: publishedFiles });

/** A file of one's own need not. */
const own = z.strictObject({
  ...withRows,
  period: period.exactOptional(),
  postings: postings.exactOptional(),
  source: source.exactOptional(),
  digest: digest.exactOptional(),
  licence: text.exactOptional(),
  files: ownFiles,
});

type Stated =
  | { readonly form: 'recorded'; readonly said: z.infer<typeof recorded> }
  | { readonly form: 'published'; readonly said: z.infer<typeof published> }
  | { readonly form: 'own'; readonly said: z.infer<typeof own> };

/**
 * What a manifest says, in the form that its `files` show: a union would try all three, and could report the mistakes of a
 * form that was not meant.
 */
const schema = z.looseObject({ files: z.looseObject({}).exactOptional() }).transform((manifest, context): Stated => {
  const as = <Said>(form: z.ZodType<Said>): Said => {
    const parsed = form.safeParse(manifest);
    if (parsed.success) return parsed.data;
    context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[])); // whole, with the branches of their unions
    return z.NEVER;
  };
  if (!manifest.files) return { form: 'recorded', said: as(recorded) };
  return 'address' in manifest.files ? { form: 'published', said: as(published) } : { form: 'own', said: as(own) };
});

/** The ids of the corpora that come with the project. */
export const corpusIds = (): string[] =>
  readdirSync(inProject('data', 'corpora'))
    .filter((name) => extname(name) === '.yaml')
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();

/**
 * Reads the manifest of a corpus of the project, by its id, or of any corpus, by the manifest's path.
 *
 * A corpus of one's own that pins no digest has that of its files as they stand now.
 *
 * @throws UserError when there is no such corpus, or when its manifest is not one.
 */
export function readManifest(idOrPath: string): Manifest {
  const isPath = extname(idOrPath) === '.yaml';
  const path = isPath ? resolve(idOrPath) : inProject('data', 'corpora', `${idOrPath}.yaml`);
  if (!isPath && !existsSync(path)) {
    const ids = corpusIds();
    throw new UserError(
      `there is no corpus "${idOrPath}" in data/corpora.${didYouMean(idOrPath, ids)} There are: ${ids.join(', ')}; ` +
        'a corpus of your own is named by the path of its manifest, ending in .yaml',
    );
  }
  const folder = dirname(path);
  const { form, said } = readYaml(path, schema);
  if (form === 'recorded') return { ...said, recording: resolve(folder, said.recording) };

  const manifest = form === 'own' ? ofOwnFiles(said, path) : said;
  const recording = resolve(folder, manifest.recording ?? `${basename(path, '.yaml')}.recording.json`);
  return { ...manifest, recording, concepts: manifest.concepts ?? {} };
}

/** Completes what a manifest says of one's own files: whole paths, the digest as they stand now, and where they are. */
function ofOwnFiles(said: z.infer<typeof own>, manifest: string) {
  const folder = dirname(manifest);
  const paths = [said.files.path].flat();
  const files = { ...said.files, path: paths.map((path) => resolve(folder, path)) };
  const digest = said.digest ?? digestNow(said.id, files, manifest);
  const source: Source = { repository: shown(folder), commit: digest.slice('sha256:'.length), path: paths.join(', ') };
  return { ...said, files, digest, source: said.source ?? source };
}

function digestNow(id: string, files: Files & { readonly path: readonly string[] }, manifest: string): string {
  const paths = locate({ id, digest: '', files });
  if (paths) return ownDigest(files, paths);
  throw new UserError(
    `${shown(manifest)}: files.path: there is no file ${files.path.map(shown).join(', ')}; a path starts from the manifest's ` +
      'folder, and a manifest that is to be read without its files has to state their digest',
  );
}
