import type { Filter } from '../count/query.js';
import { UserError } from '../error.js';
import type { Manifest } from '../load/manifest.js';
import { isDay, readDay } from '../load/values/day.js';

/**
 * A condition as the command line takes it: `type=ai-first` asks for the value, as a number, true or false where the
 * field is one; `title~engineer` for a part of it in any case, `stage=` for an empty field, `salary>=100000` and
 * `day<2026-03-01` for a range.
 *
 * @throws UserError for another form, or a value that the field cannot have.
 */
export function parseWhere(text: string, { fields, opensearch }: Manifest): Filter {
  const [, field, operator, value = ''] = /^([^=~<>]+)(<=|>=|[=~<>])(.*)$/s.exec(text) ?? [];
  if (field === undefined || operator === undefined)
    throw new UserError(
      `--where "${text}" is none of the forms field=value, field~part, field=, field>=value; other conditions: --query`,
    );
  if (operator === '~' && value === '')
    throw new UserError(`--where "${text}" asks for no part of the field; write it after the ~`);
  if (operator === '~') return { field, contains: [value], case: 'ignore' };
  const stated = fields[field];
  const kind = (typeof stated === 'object' ? stated : opensearch?.fields?.[field])?.kind ?? 'name';
  if (operator !== '=') return { field, [endOf[operator] ?? '']: boundOf(text, field, kind, value) };
  if (value === '') return { field, is: null };
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

const endOf: Readonly<Record<string, 'from' | 'above' | 'to' | 'below'>> = {
  '>=': 'from',
  '>': 'above',
  '<=': 'to',
  '<': 'below',
};

/** An end of a range: a number, or a day. @throws UserError for a field of another kind, or another value */
function boundOf(text: string, field: string, kind: string, value: string): number | string {
  if (kind === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (kind === 'day' && isDay(value) && 'day' in readDay(value)) return value;
  const wanted = kind === 'number' ? 'a number' : kind === 'day' ? 'a day such as 2026-03-10' : undefined;
  throw new UserError(
    wanted === undefined
      ? `--where "${text}": field "${field}" is a ${kind}; only numbers and days lie in a range`
      : `--where "${text}": field "${field}" takes ${wanted}, and "${value}" is not one`,
  );
}

/** All conditions of a command line, or none. */
export const parseWheres = (texts: readonly string[], manifest: Manifest): { readonly where?: Filter } => {
  const [first, ...others] = texts.map((text) => parseWhere(text, manifest));
  if (first === undefined) return {};
  return { where: others.length === 0 ? first : { all: [first, ...others] } };
};
