import { UserError } from '../error.js';
import { alikeFields } from '../load/alike.js';
import { isCompressed } from '../load/formats/line-blocks.js';
import { readPostings, rowsBytes, verifyRows } from '../load/load.js';
import { locate } from '../load/locate.js';
import { type Losses, noLosses, refuseLosses, withProblem } from '../load/losses.js';
import { setImmediate } from '../load/machine.js';
import type { CorpusWithRows } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import { describeProblem } from '../load/problem.js';
import type { Counted, Skipped } from './answer.js';
import { type CorpusLosses, countLines, linePlan } from './count-lines.js';
import { Counters } from './counters.js';
import type { OnProgress } from './engine.js';
import { conceptTests } from './mentions.js';
import { neededFields, withSources } from './needed-fields.js';
import type { Query } from './query.js';
import { Threads } from './threads.js';

/** So many characters of postings stay in memory between questions; the postings of a larger corpus are read anew. */
const mostKept = 48_000_000;
/** From so many bytes on, JSON lines are looked through for what is asked, and not parsed. */
const leastScanned = 32_000_000;

interface Question {
  readonly query: Query;
  readonly onProgress: OnProgress | undefined;
  readonly resolve: (answer: Counted) => void;
  readonly reject: (error: unknown) => void;
}

interface Kept {
  readonly postings: readonly Posting[];
  readonly losses: CorpusLosses;
  /** Whether their texts were compared with each other, which takes as long as all else. */
  readonly compared: boolean;
}

/**
 * The rows of a corpus, which answer questions. A small corpus is read once. One that would not fit into memory is
 * walked through, posting by posting, for all questions that wait at that time; so ask at once what is to be counted
 * together.
 */
export class Rows {
  private kept: Kept | undefined;
  private waiting: Question[] = [];
  private isWalking = false;

  constructor(private readonly manifest: CorpusWithRows) {}

  /** @throws UserError when the rows are not here, are other data than the manifest pins, or none can be read */
  ask(query: Query, onProgress?: OnProgress): Promise<Counted> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ query, onProgress, resolve, reject });
      if (!this.isWalking) void this.answerAll();
    });
  }

  private async answerAll(): Promise<void> {
    this.isWalking = true;
    while (this.waiting.length > 0) {
      await setImmediate(); // what is asked at once comes together
      const asked = this.waiting;
      this.waiting = [];
      try {
        const answers = await this.answer(asked);
        for (const [i, { resolve }] of asked.entries()) resolve(answers[i] as Counted);
      } catch (error) {
        for (const { reject } of asked) reject(error); // what is missing may be there the next time
      }
    }
    this.isWalking = false;
  }

  private async answer(asked: readonly Question[]): Promise<Counted[]> {
    const queries = asked.map(({ query }) => query);
    const tests = conceptTests(this.manifest, queries);
    const counters = new Counters(
      queries,
      tests.map(({ mentions }) => mentions),
    );
    const onProgress = asked.find((question) => question.onProgress)?.onProgress;
    if (this.kept?.compared === false && comparesTexts(this.manifest, queries)) this.kept = undefined;
    const losses = this.kept?.losses ?? (await this.readAll(queries, counters, onProgress));
    this.refuse(losses.all);
    this.kept?.postings.forEach((posting) => counters.add(posting));
    return counters.rows().map((rows, i) => {
      const lexicon = tests[i]?.lexicon;
      return { rows, ...(lexicon === undefined ? {} : { lexicon }), skipped: this.skippedBy(losses, queries[i]) };
    });
  }

  /** Reads every posting once, and counts it, or keeps it to be counted. */
  private async readAll(
    queries: readonly Query[],
    counters: Counters,
    onProgress: OnProgress | undefined,
  ): Promise<CorpusLosses> {
    return (await this.scan(queries, counters, onProgress)) ?? (await this.walk(queries, counters, onProgress));
  }

  /** @throws UserError where too much was lost: each time that something is asked, not only when the rows are read */
  private refuse(losses: Losses): void {
    const { manifest } = this;
    const { read, first, atLeast, fields } = losses;
    if (read === 0 && first) {
      const others = atLeast + fields - 1;
      const rest = others > 0 ? `; and ${others} more: npx recount data verify ${manifest.named}` : '';
      throw new UserError(
        `none of the postings of corpus "${manifest.id}" can be read: ${describeProblem(first)}${rest}`,
      );
    }
    refuseLosses(manifest, losses);
  }

  /** Counts a large file of JSON lines without parsing all of it; undefined where that cannot be done. */
  private async scan(
    queries: readonly Query[],
    counters: Counters,
    onProgress: OnProgress | undefined,
  ): Promise<CorpusLosses | undefined> {
    const { manifest } = this;
    const paths = locate(manifest) ?? [];
    const plan = unpackedSize(manifest, paths) > leastScanned ? linePlan(manifest, paths, queries) : undefined;
    if (!plan) return undefined;
    const losses = await countLines(manifest, paths, queries, plan, counters, {
      meanwhile: () => verifyRows(manifest),
      ...(onProgress && { onProgress }),
    });
    if (losses && losses.all.read > 0) return losses;
    counters.take(); // the rows are counted anew, one by one
    return undefined;
  }

  /** Reads posting by posting. Few are kept, to be counted now and later; of many, each is counted as it comes. */
  private async walk(
    queries: readonly Query[],
    counters: Counters,
    onProgress: OnProgress | undefined,
  ): Promise<CorpusLosses> {
    const { manifest } = this;
    await verifyRows(manifest);
    const compared = comparesTexts(manifest, queries);
    const rows = compared ? manifest : withoutAlike(manifest);
    const of = rowsBytes(manifest);
    let bytes = 0;
    const few: Posting[] = [];
    let threads: Threads | undefined;
    let characters = 0;
    let read = 0;
    let losses = noLosses;
    const byField = new Map<string, number>();
    const strip = needed(manifest, queries);
    try {
      for await (const each of readPostings(rows, (more) => onProgress?.((bytes += more), of))) {
        if ('problem' in each) {
          const { field } = each.problem;
          losses = withProblem(losses, each.problem);
          if (field !== undefined) byField.set(field, (byField.get(field) ?? 0) + 1);
          continue;
        }
        read += 1;
        if (threads) {
          await threads.add(strip(each.posting));
        } else {
          few.push(each.posting);
          characters += sizeOf(each.posting);
          if (characters <= mostKept) continue;
          threads = new Threads({ manifest, queries }, counters);
          for (const posting of few.splice(0)) await threads.add(strip(posting));
        }
      }
      await threads?.end();
    } finally {
      await threads?.stop();
    }
    const all = { all: { ...losses, read }, byField };
    if (!threads) this.kept = { postings: few, losses: all, compared };
    return all;
  }

  /** What an answer lacks: postings that were lost, and those lost fields that its query needs. */
  private skippedBy({ all, byField }: CorpusLosses, query: Query | undefined): Skipped {
    const { atLeast: postings, fields, repeats } = all;
    const { values, searched } = neededFields(this.manifest, query ? [query] : []);
    const needed = withSources(this.manifest.fields, [...values, ...searched]);
    const others = [...byField].reduce((sum, [name, n]) => sum + (name in needed ? 0 : n), 0);
    return { postings, fields: fields - others, ...(repeats > 0 && { repeats }) };
  }
}

/** How many bytes the rows have, about: text packs to a quarter. */
const unpackedSize = (manifest: CorpusWithRows, paths: readonly string[]): number =>
  rowsBytes(manifest) * (paths.some(isCompressed) ? 4 : 1);

/** Whether some query, or what tells reposts, asks which texts are alike. */
function comparesTexts(manifest: CorpusWithRows, queries: readonly Query[]): boolean {
  const { values, searched } = neededFields(manifest, queries);
  const { fields, unique = [] } = manifest;
  return alikeFields(withSources(fields, [...values, ...searched, ...unique])).length > 0;
}

/** A corpus without its fields that say which texts are alike. */
function withoutAlike(manifest: CorpusWithRows): CorpusWithRows {
  const compared = new Set(alikeFields(manifest.fields).map(([name]) => name));
  const fields = Object.fromEntries(Object.entries(manifest.fields).filter(([name]) => !compared.has(name)));
  return { ...manifest, fields };
}

/** Leaves of a posting what some queries need: the rest need not go to another thread. */
function needed(manifest: CorpusWithRows, queries: readonly Query[]): (posting: Posting) => Posting {
  const { values, searched } = neededFields(manifest, queries);
  const names = [...new Set([...values, ...searched])];
  return ({ id, fields }) => ({ id, fields: Object.fromEntries(names.map((name) => [name, fields[name] ?? null])) });
}

/** Characters of a posting's texts and names, and some for what is around them. */
const sizeOf = ({ fields }: Posting): number =>
  Object.values(fields).reduce<number>(
    (sum, value) =>
      sum + 50 + (typeof value === 'string' ? value.length : Array.isArray(value) ? value.join().length : 0),
    100,
  );
