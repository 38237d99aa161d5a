import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { UserError } from '../error.js';
import { fileState } from '../load/machine.js';
import { inPackage, inProject, namesIn, programFile } from '../load/project.js';
import { builtWith, checkReplaceable, replaceFolder, type SiteFile } from './folder.js';

/** Where the site is built by default: a folder that git ignores. */
export const defaultFolder = inProject('.recount', 'site');

export interface SiteOptions {
  /** The folder that the site takes; `.recount/site` by default. */
  readonly out?: string;
  /** The reader's own copies of articles. */
  readonly articleTexts?: readonly string[];
  /** Where the site will be published, for links that lead to it from elsewhere. */
  readonly address?: string;
}

/** The site as it stands after a build: where, and whether it had to be built. */
export interface BuiltSite {
  readonly folder: string;
  readonly kind: 'built' | 'unchanged';
  readonly pages: number;
}

/**
 * Builds the site from the claims and the executed notebooks, unless it stands there already, built from the same.
 *
 * @throws UserError when the folder holds something else, cannot be written to, or when a text is of no article here
 */
export async function buildSite({ out, articleTexts = [], address }: SiteOptions = {}): Promise<BuiltSite> {
  const folder = resolve(out ?? defaultFolder);
  if (inProject().startsWith(folder))
    throw new UserError(`the site would replace the project itself; name a folder below it with --out`);
  checkReplaceable(folder);
  const published = address === undefined ? '' : address.replace(/\/*$/, '/');
  if (published !== '' && !/^https?:\/\//.test(published))
    throw new UserError(`"${address}" is not the address of a site; write it as https://example.org/recount`);
  const key = keyOf(articleTexts, published);
  if (builtWith(folder) === key) return { folder, kind: 'unchanged', pages: 0 };

  // with the libraries that pages need, which a look at the key does not
  const { writePages } = await import('./pages.js');
  const pages = await writePages(articleTexts, published);
  await replaceFolder(folder, [...pages, ...assets()], key);
  return { folder, kind: 'built', pages: pages.filter(({ path }) => path.endsWith('.html')).length };
}

/** What stands beside the pages: the look, two small scripts, and the one copy of Plotly that notebook pages load. */
const assets = (): SiteFile[] => [
  { path: 'site.css', copyOf: inPackage('src', 'site', 'site.css') },
  { path: 'site.js', copyOf: inPackage('dist', 'site', 'client', 'site.js') },
  { path: 'charts.js', copyOf: inPackage('dist', 'site', 'client', 'charts.js') },
  ...['run.js', 'run-page.js', 'run-worker.js', 'run-danfo.js'].map((name) => ({
    path: name,
    copyOf: inPackage('dist', 'site', 'run', name),
  })),
  { path: 'plotly-basic.min.js', copyOf: createRequire(import.meta.url).resolve('plotly.js/plotly-basic.min.js') },
];

/** What a site is built from: the state of each file of the project, and the contents of the reader's texts. */
function keyOf(texts: readonly string[], address: string): string {
  const inData = ['articles', 'corpora', 'drafts', 'lexicons', 'recordings', 'reruns', 'samples'];
  const folders = [...inData.map((name) => join('data', name)), 'notebooks'];
  const files = [
    ...folders.flatMap((folder) => namesIn(folder).map((name) => inProject(folder, name))),
    ...['headlines.yaml', 'conventions.yaml'].map((name) => inProject('data', name)).filter((file) => existsSync(file)),
    programFile(),
    ...assets().flatMap((file) => ('copyOf' in file ? file.copyOf : [])),
  ];
  const hash = createHash('sha256').update(address);
  for (const file of files) hash.update(`${file} ${fileState(file)}\n`);
  for (const file of texts) {
    try {
      hash.update(`${file}\n`).update(readFileSync(file));
    } catch {
      hash.update('not here'); // the build says so
    }
  }
  return hash.digest('hex');
}
