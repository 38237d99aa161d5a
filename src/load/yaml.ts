import { CORE_SCHEMA, load } from 'js-yaml';
import type { z } from 'zod';
import { UserError } from '../error.js';
import { placingYaml } from './machine.js';
import { shown } from './project.js';
import { remembering } from './read.js';

/**
 * Reads a YAML file into the shape that a schema states.
 *
 * @throws UserError naming file, line, the place inside, the value found and what was expected:
 * the file's own syntax errors and everything the schema refuses, a line each.
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const read = readers.get(schema) ?? remembering((text, file) => parseYaml(text, file, schema));
  readers.set(schema, read);
  return read(path) as T; // what a schema's reader parsed by it
}

/** So many faults of a file are listed at once. */
const mostFaults = 20;

const readers = new WeakMap<z.ZodType, (path: string) => unknown>();

function parseYaml<T>(text: string, path: string, schema: z.ZodType<T>): T {
  const quick = readQuickly(text, schema);
  if (quick !== undefined) return quick;

  // something is wrong: read again, now with the places of everything, by a parser too slow to load for nothing
  const { LineCounter, parseDocument, isNode } = placingYaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax) throw new UserError(`${shown(path)}:${lines.linePos(syntax.pos[0]).line}: ${syntax.message}`);

  const value = valueOf(document, path);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;

  const faults = parsed.error.issues
    .map(mistake)
    .map(({ place, message }) => ({ line: lineOf(place), text: `${place.join('.') || 'the file'}: ${message}` }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => `${shown(path)}:${line}: ${text}`);
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more`] : [];
  throw new UserError([...faults.slice(0, mostFaults), ...more].join('\n'));

  /** The line of the innermost part of `place` that stands in the file. */
  function lineOf(place: readonly string[]): number {
    for (let depth = place.length; depth >= 0; depth -= 1) {
      const keys = place.slice(0, depth).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const node: unknown = depth === 0 ? document.contents : document.getIn(keys, true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

/** @throws UserError for aliases (`*name`) that would grow without end */
function valueOf(document: { toJS(): unknown }, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new UserError(`${shown(path)}: its aliases cannot be followed: ${(cause as Error).message}`, { cause });
  }
}

/** What a file says when all is well, by the faster of the two parsers, which knows no places. */
function readQuickly<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(load(text, { schema: CORE_SCHEMA })).data;
  } catch {
    return undefined;
  }
}

/** Where a schema refuses a value, and why, in words for whoever wrote it. */
export function mistake(refused: z.core.$ZodIssue): { readonly place: readonly string[]; readonly message: string } {
  const issue = nearestBranch(refused);
  const place = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const [key = '', ...others] = issue.keys;
    return {
      place: [...place, key],
      message: `there is no such key here${others.length > 0 ? `, nor ${others.join(', ')}` : ''}`,
    };
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return { place, message: `it is missing; expected ${issue.expected}` };
  return { place, message: issue.message };
}

/** Of a union that nothing fits, the mistake in the form that fits best: "Invalid input" would say nothing. */
function nearestBranch(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const branches: readonly z.core.$ZodIssue[][] = issue.errors;
  const [best] = branches.toSorted((a, b) => a.length - b.length);
  // a key that nobody knows tells more than the one that is missing because of it
  const inner = best?.find(({ code }) => code === 'unrecognized_keys') ?? best?.[0];
  return inner ? nearestBranch({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}
