import { basename } from 'node:path';
import { formatMeasure } from '../claims/format.js';
import { type ValueFormat, valueFormats, writeValue } from '../claims/write-value.js';
import { UserError } from '../error.js';
import type { Catalog } from './catalog.js';
import { type NumberFormat, numberFormats, tableNamed, textAt, writtenNumber } from './number-table.js';
import { plainRecounted } from './plain-words.js';
import type { Trace } from './trace.js';

/** What stands in braces in a sentence of a claims file. */
export const hole = /\{([^}]*)\}/g;

/** What the braces of a claim's sentence can name. */
export interface Nameable {
  readonly trace: Trace;
  /** The claims of the same article. */
  readonly traces: readonly Trace[];
  /** Values, tables and charts of the notebooks, where a sentence may name them. */
  readonly catalog?: (() => Catalog) | undefined;
}

/** How the number of a hole is written: `as percent 0`. */
interface Format {
  readonly as: string;
  readonly digits: number | undefined;
}

/**
 * A sentence with its values, each in braces:
 *
 * - `{}` the recounted value, `{printed}` what the article printed, `{RAG}` one of several named values of the claim
 * - `{rag-share}` the recounted value of another claim of the article
 * - `{guide-rag}` a value that a cell of any notebook names with `values`
 * - `{cell | row | column}` a number of a table or chart of the notebook that checks the claim; without the row where
 *   there is only one; `{notebook/cell | row | column}` for that of another notebook
 *
 * ` as ` and a format with its decimals may follow: `{rag-share as percent 0}`, `points`, `times`, `count`, `value 2`;
 * for a named value what a draft can write, such as `k-of-n`.
 *
 * @throws UserError for a name that is none of these, or a value that no cell has computed
 */
export const fill = (sentence: string, nameable: Nameable): string =>
  sentence.replaceAll(hole, (_, inside: string) => minusSigned(filler(inside, nameable)));

/** A hyphen before a digit that begins a number is a minus sign. */
const minusSigned = (number: string): string => number.replace(/^-(?=\d)/, '−');

const formats = [...new Set<string>([...numberFormats, ...valueFormats])].join('|');
const parts = new RegExp(`^(?<target>.*?)(?:(?:^|\\s+)as (?<as>${formats})(?: (?<digits>\\d))?)?$`);

function filler(inside: string, nameable: Nameable): string {
  const { target = '', as, digits } = parts.exec(inside.trim())?.groups ?? {};
  const format = as === undefined ? undefined : { as, digits: digits === undefined ? undefined : Number(digits) };
  const { trace } = nameable;
  if (target.includes('|')) return fromTable(target, format, nameable);
  if (target === 'printed') return trace.printed;
  if (target === '' && typeof trace.computed === 'number') return ofClaim(trace, trace.computed, format);
  return named(target, format, nameable);
}

function named(name: string, format: Format | undefined, { trace, traces, catalog }: Nameable): string {
  const { computed } = trace;
  const part = computed !== null && typeof computed === 'object' ? computed[name] : undefined;
  if (part !== undefined) return ofClaim(trace, part, format);
  const other = traces.find(({ id }) => name !== '' && id.endsWith(`/${name}`));
  if (other && typeof other.computed === 'number') return ofClaim(other, other.computed, format);
  const value = catalog?.().values.get(name)?.value;
  if (value) return writeValue(value, oneOf(valueFormats, format?.as ?? 'value', name), format?.digits);
  throw new UserError(
    `claim "${trace.id}" names {${name}}, which is neither a value of its own nor a claim of the ` +
      'article that a cell checks with one number, nor a value that a cell names; run its notebook, or mend the name',
  );
}

function fromTable(target: string, format: Format | undefined, { trace, catalog }: Nameable): string {
  const [cell = '', ...parts] = target.split('|').map((part) => part.trim());
  const column = parts.at(-1);
  const row = parts.length > 1 ? parts[0] : undefined;
  if (!catalog)
    throw new UserError(`claim "${trace.id}" names {${target}}; a table's number stands in explanations only`);
  if (!cell.includes('/') && trace.notebook === null)
    throw new UserError(`claim "${trace.id}" names {${target}}, and no cell checks it; name the notebook/cell`);
  const label = cell.includes('/') ? cell : `${basename(trace.notebook ?? '', '.ipynb')}/${cell}`;
  const as: NumberFormat = oneOf(numberFormats, format?.as ?? 'value', label);
  return textAt(tableNamed(catalog(), label), label, { row, column, as, digits: format?.digits });
}

/** A claim's value as a sentence has it: a percentage to a tenth, a count, a ratio. */
function ofClaim(trace: Trace, value: number, format: Format | undefined): string {
  const { expectation, kind } = trace;
  const isShare = expectation.kind === 'rounds' && expectation.percent;
  if (format)
    return writtenNumber(
      value,
      oneOf(numberFormats, format.as, trace.id),
      format.digits,
      isShare ? 'share' : kind === 'ratio' ? 'ratio' : 'number',
    );
  if (isShare) return formatMeasure(value, 'share');
  if (Number.isInteger(value) && kind === 'count') return value.toLocaleString('en');
  return plainRecounted({ ...trace, computed: value, replications: [] });
}

function oneOf<Known extends NumberFormat | ValueFormat>(known: readonly Known[], as: string, of: string): Known {
  const found = known.find((each) => each === as);
  if (found !== undefined) return found;
  throw new UserError(`"${as}" is no way to write ${of}; there are: ${known.join(', ')}`);
}
