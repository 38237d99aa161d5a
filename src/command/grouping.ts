import { type Period, periods } from '../count/period.js';
import type { Grouping } from '../count/query.js';
import { UserError } from '../error.js';
import type { Manifest } from '../load/manifest.js';

/**
 * A grouping as the command line takes it: a field, `posted:month` for the span in which a day lies, or `month` where a
 * corpus has one day alone.
 *
 * @throws UserError where a corpus has several days, or none
 */
export function groupingOf(text: string, manifest: Manifest): Grouping {
  const kinds = kindsOf(manifest);
  if (kinds.has(text)) return text;
  const [, day, per = text] = /^(.+):(\w+)$/.exec(text) ?? [];
  if (!isPeriod(per)) return text;
  if (day !== undefined) return { as: per, day, per };
  const days = [...kinds].flatMap(([name, kind]) => (kind === 'day' ? [name] : []));
  const [only, ...others] = days;
  if (only !== undefined && others.length === 0) return { as: per, day: only, per };
  const next = only === undefined ? 'it has no field of kind day' : `say of which day: ${days[0]}:${per}`;
  throw new UserError(`--by ${text}: corpus "${manifest.id}" has no field "${text}"; ${next}`);
}

/** A field whose quantiles are asked for. @throws UserError for one of another kind */
export function numberField(name: string, manifest: Manifest): string {
  const kinds = kindsOf(manifest);
  const kind = kinds.get(name);
  if (kind === undefined || kind === 'number') return name; // a field that is not there is refused by the corpus
  const numbers = [...kinds].flatMap(([each, is]) => (is === 'number' ? [each] : [])).join(', ') || 'none';
  throw new UserError(`--quantile ${name}: field "${name}" is a ${kind}, and only numbers have quantiles: ${numbers}`);
}

const isPeriod = (text: string): text is Period => (periods as readonly string[]).includes(text);

/** The kinds of a corpus's fields, as far as its manifest says them. */
function kindsOf({ fields, opensearch }: Manifest): ReadonlyMap<string, string | undefined> {
  const mapped = opensearch?.fields ?? {};
  return new Map(
    Object.entries(fields).map(([name, field]) => [name, typeof field === 'object' ? field.kind : mapped[name]?.kind]),
  );
}
