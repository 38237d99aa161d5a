import type { Sensitivity } from '../claims/sensitivity.js';
import { type Verdict, verdicts } from '../claims/verdict.js';
import { decimal, valueFormats, writeValue } from '../claims/write-value.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import type { FromCell } from '../trace/audits.js';
import { type Catalog, find } from '../trace/catalog.js';
import type { Trace } from '../trace/trace.js';
import { digitsOf, oneOf } from './attributes.js';
import type { Binding, Target } from './binding.js';
import { cellDirective } from './cell-directive.js';
import { claimDirective } from './claim-directive.js';
import { compare, comparisonFormats } from './comparison.js';
import type { Conventions } from './conventions.js';
import { citeDirective, quotedDirective } from './literature-directives.js';
import { methodLine } from './method-line.js';
import type { Citation } from './references.js';

/** What directives may refer to. */
export interface Registry {
  readonly catalog: Catalog;
  readonly claims: readonly Trace[];
  /** How headlines fare under other choices. */
  readonly sensitivities: readonly FromCell<Sensitivity>[];
  readonly conventions?: Conventions;
  /** The literature that the draft may cite. */
  readonly citations?: readonly Citation[];
}

/** A directive as written: `:name[label]{attributes}`. */
export interface Directive {
  readonly name: string;
  readonly label: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a directive stands for, or a comparison whose direction does not hold. */
export type Resolved = Pick<Binding, 'text' | 'targets' | 'number' | 'free'> & { readonly wrong?: string };

export type Resolve = (directive: Directive, registry: Registry) => Resolved;

/** A directive within a sentence: the attributes that it takes, and what it becomes. */
export interface TextDirectiveRule {
  readonly attributes: readonly string[];
  readonly resolve: Resolve;
}

const value: TextDirectiveRule = {
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
};

const comparison: TextDirectiveRule = {
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
};

const method: TextDirectiveRule = {
  attributes: [],
  resolve: ({ label }, { catalog }) => {
    const entry = find(catalog.values, label, 'value', catalog.notRun);
    return { text: methodLine(entry), targets: [{ kind: 'value', id: label, entry }] };
  },
};

/** How many claims there are, of one article or of all, with one verdict or any. */
const claimCount: TextDirectiveRule = {
  attributes: ['verdict'],
  resolve: ({ label, attributes }, { claims }) => {
    const articles = [...new Set(claims.map(({ id }) => id.split('/')[0] ?? ''))];
    if (label !== 'all' && !articles.includes(label)) {
      const list = `There are: ${articles.join(', ')}, and all of them as "all"`;
      throw new UserError(`there is no article "${label}".${didYouMean(label, articles)} ${list}`);
    }
    const verdict = 'verdict' in attributes ? oneOf<Verdict>(attributes, 'verdict', verdicts, 'reproduced') : undefined;
    const counted = claims.filter(
      (claim) =>
        (label === 'all' || claim.id.startsWith(`${label}/`)) && (verdict === undefined || claim.verdict === verdict),
    );
    const whose = label === 'all' ? 'all articles' : label;
    const says = `claims of ${whose}${verdict === undefined ? '' : ` with the verdict ${verdict}`}`;
    const id = `claims-${label}${verdict === undefined ? '' : `-${verdict.replaceAll(' ', '-')}`}`;
    return {
      text: counted.length.toLocaleString('en'),
      targets: [{ kind: 'claims', id, says, of: label }],
      number: { estimate: counted.length },
    };
  },
};

const sensitivity: TextDirectiveRule = {
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
};

const free: TextDirectiveRule = {
  attributes: ['why'],
  resolve: ({ label, attributes }) => {
    const why = attributes['why']?.trim() ?? '';
    if (why === '')
      throw new UserError(`"${label}" is marked as free of any cell without a reason; write :free[${label}]{why="…"}`);
    return { text: label, targets: [], free: why };
  },
};

/** Directives within a sentence, by name. */
export const textDirectives: Readonly<Record<string, TextDirectiveRule>> = {
  value,
  compare: comparison,
  method,
  claim: claimDirective,
  claims: claimCount,
  cell: cellDirective,
  sensitivity,
  cite: citeDirective,
  quoted: quotedDirective,
  free,
};

/** Directives that stand alone on a line. */
export const blockDirectives = ['figure', 'table'] as const;
