import { z } from 'zod';
import { UserError } from '../../error.js';
import type { CorpusWithRows, Manifest } from '../../load/manifest.js';
import type { MappedIndex, OpenSearchSource } from '../../load/opensearch-source.js';
import { didYouMean } from '../../load/nearest.js';
import { readLexicon, type Lexicon } from '../../tag/lexicon.js';
import { taggerOf, textFields } from '../mentions.js';
import type { Counted, Skipped } from '../answer.js';
import type { Query } from '../query.js';
import { throughApi } from './api.js';
import { clusterService, connect, explained } from './cluster.js';
import { whole } from './complete.js';
import { countIndex, type Service } from './count.js';
import { everything } from './dsl.js';
import type { Layout } from './layout.js';
import { aboutOf, loadedLayout, type About } from './loaded-index.js';
import { mappedLayout } from './mapped-index.js';
import { searchOf } from './pass.js';

/** An index that was found to be what the manifest says. */
interface Opened {
  readonly service: Service;
  readonly layout: (lexicon: () => Lexicon | undefined) => Layout;
  readonly text: () => readonly string[];
  readonly lexicon: string | undefined;
  readonly skipped?: Skipped;
}

const opened = new Map<string, Promise<Opened>>();

/** Where the index of a corpus is: as its manifest says; else on the cluster that the environment names, or of this machine. */
export function sourceOf(manifest: Manifest): OpenSearchSource {
  if (manifest.opensearch) return manifest.opensearch;
  if (!manifest.files) throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; its manifest names no opensearch source`);
  const address = process.env['RECOUNT_OPENSEARCH'] ?? 'http://127.0.0.1:9200';
  return { address: address.split(','), index: `recount-${manifest.id.toLowerCase()}`, through: 'cluster' };
}

/** Answers a query from the index of a corpus. @throws UserError when the index is not there, is another, or cannot answer */
export async function countFromIndex(manifest: Manifest, query: Query): Promise<Counted> {
  const source = sourceOf(manifest);
  const key = JSON.stringify([source, manifest.digest]);
  const opening = opened.get(key) ?? open(manifest, source);
  opened.set(key, opening);
  const { service, layout, text, lexicon: own, skipped } = await opening.catch((error: unknown) => {
    opened.delete(key); // what is not there may be the next time
    throw error;
  });
  const { match } = query;
  const named = query.lexicon ?? own;
  // its own sentences must hold, as they must for rows
  const lexicon = match === undefined || named === undefined ? undefined : taggerOf(named, match).lexicon;
  const stated = named === undefined ? undefined : readLexicon(named);
  const rows = await countIndex(query, layout(() => stated), { match, lexicon, text }, service);
  return { rows, ...(skipped ? { skipped } : {}), ...(lexicon && stated ? { lexicon: lexicon.digest } : {}) };
}

async function open(manifest: Manifest, source: OpenSearchSource): Promise<Opened> {
  if (source.fields) {
    const service = source.through === 'skillenai' ? throughApi(source) : clusterService(await connect(source), source);
    await checkFields(source, service);
    const mapped = mappedLayout(source, manifest.id);
    return {
      service,
      layout: () => mapped,
      lexicon: source.lexicon,
      text() {
        if (source.text.length > 0) return source.text;
        throw new UserError(`corpus "${manifest.id}" maps no field of kind text to look for concepts in`);
      },
    };
  }
  if (!manifest.files) throw new UserError(`corpus "${manifest.id}" has no postings to load into an index; say under opensearch.fields where the fields stand in the one that is there`);
  const client = await connect(source);
  const service = clusterService(client, source);
  const about = await readAbout(client, source, service.name);
  if (!about) throw new UserError(`${service.name} was loaded by another version of Recount; load it again: npx recount index ${manifest.id} --replace`);
  checkLoaded(manifest, about, service.name);
  return {
    service,
    layout: (lexicon) => loadedLayout(manifest, about, lexicon),
    text: () => textFields(manifest),
    lexicon: manifest.lexicon,
    ...(about.loaded ? { skipped: about.loaded.skipped } : {}),
  };
}

const count = z.int().nonnegative();
const aboutSchema: z.ZodType<About> = z.object({
  recount: z.int(),
  corpus: z.string(),
  digest: z.string(),
  fields: z.string(),
  lexicons: z.array(z.string()),
  characters: z.object({ exact: z.array(z.string()), ignore: z.array(z.string()) }),
  standing: z.array(z.object({ list: z.string(), text: z.string(), words: z.enum(['together', 'anywhere']) })),
  loaded: z.object({ postings: count, skipped: z.object({ postings: count, fields: count }) }).exactOptional(),
});

/**
 * What an index says of itself; undefined when it was made by another version of Recount, in another form.
 *
 * @throws UserError when it is not one that recount index made
 */
export async function readAbout(client: Awaited<ReturnType<typeof connect>>, { index }: OpenSearchSource, name: string): Promise<About | undefined> {
  let mappings: unknown;
  try {
    const { body } = await client.indices.getMapping({ index });
    mappings = Object.values(body)[0]?.mappings._meta;
  } catch (error) {
    throw explained(error, name);
  }
  const parsed = aboutSchema.safeParse(mappings);
  if (parsed.success) return parsed.data;
  if (z.looseObject({ recount: z.int() }).safeParse(mappings).success) return undefined;
  throw new UserError(`${name} was not made by recount index; say under opensearch.fields where a posting's fields stand in it, or name another index`);
}

function checkLoaded(manifest: CorpusWithRows, about: About, name: string): void {
  const wanted = aboutOf(manifest, [], about.characters, about.standing);
  const load = `npx recount index ${manifest.id}`;
  if (about.corpus !== wanted.corpus || about.digest !== wanted.digest) {
    throw new UserError(`${name} holds corpus "${about.corpus}" with ${about.digest}, but the manifest of "${manifest.id}" says ${manifest.digest}; load that: ${load} --replace`);
  }
  if (about.fields !== wanted.fields || about.recount !== wanted.recount) throw new UserError(`${name} was loaded when the manifest of "${manifest.id}" had other fields; load it again: ${load} --replace`);
  if (!about.loaded) throw new UserError(`${name} is not loaded to its end; go on: ${load}`);
}

/** A misspelled field counts zero and says nothing: each must be in some posting. */
async function checkFields({ fields, id, index }: MappedIndex, service: Service): Promise<void> {
  const paths = [...Object.entries(fields).map(([name, { from }]) => [name, from] as const), ...(id === undefined ? [] : [['id', id] as const])];
  const aggs = { fields: { filters: { filters: paths.map(([, from]) => ({ exists: { field: from } })) } } };
  const { total, aggregations } = whole(await service.search(searchOf(everything, aggs)), service.name, ['fields']);
  if (total === 0) throw new UserError(`${service.name} has no posting; correct the index in the manifest`);
  const { buckets } = z.looseObject({ buckets: z.array(z.looseObject({ doc_count: z.int() })) }).parse(aggregations['fields']);
  const found = paths.filter((_, i) => (buckets[i]?.doc_count ?? 0) > 0).map(([, from]) => from);
  const absent = paths.find(([, from]) => !found.includes(from));
  if (absent) throw new UserError(`no posting of index "${index}" has a field "${absent[1]}", from which "${absent[0]}" is filled.${didYouMean(absent[1], found)} Its fields may be listed by the server: a misspelled one would count as zero`);
}
