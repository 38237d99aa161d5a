import { brokenOff, type Line, lines, type Reading } from './lines.js';
import { parseJson } from './parse-json.js';
import type { RecordOrProblem } from './record.js';
import type { Source } from './source.js';

/**
 * Reads JSONL: one JSON object on each line. A line that holds anything else is a problem, and reading goes on with the
 * next line. Blank lines are skipped.
 */
export async function* readJsonl(source: Source, reading?: Reading): AsyncGenerator<RecordOrProblem> {
  let last = 0;
  let row = 0;
  try {
    for await (const line of lines(source, reading)) {
      last = line.number;
      if ('text' in line && line.text.trim() === '') continue;
      row += 1;
      yield read(source.name, line, row);
    }
  } catch (error) {
    yield { problem: brokenOff(source.name, last, error) };
    return;
  }
  if (row === 0) yield { problem: { file: source.name, reason: 'the file is empty', lost: 'posting' } };
}

function read(file: string, line: Line, row: number): RecordOrProblem {
  const place = { file, line: line.number };
  const problem = (reason: string): RecordOrProblem => ({ problem: { ...place, reason, lost: 'posting' } });
  if ('unread' in line) return problem(line.unread);
  const read = objectOf(line.text);
  return 'values' in read
    ? { record: { id: String(row), values: read.values, written: 'typed', place } }
    : problem(read.reason);
}

/** Parses a text as a JSON object, or says why it is not one. */
export function objectOf(text: string): { readonly values: object } | { readonly reason: string } {
  try {
    const values = parseJson(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return { values };
    return { reason: `expected a JSON object, got ${text.trim().slice(0, 40)}` };
  } catch (error) {
    // the engine's message quotes the text, which may be a megabyte
    return { reason: `not valid JSON: ${(error as Error).message.slice(0, 120)}` };
  }
}
