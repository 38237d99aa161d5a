import { formatComputed } from '../claims/format.js';
import type { Sensitivity } from '../claims/sensitivity.js';
import { type Verdict, verdicts } from '../claims/verdict.js';
import { decimal, valueFormats, writeValue } from '../claims/write-value.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import type { FromCell } from '../trace/audits.js';
import { type Catalog, find } from '../trace/catalog.js';
import type { Trace } from '../trace/trace.js';
import type { Binding, Target } from './binding.js';
import { compare, comparisonFormats } from './comparison.js';
import { methodLine } from './method-line.js';

/** What directives may refer to. */
export interface Registry {
  readonly catalog: Catalog;
  readonly claims: readonly Trace[];
  /** How headlines fare under other choices. */
  readonly sensitivities: readonly FromCell<Sensitivity>[];
}

/** A directive as written: `:name[label]{attributes}`. */
export interface Directive {
  readonly name: string;
  readonly label: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a directive stands for, or a comparison whose direction does not hold. */
export type Resolved = Pick<Binding, 'text' | 'targets' | 'number' | 'free'> & { readonly wrong?: string };

type Resolve = (directive: Directive, registry: Registry) => Resolved;

/** Directives within a sentence, by name. */
export const textDirectives: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly resolve: Resolve }>
> = {
  value: {
    attributes: ['as', 'digits'],
    resolve: ({ label, attributes }, { catalog }) => {
      const entry = find(catalog.values, label, 'value', catalog.notRun);
      const { estimate, low, high } = entry.value;
      return {
        text: writeValue(entry.value, oneOf(attributes, 'as', valueFormats, 'value'), digitsOf(attributes)),
        targets: [{ kind: 'value', id: label, entry }],
        number: { estimate, ...(low === undefined || high === undefined ? {} : { low, high }) },
      };
    },
  },
  compare: {
    attributes: ['as', 'digits'],
    resolve: ({ label, attributes }, { catalog }) => {
      const names = label.trim().split(/\s+/);
      if (names.length !== 2)
        throw new UserError(
          `a comparison names two values with a space between them, and this names ${names.length}: "${label}"`,
        );
      const entries = names.map((name) => find(catalog.values, name, 'value', catalog.notRun));
      const [a, b] = entries;
      if (!a || !b) throw new Error('two names have two entries');
      const { text, holds, arithmetic } = compare(
        a.value,
        b.value,
        oneOf(attributes, 'as', comparisonFormats, 'times'),
        digitsOf(attributes),
      );
      return {
        text,
        targets: entries.map((entry): Target => ({ kind: 'value', id: entry.value.name, entry })),
        ...(holds ? {} : { wrong: `the values go the other way: ${arithmetic}` }),
      };
    },
  },
  method: {
    attributes: [],
    resolve: ({ label }, { catalog }) => {
      const entry = find(catalog.values, label, 'value', catalog.notRun);
      return { text: methodLine(entry), targets: [{ kind: 'value', id: label, entry }] };
    },
  },
  claim: {
    attributes: ['show', 'as', 'digits'],
    resolve: ({ label, attributes }, { claims }) => {
      const trace = find(new Map(claims.map((each) => [each.id, each])), label, 'claim');
      const text = {
        printed: () => trace.printed,
        recounted: () => recounted(trace, attributes),
        verdict: () => trace.verdict,
      }[oneOf(attributes, 'show', ['printed', 'recounted', 'verdict'] as const, 'printed')]();
      return { text, targets: [{ kind: 'claim', id: label, trace }] };
    },
  },
  claims: {
    attributes: ['verdict'],
    resolve: ({ label, attributes }, { claims }) => {
      const articles = [...new Set(claims.map(({ id }) => id.split('/')[0] ?? ''))];
      if (label !== 'all' && !articles.includes(label)) {
        throw new UserError(
          `there is no article "${label}".${didYouMean(label, articles)} There are: ${articles.join(', ')}, and all of them as "all"`,
        );
      }
      const verdict =
        'verdict' in attributes ? oneOf<Verdict>(attributes, 'verdict', verdicts, 'reproduced') : undefined;
      const counted = claims.filter(
        (claim) =>
          (label === 'all' || claim.id.startsWith(`${label}/`)) && (verdict === undefined || claim.verdict === verdict),
      );
      const says = `claims of ${label === 'all' ? 'all articles' : label}${verdict === undefined ? '' : ` with the verdict ${verdict}`}`;
      return {
        text: counted.length.toLocaleString('en'),
        targets: [
          { kind: 'claims', id: `claims-${label}${verdict === undefined ? '' : `-${verdict}`}`, says, of: label },
        ],
        number: { estimate: counted.length },
      };
    },
  },
  sensitivity: {
    attributes: ['show'],
    resolve: ({ label, attributes }, { sensitivities }) => {
      const entry = find(
        new Map(sensitivities.map((each) => [each.value.claim, each])),
        label,
        'sensitivity analysis of a claim',
      );
      const { survives, sameDirection, total } = entry.value;
      const count = { survives, direction: sameDirection, total }[
        oneOf(attributes, 'show', ['survives', 'direction', 'total'] as const, 'survives')
      ];
      return {
        text: attributes['show'] === 'total' ? decimal(total, 0) : `${decimal(count, 0)} of ${decimal(total, 0)}`,
        targets: [{ kind: 'sensitivity', id: label, entry }],
        number: { estimate: count },
      };
    },
  },
  free: {
    attributes: ['why'],
    resolve: ({ label, attributes }) => {
      const why = attributes['why']?.trim() ?? '';
      if (why === '')
        throw new UserError(
          `"${label}" is marked as free of any cell without a reason; write :free[${label}]{why="…"}`,
        );
      return { text: label, targets: [], free: why };
    },
  },
};

/** What a claim's cell computed, as the claim's kind asks, or as a percentage. @throws UserError where it is not one number */
function recounted({ id, computed, expectation }: Trace, attributes: Directive['attributes']): string {
  if (computed === null) throw new UserError(`claim "${id}" is untested; no cell recounts it`);
  if (oneOf(attributes, 'as', ['value', 'percent'] as const, 'value') === 'value')
    return formatComputed(computed, expectation);
  if (typeof computed !== 'number')
    throw new UserError(`claim "${id}" compares several values, which are not written as one percentage`);
  return `${decimal(computed * 100, digitsOf(attributes) ?? 1)}%`;
}

/** Directives that stand alone on a line. */
export const blockDirectives = ['figure', 'table'] as const;

/** The attribute's value, held against the ones that there are. */
function oneOf<Option extends string>(
  attributes: Directive['attributes'],
  name: string,
  options: readonly Option[],
  otherwise: Option,
): Option {
  const given = attributes[name];
  if (given === undefined) return otherwise;
  const option = options.find((each) => each === given);
  if (option !== undefined) return option;
  throw new UserError(`${name}=${given} is not known.${didYouMean(given, options)} There are: ${options.join(', ')}`);
}

function digitsOf(attributes: Directive['attributes']): number | undefined {
  const given = attributes['digits'];
  if (given === undefined) return undefined;
  if (/^(\d|1[0-2])$/.test(given)) return Number(given);
  throw new UserError(`digits=${given} is not a whole number from 0 to 12`);
}
