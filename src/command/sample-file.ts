import { parse } from 'yaml';
import { z } from 'zod';
import { type Draw, drawSchema } from '../claims/tally.js';
import { UserError } from '../error.js';
import type { DrawnMatch, DrawnPosting } from '../tag/sample.js';

/** What a person makes of a match: right, wrong, or not judged. */
export type Mark = 'y' | 'n' | '?';
const marks = ['y', 'n', '?'] as const;

/** A match of a sample file, with its mark. */
export interface MarkedMatch {
  readonly number: number;
  readonly mark: Mark;
  readonly phrase: string;
}

/** A sample file as it was read. */
export interface MarkedSample {
  readonly draw: Draw;
  readonly matches: readonly MarkedMatch[];
}

const rule = '---';

/** The phrase of a posting in which none was found. */
const noPhrase = '(none)';

/**
 * A sample as a plain file: what it was drawn from, then a block a match: the mark, its number, the phrase and the
 * posting; below, indented, the match in its context between ⟦ and ⟧, or the whole text where nothing matched.
 */
export function formatSample(
  draw: Draw,
  drawn: readonly (DrawnMatch | DrawnPosting)[],
  filled = '?'.repeat(drawn.length),
): string {
  const head = Object.entries(draw).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const blocks = drawn.map((each, i) => {
    const [phrase, text] =
      'text' in each ? [noPhrase, each.text] : [each.phrase, `${each.left}⟦${each.match}⟧${each.right}`];
    const context = fold(text).map((line) => `    ${line}`);
    const { field, posting } = each;
    return [`${filled[i] ?? '?'} ${i + 1}  ${JSON.stringify(phrase)}  ${field} of ${posting}`, ...context].join('\n');
  });
  const isWithout = draw.unmatched !== undefined;
  return `${[
    `# ${isWithout ? 'Postings without a match' : 'Matches in context'}, for a person to mark. ` +
      'This file holds text of postings: keep it out of git.',
    isWithout
      ? '# Put y in place of ? where the posting means what the concept is for all the same, n where it does not.'
      : '# Put y in place of ? where the match means what the concept is for, n where it does not.',
    '# A ? that stays counts neither way. Then: npx recount precision <this file>',
    ...head,
    rule,
    '',
    blocks.join('\n\n'),
  ].join('\n')}\n`;
}

/** Breaks a text at spaces into lines of at most 92 characters. */
function fold(text: string): string[] {
  const lines = [''];
  for (const word of text.trim().split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && last.length + 1 + word.length > 92) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/**
 * Reads a sample file with its marks.
 *
 * @throws UserError that lists every bad mark with its line, and every match that is missing or stands twice
 */
export function parseSample(text: string, file: string): MarkedSample {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf(rule);
  if (end === -1)
    throw new UserError(
      `${file} is no sample: it has no line "${rule}" between what it was drawn from and the matches`,
    );
  const draw = parseHead(lines.slice(0, end).join('\n'), file);

  const matches: MarkedMatch[] = [];
  const mistakes: string[] = [];
  lines.forEach((line, i) => {
    if (i <= end || line.trim() === '' || /^\s/.test(line)) return;
    const at = `line ${i + 1}`;
    const [, mark = '', number = '', quoted = ''] = /^(\S*)\s+(\d+) {2}("(?:[^"\\]|\\.)*") {2}/.exec(line) ?? [];
    const known = marks.find((each) => each === mark.toLowerCase());
    if (number === '') mistakes.push(`${at}: "${line.slice(0, 30)}" is no match: a mark, its number, the phrase`);
    else if (!known) mistakes.push(`${at}: match ${number} is marked "${mark}"; a mark is y, n or ?`);
    else if (matches.some((match) => match.number === Number(number)))
      mistakes.push(`${at}: match ${number} stands twice`);
    else matches.push({ mark: known, number: Number(number), phrase: JSON.parse(quoted) as string });
  });
  // a match whose mark is bad is on the list already
  const named = new Set([
    ...matches.map(({ number }) => number),
    ...mistakes.flatMap((mistake) => Number(/match (\d+)/.exec(mistake)?.[1] ?? NaN)),
  ]);
  for (let number = 1; number <= draw.drawn; number += 1)
    if (!named.has(number)) mistakes.push(`match ${number} is missing`);
  for (const { number } of matches)
    if (number < 1 || number > draw.drawn) mistakes.push(`match ${number} was never drawn; there are ${draw.drawn}`);
  if (mistakes.length > 0) throw new UserError(`${file} cannot be counted:\n  ${mistakes.join('\n  ')}`);
  return { draw, matches: matches.sort((a, b) => a.number - b.number) };
}

function parseHead(text: string, file: string): Draw {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new UserError(`${file} is no sample: ${(cause as Error).message.split('\n')[0] ?? ''}`, { cause });
  }
  const parsed = drawSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError(`${file} is no sample: ${z.prettifyError(parsed.error).split('\n')[0] ?? ''}`);
}
