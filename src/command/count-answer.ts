import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Answer } from '../count/answer.js';
import { corpus } from '../count/corpus.js';
import type { EngineName } from '../count/engine.js';
import { otherAnswers } from '../count/pinned-answers.js';
import { describeQuery, groupNames, type Query } from '../count/query.js';
import { querySchema } from '../count/query-schema.js';
import { isRecorded } from '../count/recording.js';
import { UserError } from '../error.js';
import { locate } from '../load/locate.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { mistake } from '../load/yaml.js';
import type { MatchMode } from '../tag/match-mode.js';
import { columns, wrap } from '../terminal/layout.js';
import { bytesProgress } from '../terminal/progress-line.js';
import { json, visible } from '../terminal/visible.js';
import { groupingOf, numberField } from './grouping.js';
import { statedMode } from './stated-mode.js';
import { parseWheres } from './where.js';

/** What a count asks, as the command line takes it. */
export interface CountOptions {
  readonly by?: readonly string[];
  readonly where?: readonly string[];
  readonly concept?: readonly string[];
  readonly match?: MatchMode;
  readonly lexicon?: string;
  readonly distinct?: string;
  readonly pairs?: string;
  readonly mentions?: true;
  readonly withReposts?: true;
  readonly top?: number;
  /** The number whose quantiles are asked for, and which: the median by default. */
  readonly quantile?: string;
  readonly at?: readonly number[];
  /** A whole query as JSON, instead of the others. */
  readonly query?: string;
  readonly engine?: EngineName;
  readonly json?: true;
}

/** Asks a corpus a count query from the shell; text or JSON. @throws UserError for a query that it cannot answer */
export async function countText(named: string, options: CountOptions): Promise<string> {
  const manifest = readManifest(named);
  const query = queryOf(options, manifest);
  const engine = options.engine ?? (options.withReposts ? 'rows' : engineFor(manifest, query));
  const progress = bytesProgress();
  const asked = corpus(named, {
    onProgress: progress.show,
    ...(engine === undefined ? {} : { engine }),
    ...(options.withReposts ? { reposts: 'counted' as const } : {}),
  });
  const answer = await asked.count(query).finally(progress.clear);
  if (options.quantile !== undefined)
    return (await import('./quantiles-text.js')).quantilesText(answer, options.quantile, options);
  return options.json ? json({ ...answer.provenance, rows: answer.rows }) : answerText(answer, named);
}

/** Why an answer from the recording may not be relied upon; undefined where it may, or another engine answers. */
export function recordingRemark(named: string, engine: EngineName | undefined): string | undefined {
  const answers = engine ?? process.env['RECOUNT_ENGINE'] ?? 'recording';
  return answers === 'recording' ? otherAnswers(readManifest(named)) : undefined;
}

function queryOf(
  { query, by = [], where = [], concept = [], distinct, pairs, mentions, top, quantile, ...looked }: CountOptions,
  manifest: Manifest,
): Query {
  if (query !== undefined) return parseQuery(query);
  const groups = by.map((each) => groupingOf(each, manifest));
  if (looked.at !== undefined && quantile === undefined)
    throw new UserError('--at says which quantiles; name the number that they are of: --quantile');
  return {
    by: quantile === undefined ? groups : [...groups, numberField(quantile, manifest)],
    ...parseWheres(where, manifest),
    ...lookingFor(concept, looked, manifest),
    ...(distinct === undefined ? {} : { distinct }),
    ...(pairs === undefined ? {} : { pairs }),
    ...(mentions ? { mentions } : {}),
    ...(top === undefined ? {} : { top }),
  };
}

/** The concepts that are looked for, how, and in which lexicon. */
function lookingFor(
  concepts: readonly string[],
  { match, lexicon: named }: Pick<CountOptions, 'match' | 'lexicon'>,
  manifest: Manifest,
): Pick<Query, 'concepts' | 'match' | 'lexicon'> {
  if (concepts.length === 0) {
    const [option, says] = match === undefined ? ['--lexicon', named] : ['--match', match];
    if (says !== undefined)
      throw new UserError(`${option} ${says} says how concepts are looked for; name one or more: --concept`);
    return {};
  }
  const lexicon = named === undefined || !/\.ya?ml$/.test(named) ? named : resolve(named);
  const own = manifest.files ? manifest.lexicon : undefined;
  return {
    concepts,
    match: match ?? statedMode(concepts, lexicon ?? own),
    ...(lexicon === undefined ? {} : { lexicon }),
  };
}

/** A whole query, as notebooks write them. @throws UserError when it is no JSON, or no query; it says where in it. */
function parseQuery(text: string): Query {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`--query is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = querySchema.safeParse(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { by: [], ...value } : value,
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const { place, message } = issue ? mistake(issue) : { place: [], message: 'it is no query' };
  throw new UserError(
    `--query: ${place.join('.') || 'the whole'}: ${message}; an example: ` +
      '{"by": ["type"], "where": {"field": "title", "contains": ["data"], "case": "ignore"}}',
  );
}

/**
 * The engine for a question from the shell, where none is named: the rows, when they are here and the recording, which
 * has only what the notebooks ask, lacks the answer; undefined leaves the choice to the corpus.
 */
function engineFor(manifest: Manifest, query: Query): EngineName | undefined {
  if (process.env['RECOUNT_ENGINE'] || !manifest.files || !existsSync(manifest.recording)) return undefined;
  return locate(manifest) && !isRecorded(manifest, query) ? 'rows' : undefined;
}

/** An answer as a table, under a line that says what was asked of what. */
function answerText({ provenance, rows }: Answer, named: string): string {
  const { query, skipped } = provenance;
  const cell = (value: string | number): string => (typeof value === 'number' ? value.toLocaleString('en') : value);
  const groups = groupNames(query).map((_, i) => i);
  const names = Object.keys(rows[0] ?? {});
  const table =
    rows.length === 0
      ? ['no posting is in any such group']
      : columns([names.map(cell), ...rows.map((row) => Object.values(row).map(cell))], {
          texts: groups,
          cut: Object.fromEntries(groups.map((i) => [i, 12])),
        });
  const unread =
    skipped && (skipped.postings > 0 || skipped.fields > 0)
      ? [
          wrap(
            `could not be read: ${quantity(skipped.postings, 'posting')}, and fields in ` +
              `${quantity(skipped.fields, 'place')}, so that a count means "at least" that many: ` +
              `npx recount data verify ${named}`,
            '',
          ),
        ]
      : [];
  const repeats = skipped?.repeats
    ? [`left out, since they repeat another: ${quantity(skipped.repeats, 'posting')}`]
    : [];
  return [
    wrap(visible(describeQuery(query)), ''),
    wrap(`${provenance.corpus}, ${provenance.evidence}, ${provenance.digest}`, ''),
    ...unread,
    ...repeats,
    '',
    ...table,
  ].join('\n');
}

const quantity = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
