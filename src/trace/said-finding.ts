import { formatMeasure } from '../claims/format.js';
import { UserError } from '../error.js';
import { plainRecounted } from './plain-words.js';
import type { Trace } from './trace.js';

/** What the braces of a finding's sentence stand for. */
const hole = /\{([^}]*)\}/g;

/** The claims of the same article whose values a finding's sentence names: `{rag-share}`. */
export function namedIn(trace: Trace, traces: readonly Trace[]): Trace[] {
  const names = [...(trace.finding ?? '').matchAll(hole)].map(([, name]) => name);
  return traces.filter(({ id }) => names.includes(id.slice(id.indexOf('/') + 1)));
}

/**
 * The sentence of a claim's finding, with its values: `{}` is the recounted value, `{printed}` what the article
 * printed, `{name}` one of several named values, or the recounted value of another claim of the article.
 *
 * @throws UserError for a name that is none of these, or a value that no cell has computed
 */
export function filledFinding(trace: Trace, traces: readonly Trace[]): string | undefined {
  return trace.finding?.replaceAll(hole, (_, name: string) => {
    if (name === 'printed') return trace.printed;
    const { computed } = trace;
    if (name === '' && typeof computed === 'number') return plainValue(trace, computed);
    if (computed !== null && typeof computed === 'object' && name in computed)
      return plainValue(trace, computed[name] ?? NaN);
    const [other] = traces.filter(({ id }) => id.endsWith(`/${name}`));
    if (name !== '' && other && typeof other.computed === 'number') return plainValue(other, other.computed);
    throw new UserError(
      `the finding of claim "${trace.id}" names {${name}}, which is neither a value of its own nor a claim of the ` +
        'article that a cell checks with one number; run its notebook, or mend the name in data/articles',
    );
  });
}

/** A value as a sentence has it: a percentage to a tenth, a count, a ratio. */
function plainValue(trace: Trace, value: number): string {
  const { expectation, kind } = trace;
  if (expectation.kind === 'rounds' && expectation.percent) return formatMeasure(value, 'share');
  if (Number.isInteger(value) && kind === 'count') return value.toLocaleString('en');
  return plainRecounted({ ...trace, computed: value, replications: [] });
}
