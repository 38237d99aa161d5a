import type { ClaimKind } from '../claims/article.js';
import { parsePrinted } from '../claims/expectation.js';
import type { ReadText } from './audit/text.js';
import { numbersIn, type NumberInText, type NumberKind } from './numbers.js';

/** What a text prints, as the entries of a claims file that are still to be filled in. */
export interface ClaimsFrom {
  readonly claims: number;
  readonly notClaims: number;
  /** The `claims:` and `not_claims:` of the file. */
  readonly yaml: string;
}

const claimKind: Partial<Record<NumberKind, ClaimKind>> = {
  share: 'share', points: 'effect', money: 'count', ratio: 'ratio', fraction: 'share', 'p-value': 'p-value', count: 'count', measure: 'count', vague: 'comparison',
};
const noClaim: Partial<Record<NumberKind, string>> = {
  date: 'a date', ordinal: 'a place in an order', name: 'part of a name, an address or a label',
};

/**
 * Which claims does a text print? Every number in it becomes an entry: a claim that is untested until somebody says in
 * their own words what it states, or, for dates, names and places in an order, a number that claims nothing.
 * No sentence of the text is taken over.
 */
export function claimsFrom({ text, placeOf }: ReadText): ClaimsFrom {
  const numbers = numbersIn(text, placeOf).map((number) => ({ ...number, printed: number.printed.replace(/\s+/g, ' ').trim() }));
  const claims = numbers.filter(({ kind }) => noClaim[kind] === undefined);
  const notClaims = numbers.filter(({ kind }) => noClaim[kind] !== undefined);
  const uses = new Map<string, number>();
  const idOf = ({ kind, line }: NumberInText): string => {
    const id = `line-${line}-${kind}`;
    const use = (uses.get(id) ?? 0) + 1;
    uses.set(id, use);
    return use === 1 ? id : `${id}-${use}`;
  };
  const lines = [
    claims.length > 0 ? 'claims:' : 'claims: []',
    ...claims.flatMap((number) => [
      `  - id: ${idOf(number)}`,
      `    line: ${number.line}`,
      `    printed: ${JSON.stringify(number.printed)}`,
      '    section: text',
      `    kind: ${kindOf(number)}`,
      '    statement: to be written',
      ...meansOf(number).map((means) => `    means: ${means}`),
      '    expected: untested',
      '    explanation: not looked at yet',
    ]),
    '',
    '# Printed numbers that claim nothing:',
    notClaims.length > 0 ? 'not_claims:' : 'not_claims: []',
    ...notClaims.map(({ line, printed, kind }) => `  - { line: ${line}, printed: ${JSON.stringify(printed)}, reason: ${JSON.stringify(noClaim[kind])} }`),
  ];
  return { claims: claims.length, notClaims: notClaims.length, yaml: `${lines.join('\n')}\n` };
}

const kindOf = ({ kind, bound, values }: NumberInText): ClaimKind =>
  values.length > 1 ? 'range' : bound !== 'exactly' && bound !== 'about' && kind !== 'p-value' ? 'bound' : (claimKind[kind] ?? 'count');

/** What a cell's value must be, where that is more than to round to the printed digits. */
function meansOf({ printed, form, kind, bound, values }: NumberInText): string[] {
  // a share is a fraction of 1 in a cell
  const inCell = (value: number): number => Number((kind === 'share' || kind === 'points' ? value / 100 : value).toPrecision(12));
  const within = (low: number, high: number): string => `in ${inCell(low)}..${inCell(high)}`;
  const [first, second] = values;
  if (first === undefined) return [`"> 0.5"   # is this what "${printed}" says here?`];
  if (second !== undefined) return [`"${within(Math.min(first.value, second.value), Math.max(first.value, second.value))}"   # of several values: "all in …"`];
  const roughly = `"${within(first.value * 0.9, first.value * 1.1)}"   # read as within a tenth`;
  switch (bound) {
    case 'about': return [roughly];
    case 'below': return [`"< ${inCell(first.value)}"`];
    case 'at most': return [`"<= ${inCell(first.value)}"`];
    case 'above': return [`"> ${inCell(first.value)}"`];
    case 'at least': return [`">= ${inCell(first.value)}"`];
    case 'exactly':
      if (form === 'words' && kind === 'count') return [`"= ${inCell(first.value)}"`];
      if (form === 'words' || kind === 'fraction') return [roughly];
      return isPlain(printed) ? [] : [`"${within(first.value - first.step / 2, first.value + first.step / 2)}"   # what rounds to it`];
  }
}

function isPlain(printed: string): boolean {
  try {
    parsePrinted(printed);
    return true;
  } catch {
    return false;
  }
}
