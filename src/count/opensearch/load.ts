import { existsSync } from 'node:fs';
import type { Client } from '@opensearch-project/opensearch';
import { UserError } from '../../error.js';
import { canonical } from '../../load/digest.js';
import { readPostings, rowsBytes, verifyRows } from '../../load/load.js';
import { noLosses, refuseLosses, withProblem } from '../../load/losses.js';
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
  /**
   * Lexicons whose concepts are tagged, besides the corpus's own: their `word` and `substring` matches can then be
   * counted.
   */
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
      `--characters ${wrong}: corpus "${manifest.id}" has no text of that name; ` +
        `it has ${Object.keys(manifest.fields).filter(isText).join(', ') || 'none'}`,
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
 * Loads a corpus's postings into its index, each under its id: loading again, or going on after a stop, adds none
 * twice. An index that is not loaded to its end says so and answers nothing.
 *
 * @throws UserError when the postings are not here, when the index holds something else, or when the cluster refuses.
 */
export async function loadIndex(
  manifest: CorpusWithRows,
  source: OpenSearchSource,
  options: LoadOptions = {},
): Promise<LoadedPostings> {
  await verifyRows(manifest);
  const { lexicons = [], characters = [] } = options;
  const named = [...new Set([...(manifest.lexicon === undefined ? [] : [manifest.lexicon]), ...lexicons])];
  const taggers = named.flatMap((lexicon) =>
    (['word', 'substring'] as const).map((mode) => ({ mode, tagger: taggerOf(lexicon, mode) })),
  );
  const stated = named.map((lexicon) => taggerOf(lexicon, 'phrase').lexicon);
  const recorded = existsSync(manifest.recording) ? readRecording(manifest).answers.map(({ query }) => query) : [];
  const about = aboutOf(manifest, stated, charactersOf(manifest, recorded, characters), standingIn(recorded));
  const client = await connect(source);
  try {
    return await new IndexLoader(manifest, source, client, about, taggers, options).load();
  } catch (error) {
    throw explained(error, nameOf(source));
  } finally {
    await client.close();
  }
}

/** Loads one corpus into one index: makes the index or finds it begun, sends the documents, then marks it as whole. */
class IndexLoader {
  private readonly index: string;
  private readonly name: string;
  /** What each document of this load says of itself. */
  private readonly loadId: string;
  private readonly problems: Problem[] = [];
  private waiting: Ready[] = [];
  private waitingBytes = 0;
  private done = 0;
  private before = 0;
  /** How many bytes the rows have, and how many of them were read. */
  private readonly bytes: number;
  private read = 0;

  constructor(
    private readonly manifest: CorpusWithRows,
    private readonly source: OpenSearchSource,
    private readonly client: Client,
    private readonly about: About,
    private readonly taggers: Parameters<typeof documentOf>[3],
    private readonly options: LoadOptions,
  ) {
    this.index = source.index;
    this.name = nameOf(source);
    this.bytes = rowsBytes(manifest);
    this.loadId = loadOf(about);
  }

  async load(): Promise<LoadedPostings> {
    const there = await this.prepare();
    return typeof there === 'object' ? there : this.fill(there === 'begun');
  }

  /** Makes the index, or finds it begun, or loaded to its end. */
  private async prepare(): Promise<'new' | 'begun' | LoadedPostings> {
    const { client, index, name, manifest, about } = this;
    const { replace = false, shards = 3 } = this.options;
    const { body: exists } = await client.indices.exists({ index });
    if (exists) {
      const { loaded, ...begun } = (await readAbout(client, this.source, name)) ?? {};
      const isSame = canonical(begun) === canonical(about);
      if (isSame && !replace) {
        // what somebody took away since is put there again
        if (!loaded || !(await this.isAll(loaded.postings))) return 'begun';
        const { postings, skipped } = loaded;
        return { index, postings, before: postings, problems: [], skipped };
      }
      if (!replace)
        throw new UserError(
          `${name} holds other data, fields or lexicons than the manifest of "${manifest.id}" says; ` +
            'to throw it away and load these: --replace',
        );
      await client.indices.delete({ index });
    }
    // replicas are made when all is in: copying what is there costs less than doing everything twice
    const settings = { number_of_shards: shards, number_of_replicas: 0, refresh_interval: '-1' };
    const mappings = mappingOf(manifest, about);
    // the client's types know fewer mappings than the server does
    const body = { settings: { index: settings, analysis: charactersAnalysis }, mappings } as object;
    await client.indices.create({ index, body });
    return 'new';
  }

  /** Whether so many postings are there, all of this load: another one may have written to the same index. */
  private async isAll(postings: number): Promise<boolean> {
    await this.client.indices.refresh({ index: this.index });
    return (await loadedPostings(clusterService(this.client, this.source), this.loadId)) === postings;
  }

  /** Sends every posting that is not there yet. @param isBegun whether an earlier load may have put some there */
  private async fill(isBegun: boolean): Promise<LoadedPostings> {
    const { manifest, about, index, problems, name } = this;
    let mayBeThere = isBegun;
    for await (const each of readPostings(manifest, (more) => (this.read += more))) {
      if ('problem' in each) {
        problems.push(each.problem);
        continue;
      }
      const document = documentOf(each.posting, manifest, { ...about, load: this.loadId }, this.taggers);
      if ('reason' in document) {
        problems.push({ file: `posting ${each.posting.id.slice(0, 60)}`, reason: document.reason, lost: 'posting' });
        continue;
      }
      const json = JSON.stringify(document.body);
      this.waiting.push({ id: document.id, json });
      this.waitingBytes += json.length;
      const isFull = this.waiting.length >= batch.postings || this.waitingBytes >= batch.bytes;
      if (isFull) mayBeThere = await this.send(mayBeThere);
    }
    await this.send(mayBeThere);
    if (!(await this.isAll(this.done)))
      throw new UserError(
        `${name} has other postings than the ${this.done.toLocaleString('en')} that were put there: ` +
          'something else writes to it; load it anew when that has ended: ' +
          `npx recount index ${manifest.named} --replace`,
      );
    const skipped = await this.markLoaded();
    return { index, postings: this.done, before: this.before, problems, skipped };
  }

  /** Writes into the index that it is whole, and lets it make replicas. */
  private async markLoaded(): Promise<Skipped> {
    const { client, index, about, manifest, problems } = this;
    const losses = problems.reduce(withProblem, noLosses);
    refuseLosses(manifest, { ...losses, read: this.done });
    const skipped = { postings: losses.atLeast, fields: losses.fields };
    const whole: About = { ...about, loaded: { postings: this.done, skipped } };
    const settings = { index: { refresh_interval: null, auto_expand_replicas: '0-1' } } as object;
    await client.indices.putSettings({ index, body: settings });
    await client.indices.putMapping({ index, body: { _meta: whole } as object });
    return skipped;
  }

  /**
   * Sends the waiting documents that are not there yet.
   *
   * @returns whether later ones may be there: postings come in one order, so after a batch without any, none is
   */
  private async send(mayBeThere: boolean): Promise<boolean> {
    const { waiting, options } = this;
    if (waiting.length === 0) return mayBeThere;
    const known = mayBeThere ? await this.present(waiting.map(({ id }) => id)) : new Set<string>();
    await this.put(waiting.filter(({ id }) => !known.has(id)));
    this.before += known.size;
    this.done += waiting.length;
    this.waiting = [];
    this.waitingBytes = 0;
    options.onPostings?.(this.done, this.bytes === 0 ? 1 : this.read / this.bytes);
    options.signal?.throwIfAborted();
    return known.size > 0;
  }

  private async present(ids: readonly string[]): Promise<Set<string>> {
    const body = { ids: [...ids] };
    const { body: found } = await this.client.mget({
      index: this.index,
      _source: false,
      stored_fields: ['load'],
      body,
    });
    return new Set(
      found.docs.flatMap((doc) =>
        'found' in doc && doc.found && [doc.fields?.['load']].flat()[0] === this.loadId ? [doc._id] : [],
      ),
    );
  }

  /** Puts documents into the index, again those that the cluster had no room for; any other refusal is an error. */
  private async put(documents: readonly Ready[]): Promise<void> {
    let left = documents;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      // the client sends a string as it is, though its types know objects alone
      const body = left.flatMap(({ id, json }) => [{ index: { _id: id } }, json as unknown as object]);
      const { body: answer } = await this.client.bulk({ index: this.index, body });
      const refused = answer.items.flatMap((item, i) => {
        const result = Object.values(item)[0];
        return result && result.status >= 300 ? [{ document: left[i], result }] : [];
      });
      const hard = refused.find(({ result }) => result.status !== 429 && result.status !== 503);
      const fatal = hard ?? (attempt === attempts ? refused[0] : undefined);
      if (fatal) {
        const { _id: id, error } = fatal.result;
        const why = `${error?.type}: ${error?.reason?.slice(0, 300)}`;
        throw new UserError(`${this.name} refuses posting "${id ?? ''}": ${why}`);
      }
      left = refused.flatMap(({ document }) => (document ? [document] : []));
      if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
}
