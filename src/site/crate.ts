import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { corpusIds } from '../load/manifest.js';
import { inPackage, inProject } from '../load/project.js';
import type { TracedArticle } from '../trace/trace.js';
import type { SiteContent } from './content.js';
import type { SiteFile } from './folder.js';
import { standingOf } from './verdict.js';

/** A file of the crate: where it lies in the project, and what it is. */
interface CrateFile {
  readonly path: string;
  readonly name: string;
  readonly type: string;
}

/**
 * An RO-Crate (1.1) of an article's check: its claims, the notebooks that decide them, the manifests of the corpora
 * with the digests of the data, and the environment that ran them.
 *
 * @param address where the site is published, with a slash at its end; the empty text where that is not known
 */
export function crateFiles(traced: TracedArticle, content: SiteContent, address: string): SiteFile[] {
  const folder = `crates/${traced.article.id}`;
  const files = filesOf(traced, content);
  const metadata = metadataOf(traced, files, address);
  return [
    { path: `${folder}/ro-crate-metadata.json`, text: `${JSON.stringify(metadata, null, 1)}\n` },
    ...files.map(({ path }) => ({ path: `${folder}/${path}`, copyOf: inProject(path) })),
  ];
}

function filesOf({ article, traces }: TracedArticle, { notebooks }: SiteContent): CrateFile[] {
  const used = [...new Set(traces.flatMap(({ notebook }) => notebook ?? []))].sort();
  const known = corpusIds();
  const corpora = [...new Set(traces.flatMap(({ sources }) => sources.map(({ corpus }) => corpus)))].sort();
  const all: CrateFile[] = [
    { path: `data/articles/${article.id}.yaml`, name: `Claims of “${article.title}”`, type: 'application/yaml' },
    ...used.map((path) => ({
      path,
      name: notebooks.find((each) => each.path === path)?.title ?? path,
      type: 'application/x-ipynb+json',
    })),
    ...corpora
      .filter((id) => known.includes(id))
      .flatMap((id) => [
        { path: `data/corpora/${id}.yaml`, name: `Manifest of corpus ${id}`, type: 'application/yaml' },
        { path: `data/recordings/${id}.json`, name: `Recorded answers of corpus ${id}`, type: 'application/json' },
      ]),
    { path: 'package.json', name: 'The programs that ran the notebooks', type: 'application/json' },
    { path: 'package-lock.json', name: 'The exact version of each library', type: 'application/json' },
  ];
  return all.filter(({ path }) => existsSync(inProject(path)));
}

function metadataOf({ article, traces }: TracedArticle, files: readonly CrateFile[], address: string): object {
  const { version, license = 'MIT' } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const count = (standing: string): number => traces.filter(({ verdict }) => standingOf(verdict) === standing).length;
  const description =
    `${traces.length} claims of “${article.title}” (${article.publisher}), recounted: ${count('holds')} hold, ` +
    `${count('fails')} do not, ${count('open')} cannot be decided.`;
  const today = process.env['SOURCE_DATE_EPOCH']
    ? new Date(Number(process.env['SOURCE_DATE_EPOCH']) * 1000)
    : new Date();
  const published = today.toISOString().slice(0, 10);
  const licence = { '@id': `https://spdx.org/licenses/${license}` };
  const notebooks = files.filter(({ path }) => path.endsWith('.ipynb'));
  // an article may only be known by the name of its repository
  const source = article.address !== undefined && URL.canParse(article.address) ? article.address : undefined;
  return {
    // the context of 1.1 is older than the term
    '@context': ['https://w3id.org/ro/crate/1.1/context', { sha256: 'http://schema.org/sha256' }],
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
        about: { '@id': './' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: `The check of “${article.title}”`,
        description,
        datePublished: published,
        license: licence,
        author: { '@id': '#recount' },
        publisher: { '@id': '#recount' },
        hasPart: files.map(({ path }) => ({ '@id': path })),
        mentions: { '@id': '#run' },
        about: { '@id': '#article' },
        ...(address === '' ? {} : { url: `${address}articles/${article.id}.html` }),
      },
      {
        '@id': licence['@id'],
        '@type': 'CreativeWork',
        name: license,
        description: `The licence of the claims and notebooks: ${license}`,
        identifier: licence['@id'],
      },
      ...files.map(fileEntity),
      { '@id': '#recount', '@type': 'Organization', name: 'Recount', ...(address === '' ? {} : { url: address }) },
      { '@id': '#program', '@type': 'SoftwareApplication', name: 'recount', version, softwareVersion: version },
      {
        '@id': '#article',
        '@type': 'Article',
        name: article.title,
        publisher: { '@id': '#publisher' },
        ...(source === undefined ? {} : { url: source }),
      },
      {
        '@id': '#publisher',
        '@type': 'Organization',
        name: article.publisher,
        ...(source === undefined ? {} : { url: new URL(source).origin }),
      },
      {
        '@id': '#run',
        '@type': 'CreateAction',
        name: 'Run of the notebooks',
        description: 'npx recount run',
        instrument: { '@id': '#program' },
        object: oneOrMany(files.filter(({ path }) => !path.endsWith('.ipynb'))),
        ...(notebooks.length === 0 ? {} : { result: oneOrMany(notebooks) }),
      },
    ],
  };
}

/** A single value stands alone, as RO-Crate recommends. */
function oneOrMany(files: readonly CrateFile[]): object {
  const references = files.map(({ path }) => ({ '@id': path }));
  const [only, ...more] = references;
  return only && more.length === 0 ? only : references;
}

function fileEntity({ path, name, type }: CrateFile): object {
  const bytes = readFileSync(inProject(path));
  return {
    '@id': path,
    '@type': 'File',
    name,
    encodingFormat: type,
    contentSize: String(statSync(inProject(path)).size),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
