import type { Filter } from '../count/query.js';
import { UserError } from '../error.js';
import type { Manifest } from '../load/manifest.js';

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
