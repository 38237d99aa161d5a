import { z } from 'zod';
import { UserError } from '../../error.js';
import type { CorpusWithRows, Manifest } from '../../load/manifest.js';
import type { OpenSearchSource } from '../../load/opensearch-source.js';
import { type Lexicon, readLexicon } from '../../tag/lexicon.js';
import type { Counted, Skipped } from '../answer.js';
import { taggerOf, textFields } from '../mentions.js';
import { conceptsIn, itemWords, type Query } from '../query.js';
import { throughApi } from './api.js';
import { checkAnalyzers, checkFields, checkKinds, checkLongValues } from './check-index.js';
import { checkMarkup } from './check-markup.js';
import { clusterService, connect, explained } from './cluster.js';
import { whole } from './complete.js';
import { countIndex } from './count.js';
import { everything, term } from './dsl.js';
import type { Layout } from './layout.js';
import { type About, aboutOf, LoadedLayout, loadOf } from './loaded-index.js';
import { MappedLayout } from './mapped-index.js';
import { searchOf } from './pass.js';
import type { Service } from './service.js';

/** An index that was found to be what the manifest says. */
interface Opened {
  readonly service: Service;
  readonly layout: (lexicon: Lexicon | undefined) => Layout;
  readonly text: () => readonly string[];
  readonly lexicon: string | undefined;
  readonly skipped?: Skipped;
  /** Checks, once, what matters only where words are looked for. */
  readonly checkWords?: () => Promise<void>;
}

const opened = new Map<string, Promise<Opened>>();

/**
 * Where the index of a corpus is: as its manifest says; else on the cluster that the environment names, or of this
 * machine.
 */
export function sourceOf(manifest: Manifest): OpenSearchSource {
  if (manifest.opensearch) return manifest.opensearch;
  if (!manifest.files)
    throw new UserError(
      `corpus "${manifest.id}" is known by its recorded counts alone; its manifest names no opensearch source`,
    );
  return {
    address: addressesIn(process.env['RECOUNT_OPENSEARCH'] ?? 'http://127.0.0.1:9200'),
    index: `recount-${manifest.id.toLowerCase()}`,
    through: 'cluster',
  };
}

/** The addresses that the environment names. What is wrong there may hold a password, so it is not printed. */
function addressesIn(said: string): string[] {
  const addresses = said.split(',').map((each) => each.trim());
  const wrong = (what: string): UserError =>
    new UserError(
      `RECOUNT_OPENSEARCH ${what}; set it to addresses such as http://127.0.0.1:9200, with commas between them`,
    );
  if (said.trim() === '') throw wrong('is empty: perhaps the cluster did not start');
  for (const [i, each] of addresses.entries()) {
    const url = URL.canParse(each) ? new URL(each) : undefined;
    if (!url || !['http:', 'https:'].includes(url.protocol)) throw wrong(`has no address as its number ${i + 1}`);
    if (url.username !== '' || url.password !== '')
      throw wrong(
        'has credentials in an address; a manifest names environment variables for them, under opensearch.credentials',
      );
  }
  return addresses;
}

/**
 * Answers a query from the index of a corpus.
 *
 * @throws UserError when the index is not there, is another, or cannot answer
 */
export async function countFromIndex(manifest: Manifest, query: Query): Promise<Counted> {
  const source = sourceOf(manifest);
  const key = JSON.stringify([source, manifest.digest]);
  const opening = opened.get(key) ?? open(manifest, source);
  opened.set(key, opening);
  const {
    service,
    layout,
    text,
    lexicon: own,
    skipped,
    checkWords,
  } = await opening.catch((error: unknown) => {
    opened.delete(key); // what is not there may be the next time
    throw error;
  });
  if (conceptsIn(query).length > 0) await checkWords?.();
  const { match } = query;
  const named = query.lexicon ?? own;
  // its own sentences must hold, as they must for rows
  const lexicon = match === undefined || named === undefined ? undefined : taggerOf(named, match).lexicon;
  const stated = named === undefined ? undefined : readLexicon(named);
  const rows = await countIndex(query, layout(stated), { match, lexicon, text }, service);
  return { rows, ...(skipped ? { skipped } : {}), ...(lexicon && stated ? { lexicon: lexicon.digest } : {}) };
}

async function open(manifest: Manifest, source: OpenSearchSource): Promise<Opened> {
  if (source.fields) {
    const mapped = new MappedLayout(source, manifest.id);
    const client = source.through === 'cluster' ? await connect(source) : undefined;
    const service = client ? clusterService(client, source) : throughApi(source);
    if (client) {
      try {
        await checkKinds(source, client);
        await checkAnalyzers(source, client);
        await checkLongValues(source, client);
      } catch (error) {
        throw explained(error, service.name);
      }
    }
    await checkFields(source, mapped.corpus, service);
    let checked: Promise<void> | undefined;
    return {
      ...(client && {
        checkWords: () =>
          (checked ??= checkMarkup(source, client).catch((error: unknown) => {
            checked = undefined; // what fails may pass the next time
            throw explained(error, service.name);
          })),
      }),
      service,
      layout: () => mapped,
      lexicon: source.lexicon,
      text() {
        if (source.text.length > 0) return source.text;
        throw new UserError(`corpus "${manifest.id}" maps no field of kind text to look for concepts in`);
      },
    };
  }
  if (!manifest.files)
    throw new UserError(
      `corpus "${manifest.id}" has no postings to load into an index; ` +
        'say under opensearch.fields where the fields stand in the one that is there',
    );
  const client = await connect(source);
  const service = clusterService(client, source);
  const about = await readAbout(client, source, service.name);
  if (!about)
    throw new UserError(
      `${service.name} was loaded by another version of Recount; load it again: ` +
        `npx recount index ${manifest.named} --replace`,
    );
  await checkLoaded(manifest, about, service);
  return {
    service,
    layout: (lexicon) => new LoadedLayout(manifest, about, lexicon),
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
  standing: z.array(z.object({ list: z.string(), text: z.string(), words: z.enum(itemWords) })),
  loaded: z.object({ postings: count, skipped: z.object({ postings: count, fields: count }) }).exactOptional(),
});

/**
 * What an index says of itself; undefined when it was made by another version of Recount, in another form.
 *
 * @throws UserError when it is not one that recount index made
 */
export async function readAbout(
  client: Awaited<ReturnType<typeof connect>>,
  { index }: OpenSearchSource,
  name: string,
): Promise<About | undefined> {
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
  throw new UserError(
    `${name} was not made by recount index; say under opensearch.fields where a posting's fields stand in it, ` +
      'or name another index',
  );
}

async function checkLoaded(manifest: CorpusWithRows, about: About, service: Service): Promise<void> {
  const { name } = service;
  const wanted = aboutOf(manifest, [], about.characters, about.standing);
  const load = `npx recount index ${manifest.named}`;
  if (about.corpus !== wanted.corpus || about.digest !== wanted.digest) {
    throw new UserError(
      `${name} holds corpus "${about.corpus}" with ${about.digest}, ` +
        `but the manifest of "${manifest.id}" says ${manifest.digest}; load that: ${load} --replace`,
    );
  }
  if (about.fields !== wanted.fields || about.recount !== wanted.recount)
    throw new UserError(
      `${name} was loaded when the manifest of "${manifest.id}" had other fields; load it again: ${load} --replace`,
    );
  if (!about.loaded) throw new UserError(`${name} is not loaded to its end; go on: ${load}`);
  const there = await loadedPostings(service, loadOf(about));
  if (there === about.loaded.postings) return;
  throw new UserError(
    `${name} has other postings than the ${about.loaded.postings.toLocaleString('en')} that were loaded: ` +
      `something has written to it since; put back what is missing: ${load}, or load it anew: ${load} --replace`,
  );
}

/** How many postings an index has when all are of one load; undefined when some are not. */
export async function loadedPostings(service: Service, load: string): Promise<number | undefined> {
  const { total, aggregations } = whole(
    await service.search(searchOf(everything, { ours: { filter: term('load', load) } })),
    service.name,
    ['ours'],
  );
  return z.looseObject({ doc_count: z.int() }).parse(aggregations['ours']).doc_count === total ? total : undefined;
}
