import { CORE_SCHEMA, load as parseFast } from 'js-yaml';
import { LineCounter, parseDocument } from 'yaml';
import type { YamlTarball } from '../files.js';
import { fits } from '../glob.js';
import type { Problem } from '../problem.js';
import type { Tree } from '../tree.js';
import type { RecordOrProblem } from './record.js';

/**
 * Puts postings together from the YAML files of a tree: files of one name in different parts are one posting,
 * in the order of the names. A posting needs its first part; any other that is missing or broken is a problem, and the
 * posting stands without it.
 */
export function* readYamlParts(tree: Tree, parts: YamlTarball['parts'], archive: string): Generator<RecordOrProblem> {
  const [main = ''] = Object.keys(parts);
  const postings = new Map<string, Map<string, string>>(); // id, then part, then file
  for (const [part, pattern] of Object.entries(parts)) {
    const fit = fits(pattern);
    for (const file of tree.keys()) {
      if (!fit(file)) continue;
      const id = idOf(file);
      const known = postings.get(id);
      postings.set(id, (known ?? new Map<string, string>()).set(part, file));
    }
  }
  if (postings.size === 0) {
    yield {
      problem: { file: archive, reason: `it holds no file ${Object.values(parts).join(' or ')}`, lost: 'posting' },
    };
  }
  for (const [id, files] of [...postings].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const mainFile = files.get(main);
    if (mainFile === undefined) {
      for (const file of files.values()) {
        yield {
          problem: {
            file,
            reason: `there is no file of this name in ${parts[main]}, so it belongs to no posting`,
            lost: 'posting',
          },
        };
      }
      continue;
    }
    const values: Record<string, object> = {};
    for (const [part, pattern] of Object.entries(parts)) {
      const lost = part === main ? 'posting' : 'fields';
      const file = files.get(part);
      const parsed = file === undefined ? missing(mainFile, pattern) : parse(file, tree.get(file) ?? new Uint8Array());
      if ('values' in parsed) values[part] = parsed.values;
      else yield { problem: { ...parsed, lost } };
    }
    if (values[main]) yield { record: { id, values, written: 'typed', place: { file: mainFile } } };
  }
}

/** A file's name without folder and ending: what the parts of a posting share. */
const idOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');

type Unread = Omit<Problem, 'lost'>;

const missing = (file: string, pattern: string): Unread => ({
  file,
  reason: `there is no file of this name in ${pattern}`,
});

function parse(file: string, bytes: Uint8Array): { readonly values: object } | Unread {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { file, reason: 'not valid UTF-8' };
  }
  if (text.trim() === '') return { file, reason: 'the file is empty' };
  try {
    // the core schema of YAML 1.2 leaves days and "no" as the words that they are
    const values: unknown = parseFast(text, { schema: CORE_SCHEMA });
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return { values };
    return { file, line: 1, reason: 'expected keys and values at the top of the file' };
  } catch (error) {
    return { file, ...diagnosis(text, error) };
  }
}

/** js-yaml reads three times as fast, but reports a mistake where it stumbles; `yaml` reports it where it begins. */
function diagnosis(text: string, error: unknown): { readonly line?: number; readonly reason: string } {
  const fast = { reason: `not valid YAML: ${(error as Error).message.split('\n')[0]}` };
  if (error instanceof RangeError) return { reason: 'its values are nested too deep' };
  const lines = new LineCounter();
  const [first] = parseDocument(text, { lineCounter: lines, prettyErrors: false }).errors;
  return first ? { line: lines.linePos(first.pos[0]).line, reason: `not valid YAML: ${first.message}` } : fast;
}
