import { existsSync } from 'node:fs';
import type { Client } from '@opensearch-project/opensearch';
import { UserError } from '../../error.js';
import { canonical } from '../../load/digest.js';
import { readPostings, rowsBytes, verifyRows } from '../../load/load.js';
import type { CorpusWithRows } from '../../load/manifest.js';
import type { OpenSearchSource } from '../../load/opensearch-source.js';
import type { Problem } from '../../load/problem.js';
import type { Skipped } from '../answer.js';
import { taggerOf } from '../mentions.js';
import { filtersIn, type Query } from '../query.js';
import { readRecording } from '../recording.js';
import { charactersAnalysis } from './characters.js';
import { clusterService, connect, explained, nameOf } from './cluster.js';
import { type About, aboutOf, type Characters, documentOf, loadOf, mappingOf, type Standing } from './loaded-index.js';
import { loadedPostings, readAbout } from './open.js';

/** What of a corpus is in its index now, and what is not. */
export interface LoadedPostings {
  readonly index: string;
  readonly postings: number;
  /** Of these, how many an earlier load had put there. */
  readonly before: number;
  /** What could not be put there now. */
  readonly problems: readonly Problem[];
  /** How much it is without, whenever that was found out. */
  readonly skipped: Skipped;
}

export interface LoadOptions {
  /** Lexicons whose concepts are tagged, besides the corpus's own: their `word` and `substring` matches can then be counted. */
  readonly lexicons?: readonly string[];
  /** Texts whose characters are asked for, besides those that the corpus's recorded queries ask. */
  readonly characters?: readonly string[];
  /** Throw away what is there, when it is of other data. */
  readonly replace?: boolean;
  readonly shards?: number;
  /** Ends the loading after the request that is under way. */
  readonly signal?: AbortSignal;
  /** Is told how many postings are in, and what share of their bytes was read for it, from 0 to 1. */
  readonly onPostings?: (done: number, share: number) => void;
}

/** The texts whose characters are asked for: in the recorded queries, and those that are named. */
function charactersOf(manifest: CorpusWithRows, recorded: readonly Query[], more: readonly string[]): Characters {
  const isText = (name: string): boolean => manifest.fields[name]?.kind === 'text';
  const wrong = more.find((name) => !isText(name));
  if (wrong !== undefined)
    throw new UserError(
      `--characters ${wrong}: corpus "${manifest.id}" has no text of that name; it has ${Object.keys(manifest.fields).filter(isText).join(', ') || 'none'}`,
    );
  const asked = recorded.flatMap(filtersIn);
  const of = (letters: 'exact' | 'ignore'): string[] =>
    [
      ...new Set([
        ...more,
        ...asked.flatMap((filter) =>
          'contains' in filter && filter.case === letters && isText(filter.field) ? filter.field : [],
        ),
      ]),
    ].sort();
  return { exact: of('exact'), ignore: of('ignore') };
}

/** The lists and texts of which the recorded queries ask how many items stand there. */
function standingIn(recorded: readonly Query[]): Standing[] {
  const asked = recorded.flatMap(({ by }) =>
    by.flatMap((each) =>
      typeof each !== 'string' && 'size' in each && 'in' in each
        ? { list: each.size, text: each.in, words: each.words }
        : [],
    ),
  );
  return [...new Map(asked.map((each) => [canonical(each), each])).values()];
}

/** A document as it is sent. */
interface Ready {
  readonly id: string;
  readonly json: string;
}

/** A request to load holds no more than so many documents and, about, so many bytes. */
const batch = { postings: 1000, bytes: 8_000_000 };
const attempts = 5;

/**
 * Loads a corpus's postings into its index, each under its id: loading again, or going on after a stop, adds none twice.
 * An index that is not loaded to its end says so and answers nothing.
 *
 * @throws UserError when the postings are not here, when the index holds something else, or when the cluster refuses.
 */
export async function loadIndex(
  manifest: CorpusWithRows,
  source: OpenSearchSource,
  {
    lexicons = [],
    characters: more = [],
    replace = false,
    shards = 3,
    signal,
    onPostings = () => {},
  }: LoadOptions = {},
): Promise<LoadedPostings> {
  const { index } = source;
  const name = nameOf(source);
  await verifyRows(manifest);
  const named = [...new Set([...(manifest.lexicon === undefined ? [] : [manifest.lexicon]), ...lexicons])];
  const taggers = named.flatMap((lexicon) =>
    (['word', 'substring'] as const).map((mode) => ({ mode, tagger: taggerOf(lexicon, mode) })),
  );
  const stated = named.map((lexicon) => taggerOf(lexicon, 'phrase').lexicon);
  const recorded = existsSync(manifest.recording) ? readRecording(manifest).answers.map(({ query }) => query) : [];
  const about = aboutOf(manifest, stated, charactersOf(manifest, recorded, more), standingIn(recorded));
  const load = loadOf(about);
  const client = await connect(source);
  try {
    const there = await prepare(client);
    return typeof there === 'object' ? there : await fill(client, there === 'begun');
  } catch (error) {
    throw explained(error, name);
  } finally {
    await client.close();
  }

  /** Makes the index, or finds it begun, or loaded to its end. */
  async function prepare(client: Client): Promise<'new' | 'begun' | LoadedPostings> {
    const { body: exists } = await client.indices.exists({ index });
    if (exists) {
      const found = await readAbout(client, source, name);
      const { loaded, ...begun } = found ?? {};
      const same = canonical(begun) === canonical(about);
      if (same && !replace) {
        // what somebody took away since is put there again
        const isWhole = loaded && (await isAll(client, loaded.postings));
        return isWhole
          ? { index, postings: loaded.postings, before: loaded.postings, problems: [], skipped: loaded.skipped }
          : 'begun';
      }
      if (!replace)
        throw new UserError(
          `${name} holds other data, fields or lexicons than the manifest of "${manifest.id}" says; to throw it away and load these: --replace`,
        );
      await client.indices.delete({ index });
    }
    // copies are made when all is in: copying what is there costs less than doing everything twice
    const settings = { number_of_shards: shards, number_of_replicas: 0, refresh_interval: '-1' };
    // the client's types know fewer mappings than the server does
    await client.indices.create({
      index,
      body: {
        settings: { index: settings, analysis: charactersAnalysis },
        mappings: mappingOf(manifest, about),
      } as object,
    });
    return 'new';
  }

  /** Whether so many postings are there, all of this load: another one may have written to the same index. */
  async function isAll(client: Client, postings: number): Promise<boolean> {
    await client.indices.refresh({ index });
    return (await loadedPostings(clusterService(client, source), load)) === postings;
  }

  async function fill(client: Client, there: boolean): Promise<LoadedPostings> {
    const problems: Problem[] = [];
    let waiting: Ready[] = [];
    let bytes = 0;
    let done = 0;
    let before = 0;
    let mayBeThere = there;
    let read = 0;
    const of = rowsBytes(manifest);
    const send = async (): Promise<void> => {
      if (waiting.length === 0) return;
      const known = mayBeThere
        ? await present(
            client,
            waiting.map(({ id }) => id),
          )
        : new Set<string>();
      if (known.size === 0) mayBeThere = false; // postings come in one order, so those after it are not there either
      const missing = waiting.filter(({ id }) => !known.has(id));
      await put(client, missing);
      before += known.size;
      done += waiting.length;
      waiting = [];
      bytes = 0;
      onPostings(done, of === 0 ? 1 : read / of);
      signal?.throwIfAborted();
    };
    for await (const each of readPostings(manifest, (more) => (read += more))) {
      if ('problem' in each) {
        problems.push(each.problem);
        continue;
      }
      const document = documentOf(each.posting, manifest, { ...about, load }, taggers);
      if ('reason' in document) {
        problems.push({ file: `posting ${each.posting.id.slice(0, 60)}`, reason: document.reason, lost: 'posting' });
        continue;
      }
      const json = JSON.stringify(document.body);
      waiting.push({ id: document.id, json });
      bytes += json.length;
      if (waiting.length >= batch.postings || bytes >= batch.bytes) await send();
    }
    await send();
    if (!(await isAll(client, done)))
      throw new UserError(
        `${name} has other postings than the ${done.toLocaleString('en')} that were put there: something else writes to it; load it anew when that has ended: npx recount index ${manifest.named} --replace`,
      );
    const lost = (what: Problem['lost']): number => problems.filter((problem) => problem.lost === what).length;
    const skipped = { postings: lost('posting'), fields: lost('fields') };
    const whole: About = { ...about, loaded: { postings: done, skipped } };
    await client.indices.putSettings({
      index,
      body: { index: { refresh_interval: null, auto_expand_replicas: '0-1' } } as object,
    });
    await client.indices.putMapping({ index, body: { _meta: whole } as object });
    return { index, postings: done, before, problems, skipped };
  }

  async function present(client: Client, ids: readonly string[]): Promise<Set<string>> {
    const { body } = await client.mget({ index, _source: false, stored_fields: ['load'], body: { ids: [...ids] } });
    return new Set(
      body.docs.flatMap((doc) =>
        'found' in doc && doc.found && [doc.fields?.['load']].flat()[0] === load ? [doc._id] : [],
      ),
    );
  }

  /** Puts documents into the index, again those that the cluster had no room for; any other refusal is an error. */
  async function put(client: Client, documents: readonly Ready[]): Promise<void> {
    let left = documents;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      // the client sends a string as it is, though its types know objects alone
      const { body } = await client.bulk({
        index,
        body: left.flatMap(({ id, json }) => [{ index: { _id: id } }, json as unknown as object]),
      });
      const refused = body.items.flatMap((item, i) => {
        const result = Object.values(item)[0];
        return result && result.status >= 300 ? [{ document: left[i], result }] : [];
      });
      const hard = refused.find(({ result }) => result.status !== 429 && result.status !== 503);
      if (hard ?? (refused.length > 0 && attempt === attempts)) {
        const { result } = hard ?? refused[0] ?? { result: undefined };
        throw new UserError(
          `${name} refuses posting "${result?._id ?? ''}": ${result?.error?.type}: ${result?.error?.reason?.slice(0, 300)}`,
        );
      }
      left = refused.flatMap(({ document }) => (document ? [document] : []));
      if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
}
