import { existsSync } from 'node:fs';
import type { Engine } from '../count/engine.js';
import type { Filter, Query } from '../count/query.js';
import { isRecorded, querySchema } from '../count/recording.js';
import { UserError } from '../error.js';
import { locate } from '../load/locate.js';
import type { Manifest } from '../load/manifest.js';
import { mistake } from '../load/yaml.js';

/**
 * A condition as the command line takes it: `type=ai-first` asks for the value, as a number, true or false where the
 * field is one; `title~engineer` for a part of it in any case, `stage=` for a field not filled.
 *
 * @throws UserError for another form, or a value that the field cannot have.
 */
export function parseWhere(text: string, { fields, opensearch }: Manifest): Filter {
  const [, field, operator, value = ''] = /^([^=~]+)([=~])(.*)$/s.exec(text) ?? [];
  if (field === undefined)
    throw new UserError(
      `--where "${text}" is none of the forms field=value, field~part, field=; other conditions: --query`,
    );
  if (operator === '~' && value === '')
    throw new UserError(`--where "${text}" asks for no part of the field; write it after the ~`);
  if (operator === '~') return { field, contains: [value], case: 'ignore' };
  if (value === '') return { field, is: null };
  const stated = fields[field];
  const kind = (typeof stated === 'object' ? stated : opensearch?.fields?.[field])?.kind ?? 'name';
  if (kind === 'number') {
    if (Number.isFinite(Number(value)) && value.trim() !== '') return { field, is: Number(value) };
    throw new UserError(`--where "${text}": field "${field}" is a number, and "${value}" is none`);
  }
  if (kind === 'flag') {
    if (value === 'true' || value === 'false') return { field, is: value === 'true' };
    throw new UserError(`--where "${text}": field "${field}" is true or false, not "${value}"`);
  }
  return { field, is: value };
}

/** All conditions of a command line, or none. */
export const parseWheres = (texts: readonly string[], manifest: Manifest): { readonly where?: Filter } => {
  const [first, ...others] = texts.map((text) => parseWhere(text, manifest));
  if (first === undefined) return {};
  return { where: others.length === 0 ? first : { all: [first, ...others] } };
};

/** A whole query, as notebooks write them. @throws UserError when it is no JSON, or no query; it says where in it. */
export function parseQuery(text: string): Query {
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
    `--query: ${place.join('.') || 'the whole'}: ${message}; an example: {"by": ["type"], "where": {"field": "title", "contains": ["data"], "case": "ignore"}}`,
  );
}

/**
 * The engine for a question from the shell, where none is named: the rows, when they are here and the recording, which
 * has only what the notebooks ask, lacks the answer; undefined leaves the choice to the corpus.
 */
export function engineFor(manifest: Manifest, query: Query): Engine | undefined {
  if (process.env['RECOUNT_ENGINE'] || !manifest.files || !existsSync(manifest.recording)) return undefined;
  return locate(manifest) && !isRecorded(manifest, query) ? 'rows' : undefined;
}
