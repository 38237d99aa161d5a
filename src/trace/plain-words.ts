import { asSaid } from '../claims/as-said.js';
import type { Computed } from '../claims/expectation.js';
import { formatComputed, formatMeasure } from '../claims/format.js';
import type { Trace } from './trace.js';

/** A headline has at most so many words. */
export const headlineWords = 15;

/**
 * What a claim says, in words that a person would say: the statement without its exact reading, at most fifteen words.
 *
 * @param most how many words, 15 by default
 * @example
 * headlineOf('RAG leads; read as its mentions less those of the next') // => "RAG leads"
 */
export function headlineOf(statement: string, most = headlineWords): string {
  const [clause = statement] = statement.split(/;\s|,\sread as\s/);
  const steps: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replaceAll(/\s*\([^)]*\)/g, ''),
    (text) =>
      text
        .replaceAll(/\b(AI|ML) Engineer (?:postings|titles)\b/g, '$1 engineers')
        .replaceAll(/\bData Scientist postings\b/g, 'data scientists')
        .replaceAll(/, (?:which|each|by|over|read|field guide)\b[^,]*(?:,|$)/g, ''),
    (text) => withShortMiddle(text, most),
    (text) => (wordCount(text.replace(/,[^,]*$/, '')) >= shortest ? text.replace(/,[^,]*$/, '') : text),
  ];
  let text = clause;
  for (const step of steps) {
    text = step(text).replaceAll(/\s+/g, ' ').trim();
    if (wordCount(text) <= most) return text;
  }
  return `${text.split(' ').slice(0, most).join(' ')}…`;
}

/** What is left of a clause should still say something. */
const shortest = 8;

const wordCount = (text: string): number => text.split(/\s+/).length;

/** "… more often than ML engineers" says the most: it stays, and what stands before it is cut. */
function withShortMiddle(text: string, most: number): string {
  const at = text.search(/\b(?:more|less) (?:often|likely|common) than\b|\b(?:larger|smaller) share\b/);
  if (at === -1) return text;
  const tail = text.slice(at).split(' ');
  const room = most - tail.length;
  return room < 3
    ? text
    : `${text.slice(0, at).split(' ').slice(0, room).join(' ').replace(/,$/, '')}… ${tail.join(' ')}`;
}

/** What a recounted value is, as far as the claim's statement tells. */
type Unit = 'share' | 'points' | 'ratio' | 'other';

/**
 * A recounted value as people say it: `−22.8 points` for a difference of shares, `21.6%` for a share, `1.77×` for a
 * ratio. What a statement leaves open stays as it was computed.
 */
export function plainRecounted(
  trace: Pick<Trace, 'computed' | 'expectation' | 'statement' | 'kind'> &
    Partial<Pick<Trace, 'replications' | 'recounted'>>,
): string {
  if (trace.replications !== undefined && trace.replications.length > 0) return trace.recounted ?? '–';
  const { computed, expectation } = trace;
  if (computed === null) return '–';
  const unit = unitOf(trace);
  if (unit === 'other') return formatComputed(computed, expectation);
  const measure = unit === 'points' ? 'difference' : unit;
  if (typeof computed === 'number') return formatMeasure(computed, measure);
  return Object.entries(computed)
    .map(([name, value]) => `${name} ${formatMeasure(value, measure)}`)
    .join(', ');
}

/**
 * Another value of a claim, as it is on other postings or with another parameter, as people say it: a share as a
 * percentage also where a vague word is printed, the rest as the print would have it.
 *
 * @example
 * const trace = { expectation: { kind: 'compares', all: false, operator: '>', bound: 0.5 }, printed: 'mostly support' }
 * plainValue(0.5972, { ...trace, statement: 'the share of support', kind: 'share' }) // => '59.7%'
 */
export function plainValue(
  value: Computed,
  trace: Pick<Trace, 'expectation' | 'statement' | 'kind' | 'printed'>,
): string {
  const there = { ...trace, computed: value, replications: [] };
  return unitOf(there) === 'other' ? asSaid(value, trace.expectation, trace.printed) : plainRecounted(there);
}

function unitOf({ computed, expectation, statement, kind }: Parameters<typeof plainRecounted>[0]): Unit {
  if (expectation.kind === 'rounds') return 'other'; // it is written as it was printed
  const values = typeof computed === 'number' ? [computed] : Object.values(computed ?? {});
  const isFraction = values.every((value) => Math.abs(value) <= 1);
  const isSigned = /\bless (?:that|those|each|the|AI|ML)\b/.test(statement) && /\b(?:shares?|gaps?)\b/.test(statement);
  if (isSigned && isFraction) return 'points';
  if (/\bp below\b|\bchi-square\b|\bp-value\b/.test(statement)) return 'other';
  const ofSome = /\b(?:half|one in \w+|shares?|most|at least \d+%|\d+% of)\b/i.test(statement);
  if (isFraction && (kind === 'share' || (expectation.kind === 'compares' && isPart(expectation.bound) && ofSome)))
    return 'share';
  if (isFraction && /\bread as the share\b/.test(statement)) return 'share';
  if (isFraction && expectation.kind === 'within' && isPart(expectation.high) && ofSome) return 'share';
  if (isFraction && expectation.kind === 'ordered' && /\bshares?\b|\bmore often\b/.test(statement)) return 'share';
  const ofTwo = /\bratio\b|\b(?:times|twice) as (?:common|often|many)\b|\bover (?:that|those) of\b|\bEngineer over\b/;
  if (kind === 'ratio' || ofTwo.test(statement)) return 'ratio';
  return 'other';
}

const isPart = (bound: number): boolean => bound > 0 && bound < 1;
