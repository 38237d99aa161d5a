import { existsSync } from 'node:fs';
import type { ClaimKind } from '../claims/article.js';
import { parsePrinted } from '../claims/expectation.js';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import { headsOf } from '../text/heads.js';
import { listsIn } from '../text/lists.js';
import type { NumberInText, NumberKind } from '../text/number-in-text.js';
import { numbersIn } from '../text/numbers.js';
import { roughly, roundedFrom } from '../text/printed-number.js';
import { readArticleText } from '../text/read.js';
import { tablesIn } from '../text/tables.js';

/** The end of a claims file, made of the numbers in a text, and how many of them are claims. */
export interface FoundClaims {
  readonly yaml: string;
  readonly claims: number;
  readonly others: number;
}

const kinds: Readonly<Partial<Record<NumberKind, ClaimKind>>> = {
  share: 'share',
  points: 'effect',
  money: 'count',
  ratio: 'ratio',
  fraction: 'share',
  'p-value': 'p-value',
  count: 'count',
  measure: 'count',
};

/** Why a number of another kind is not proposed as a claim. */
const reasons: Readonly<Partial<Record<NumberKind, string>>> = {
  vague: 'words that name no number; a claim, if they can be read as one',
  ordinal: 'a place in an order',
  date: 'a date or time',
  name: 'part of a name or label',
};

/**
 * Turns the numbers that a text prints into entries for a claims file: where each stands and what its print asks
 * for. What it says is left for a person to write, and none is recounted.
 *
 * @throws UserError when the file is missing, or holds no text or no number
 */
export async function claimsFromText(path: string): Promise<FoundClaims> {
  if (!existsSync(path)) throw new UserError(`there is no file ${shown(path)}`);
  const { text, placeOf } = await readArticleText(path);
  const numbers = numbersIn(text, placeOf);
  if (numbers.length === 0) throw new UserError(`${shown(path)} prints no number`);
  const tables = tablesIn(text, numbers);
  const heads = headsOf(tables, listsIn(text, numbers, tables));
  const ids = new Set<string>();
  const claims: string[] = [];
  const others: string[] = [];
  const onLine = new Map<number, number>();
  for (const number of numbers) {
    const { line, printed, kind } = number;
    const claimKind = kinds[kind];
    if (claimKind === undefined || number.values.length === 0) {
      others.push(
        `  - { line: ${line}, printed: ${JSON.stringify(printed)}, ` +
          `reason: ${JSON.stringify(reasons[kind] ?? reasons.vague)} }`,
      );
      continue;
    }
    const nth = (onLine.get(line) ?? 0) + 1;
    onLine.set(line, nth);
    const named = heads.get(number.start) ?? [];
    const id = freeId(idOf(named) ?? `line-${line}-${nth}`, ids);
    const means = meansOf(number);
    claims.push(
      [
        `  - id: ${id}`,
        `line: ${line}`,
        `printed: ${JSON.stringify(printed)}`,
        'section: to be named',
        `kind: ${claimKind}`,
        `statement: ${
          named.length > 0 ? JSON.stringify(`${named.join(', ')}: to be said in words of our own`) : unsaid
        }`,
        ...(means === undefined ? [] : [`means: ${JSON.stringify(means)}   # as the print reads`]),
        'expected: untested',
        'explanation: Not recounted yet',
      ].join('\n    '),
    );
  }
  const list = (name: string, entries: readonly string[]): string =>
    entries.length === 0 ? '' : `${name}:\n${entries.join('\n')}\n`;
  const yaml =
    '# In printed order. Give each a name and say what it claims, ' +
    `or move it to the numbers that claim nothing.\n${list('claims', claims)}${list('not_claims', others)}`;
  return { yaml, claims: claims.length, others: others.length };
}

const unsaid = 'To be said in words of our own';

/** An id that says what the heads of a row and a column say; undefined where they have no letters that an id takes. */
function idOf(heads: readonly string[]): string | undefined {
  const words = heads
    .join(' ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g);
  return words?.slice(0, 8).join('-');
}

/** The id, with a number behind it where another claim has it already. */
function freeId(id: string, taken: Set<string>): string {
  let free = id;
  for (let n = 2; taken.has(free); n += 1) free = `${id}-${n}`;
  taken.add(free);
  return free;
}

/** What a print asks of the value where it is more than a plain number; undefined where the digits say it all. */
function meansOf({ printed, kind, bound, values }: NumberInText): string | undefined {
  const inUnit = (value: number): number => Number((kind === 'share' ? value / 100 : value).toPrecision(12));
  const [first, second] = values;
  if (!first) return undefined;
  if (second) return `in ${inUnit(first.value)}..${inUnit(second.value)}`;
  const sign = (
    { below: '<', 'at most': '<=', above: '>', 'at least': '>=', exactly: undefined, about: undefined } as const
  )[bound];
  if (sign !== undefined) return `${sign} ${inUnit(first.value)}`;
  if (bound === 'about') {
    const { low, high } = roundedFrom(roughly(first));
    return `in ${inUnit(low)}..${inUnit(high)}`;
  }
  if (isPlain(printed)) return undefined;
  if (kind === 'count' && first.step === 1) return `= ${first.value}`;
  const { low, high } = roundedFrom(first); // "12.4 million", "doubled": as near as their last digit says
  return `in ${inUnit(low)}..${inUnit(high)}`;
}

function isPlain(printed: string): boolean {
  try {
    parsePrinted(printed);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
