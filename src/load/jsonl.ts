import { brokenOff, type Line, lines, type OnBytes } from './lines.js';
import { parseJson } from './parse-json.js';
import { shown } from './project.js';
import type { RecordOrProblem } from './record.js';

/**
 * Reads JSONL: one JSON object on each line. A line that holds anything else is a problem, and reading goes on with the
 * next line. Blank lines are skipped.
 */
export async function* readJsonl(path: string, onBytes?: OnBytes): AsyncGenerator<RecordOrProblem> {
  let last = 0;
  let row = 0;
  try {
    for await (const line of lines(path, onBytes)) {
      last = line.number;
      if ('text' in line && line.text.trim() === '') continue;
      row += 1;
      yield read(shown(path), line, row);
    }
  } catch (error) {
    yield { problem: brokenOff(path, last, error) };
    return;
  }
  if (row === 0) yield { problem: { file: shown(path), reason: 'the file is empty', lost: 'posting' } };
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

/** Parses a line as a JSON object, or says why it is not one. */
export function objectOf(line: string): { readonly values: object } | { readonly reason: string } {
  try {
    const values = parseJson(line);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return { values };
    return { reason: `expected a JSON object, got ${line.trim().slice(0, 40)}` };
  } catch (error) {
    // the engine's message quotes the text, which may be a megabyte
    return { reason: `not valid JSON: ${(error as Error).message.slice(0, 120)}` };
  }
}
