import { decimal } from '../claims/write-value.js';
import { UserError } from '../error.js';
import { find } from '../trace/catalog.js';
import type { Trace } from '../trace/trace.js';
import { digitsOf, oneOf } from './attributes.js';
import type { Binding } from './binding.js';
import type { TextDirectiveRule } from './directives.js';

const shows = ['printed', 'recounted', 'verdict'] as const;

/** The ways to write a recounted value. */
export const recountedFormats = ['value', 'percent', 'points', 'times', 'count'] as const;

/** `:claim[article/id]`: what the article prints, what a cell recounted, or the verdict. */
export const claimDirective: TextDirectiveRule = {
  attributes: ['show', 'as', 'digits'],
  resolve: ({ label, attributes }, { claims }) => {
    const trace = find(new Map(claims.map((each) => [each.id, each])), label, 'claim');
    const show = oneOf(attributes, 'show', shows, 'printed');
    const text = {
      printed: () => trace.printed,
      recounted: () => recounted(trace, attributes),
      verdict: () => trace.verdict,
    }[show]();
    const number = show === 'verdict' ? undefined : numberOf(trace, show);
    return { text, targets: [{ kind: 'claim', id: label, trace }], ...(number ? { number } : {}) };
  },
};

/** What a sentence is held against: the printed number, or the recounted one; undefined where it is not one number. */
function numberOf({ computed, expectation }: Trace, show: 'printed' | 'recounted'): Binding['number'] {
  if (show === 'recounted') return typeof computed === 'number' ? { estimate: computed } : undefined;
  return expectation.kind === 'rounds' ? { estimate: expectation.to / (expectation.percent ? 100 : 1) } : undefined;
}

/**
 * What a claim's cell computed, as the claim's kind asks or as the draft does.
 *
 * @throws UserError where it is not one number
 */
function recounted({ id, computed, recounted: words }: Trace, attributes: Readonly<Record<string, string>>): string {
  if (computed === null) throw new UserError(`claim "${id}" is untested; no cell recounts it`);
  const format = oneOf(attributes, 'as', recountedFormats, 'value');
  const digits = digitsOf(attributes);
  if (format === 'value' && digits === undefined) return words ?? '';
  if (typeof computed !== 'number')
    throw new UserError(`claim "${id}" compares several values, which are not written as one number`);
  switch (format) {
    case 'percent':
      return `${decimal(computed * 100, digits ?? 1)}%`;
    case 'points':
      return `${decimal(Math.abs(computed) * 100, digits ?? 1)} points`;
    case 'times':
      return `${decimal(computed, digits ?? 1)} times`;
    case 'count':
      return decimal(computed, digits ?? 0);
    case 'value':
      return decimal(computed, digits ?? 2);
  }
}
