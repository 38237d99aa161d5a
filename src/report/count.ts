import { corpus } from '../count/corpus.js';
import type { Engine } from '../count/engine.js';
import type { Answer } from '../count/answer.js';
import { describeQuery, type Filter, type MatchMode, type Query } from '../count/query.js';
import { UserError } from '../error.js';
import { columns } from './terminal.js';

/** What a count asks, as the command line takes it. */
export interface CountOptions {
  readonly by?: readonly string[];
  readonly where?: readonly string[];
  readonly concept?: readonly string[];
  readonly match?: MatchMode;
  readonly distinct?: string;
  readonly pairs?: string;
  readonly mentions?: true;
  readonly top?: number;
  /** A whole query as JSON, instead of the others. */
  readonly query?: string;
  readonly engine?: Engine;
  readonly json?: true;
}

/** Asks a corpus a count query from the shell; text or JSON. @throws UserError for a query that it cannot answer */
export async function countText(named: string, options: CountOptions): Promise<string> {
  const answer = await corpus(named, options.engine === undefined ? {} : { engine: options.engine }).count(queryOf(options));
  return options.json ? JSON.stringify({ ...answer.provenance, rows: answer.rows }, null, 2) : answerText(answer);
}

function queryOf({ query, by = [], where = [], concept = [], match, distinct, pairs, mentions, top }: CountOptions): Query {
  if (query !== undefined) return parseQuery(query);
  return {
    by,
    ...(where.length > 0 ? { where: { all: where.map(parseWhere) } } : {}),
    ...(concept.length > 0 ? { concepts: concept, match: match ?? 'phrase' } : {}),
    ...(distinct === undefined ? {} : { distinct }),
    ...(pairs === undefined ? {} : { pairs }),
    ...(mentions ? { mentions } : {}),
    ...(top === undefined ? {} : { top }),
  };
}

function parseQuery(text: string): Query {
  try {
    const query = JSON.parse(text) as Query;
    return { ...query, by: query.by ?? [] };
  } catch (cause) {
    throw new UserError(`--query is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}

/** `type=ai-first` asks for the value, `title~engineer` for a part of it in any case, `stage=` for a field not filled. */
export function parseWhere(text: string): Filter {
  const [, field, operator, value = ''] = /^([\w-]+)([=~])(.*)$/.exec(text) ?? [];
  if (field === undefined) throw new UserError(`--where "${text}" is none of the forms field=value, field~part, field=`);
  if (operator === '~') return { field, contains: [value], case: 'ignore' };
  const values: Record<string, boolean | null> = { true: true, false: false, '': null };
  return { field, is: values[value] ?? (value === '' ? null : value) };
}

/** An answer as a table, under a line that says what was asked of what. */
function answerText({ provenance, rows }: Answer): string {
  const names = Object.keys(rows[0] ?? {});
  const table = columns([names, ...rows.map((row) => Object.values(row).map((value) => value.toLocaleString('en')))]);
  const skipped = provenance.skipped && (provenance.skipped.postings > 0 || provenance.skipped.fields > 0)
    ? `; skipped: ${provenance.skipped.postings} postings, and fields of ${provenance.skipped.fields} more: npx recount data verify ${provenance.corpus}`
    : '';
  return [`${describeQuery(provenance.query)}`, `${provenance.corpus}, ${provenance.evidence}, ${provenance.digest}${skipped}`, '', ...table].join('\n');
}
