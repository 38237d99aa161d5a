import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Verdict } from '../claims/verdict.js';
import { UserError } from '../error.js';

/** The explanation that a claim gets: a new one, the one that it has, or none. */
export type NewExplanation = { readonly write: string } | 'keep' | 'drop';

/**
 * The text of a claims file in which a claim expects another verdict. Everything else in it, comments and line breaks
 * too, stays character for character.
 *
 * @param claim the claim's id within its article
 * @throws UserError where the file has no such claim with an `expected` of its own
 */
export function withVerdict(text: string, claim: string, verdict: Verdict, explanation: NewExplanation): string {
  const edits = [{ ...placeOf(text, claim, 'expected'), by: verdict as string }];
  const old = find(text, claim, 'explanation');
  if (explanation === 'drop' && old) edits.push({ ...wholeEntry(text, old), by: '' });
  if (typeof explanation === 'object') {
    const written = JSON.stringify(explanation.write);
    if (old) {
      const { start, end } = placeOf(text, claim, 'explanation');
      edits.push({ start, end, by: text.slice(start, end).endsWith('\n') ? `${written}\n` : written });
    } else edits.push(addition(text, claim, `explanation: ${written}`));
  }
  return edits
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((edited, { start, end, by }) => edited.slice(0, start) + by + edited.slice(end), text);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly map: YAMLMap;
  readonly pair: Pair;
}

/** A key of a claim, and the map that holds it. */
function find(text: string, claim: string, key: string): Entry | undefined {
  const claims = parseDocument(text).get('claims') as { items?: unknown[] } | undefined;
  const map = claims?.items?.find((each) => isMap(each) && each.get('id') === claim) as YAMLMap | undefined;
  const pair = map?.items.find((each) => isScalar(each.key) && each.key.value === key);
  return map && pair ? { map, pair } : undefined;
}

const rangeOf = (node: unknown): readonly [number, number, number] =>
  (node as { range?: [number, number, number] | null } | null)?.range ?? [0, 0, 0];

function placeOf(text: string, claim: string, key: string): Stretch {
  const entry = find(text, claim, key);
  if (!entry) throw new UserError(`claim "${claim}" has no "${key}" of its own in its file; write it there by hand`);
  const [start, end] = rangeOf(entry.pair.value);
  return { start, end };
}

/** Where one more key goes: behind the verdict between braces, else on the line below it. */
function addition(text: string, claim: string, entry: string): Stretch & { by: string } {
  const expected = find(text, claim, 'expected');
  const [, end] = rangeOf(expected?.pair.value);
  if (expected?.map.flow) return { start: end, end, by: `, ${entry}` };
  const newline = text.indexOf('\n', end);
  const at = newline === -1 ? text.length : newline;
  const [key] = rangeOf(expected?.pair.key);
  const indent = ' '.repeat(key - (text.lastIndexOf('\n', key - 1) + 1));
  return { start: at, end: at, by: `\n${indent}${entry}` };
}

/** A key with its value, and with the comma or the line that parts it from the others. */
function wholeEntry(text: string, { map, pair }: Entry): Stretch {
  const [start] = rangeOf(pair.key);
  const [, end] = rangeOf(pair.value);
  if (map.flow) {
    const before = text.slice(0, start);
    return { start: before.replace(/,\s*$/, '').length, end };
  }
  const newline = text.indexOf('\n', end - 1);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: newline === -1 ? text.length : newline + 1 };
}
