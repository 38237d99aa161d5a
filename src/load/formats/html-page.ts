import { Parser } from 'htmlparser2';
import { asUtf8 } from './encoding.js';
import { brokenOff, type Reading } from './lines.js';
import { microdataItems } from './microdata.js';
import { parseJson } from './parse-json.js';
import type { RecordOrProblem } from './record.js';
import type { Source } from './source.js';

/**
 * Reads the job postings that a web page describes (schema.org `JobPosting`): in JSON-LD, alone, in a list or in a
 * graph; where it has none, in microdata, since pages that have both say the same twice. A page is read whole.
 */
export async function* readHtmlPage(
  source: Source,
  { encoding, onBytes }: Reading = {},
): AsyncGenerator<RecordOrProblem> {
  const pieces: Buffer[] = [];
  let broken: RecordOrProblem | undefined;
  try {
    for await (const piece of asUtf8(source.open(onBytes), encoding)) pieces.push(piece);
  } catch (error) {
    broken = { problem: brokenOff(source.name, 0, error) };
  }
  const file = source.name;
  let row = 0;
  const html = Buffer.concat(pieces).toString();
  for (const { text, line } of scriptsIn(html)) {
    let parsed: unknown;
    try {
      parsed = parseJson(text);
    } catch (error) {
      const reason = `its JSON-LD is not valid JSON: ${(error as Error).message.slice(0, 120)}`;
      yield { problem: { file, line, reason, lost: 'posting', atMost: Number.POSITIVE_INFINITY } };
      continue;
    }
    for (const values of postingsIn(parsed, 0)) {
      row += 1;
      yield { record: { id: `${row}`, values, written: 'typed', place: { file, line } } };
    }
  }
  if (row === 0)
    for (const { item, line } of microdataItems(html, 'JobPosting')) {
      row += 1;
      yield { record: { id: `${row}`, values: item, written: 'typed', place: { file, line } } };
    }
  if (broken) yield broken;
  else if (row === 0) {
    const reason =
      'the page describes no JobPosting, neither in JSON-LD (<script type="application/ld+json">) nor in microdata ' +
      '(itemtype="https://schema.org/JobPosting")';
    yield { problem: { file, reason, lost: 'posting' } };
  }
}

/** The JSON-LD scripts of a page, each with the line on which it begins. */
function scriptsIn(html: string): { readonly text: string; readonly line: number }[] {
  const scripts: { text: string; line: number }[] = [];
  let isInside = false;
  const parser = new Parser({
    onopentag: (name, { type = '' }) => {
      isInside = name === 'script' && /^\s*application\/ld\+json/i.test(type);
      if (isInside) scripts.push({ text: '', line: html.slice(0, parser.startIndex).split('\n').length });
    },
    ontext: (text) => {
      const script = scripts.at(-1);
      if (isInside && script) script.text += text;
    },
    onclosetag: () => void (isInside = false),
  });
  parser.end(html);
  return scripts;
}

/** The job postings in parsed JSON-LD. */
function* postingsIn(value: unknown, depth: number): Generator<object> {
  if (depth > 6 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) yield* postingsIn(each, depth + 1);
    return;
  }
  const node = value as Readonly<Record<string, unknown>>;
  if ([node['@type']].flat().some((type) => /(?:^|[/:#])JobPosting$/.test(String(type)))) {
    yield node;
    return;
  }
  for (const key of ['@graph', 'itemListElement', 'item', 'mainEntity']) yield* postingsIn(node[key], depth + 1);
}
