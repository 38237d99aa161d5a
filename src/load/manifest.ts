import { existsSync, readdirSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../error.js';
import { didYouMean } from './nearest.js';
import { inProject } from './project.js';
import { readYaml } from './yaml.js';

/** What a corpus is: its period, source, licence and digest, and where its answers come from. */
export interface Manifest {
  readonly id: string;
  readonly title: string;
  /** First and last day, ISO dates, both included. */
  readonly period: { readonly from: string; readonly to: string };
  /** How many postings it holds. */
  readonly postings: number;
  readonly source: { readonly repository: string; readonly commit: string; readonly path: string };
  /** `sha256:…` of the data set that the counts come from. */
  readonly digest: string;
  readonly licence: string;
  /** The stored answers: an absolute path. */
  readonly recording: string;
  /** What a query may group by, with how each field was filled. */
  readonly fields: Readonly<Record<string, string>>;
  /** What a query may look for, with the phrases of each. */
  readonly concepts: Readonly<Record<string, string>>;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2026-03-10');
const text = z.string().min(1);

const schema: z.ZodType<Manifest> = z.strictObject({
  id: text,
  title: text,
  period: z.strictObject({ from: day, to: day }),
  postings: z.int().nonnegative(),
  source: z.strictObject({ repository: text, commit: text, path: text }),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits'),
  licence: text,
  recording: text,
  fields: z.record(text, text),
  concepts: z.record(text, text),
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
  const manifest = readYaml(path, schema);
  return { ...manifest, recording: resolve(dirname(path), manifest.recording) };
}
