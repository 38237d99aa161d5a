import { existsSync } from 'node:fs';
import { z } from 'zod';
import { inProject } from '../load/project.js';
import { readYaml } from '../load/yaml.js';

/** Words with a number that stand for no result in any draft of the project, each with the reason. */
export type Conventions = Readonly<Record<string, string>>;

const schema = z.record(z.string().min(1), z.string().min(3, 'expected the reason why these words need no cell'));

/**
 * The conventions of the project, from `data/conventions.yaml`: `top 10: how such lists are called`.
 *
 * @throws UserError for a file of another shape, or words without a reason
 */
export function readConventions(): Conventions {
  const path = inProject('data', 'conventions.yaml');
  return existsSync(path) ? readYaml(path, schema) : {};
}

/** The reason why a stretch of a text needs no cell: it stands within words that a convention names. */
export function conventionAt(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  conventions: Conventions,
): string | undefined {
  const lower = text.toLowerCase();
  for (const [words, reason] of Object.entries(conventions)) {
    const wanted = words.toLowerCase();
    for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + 1)) {
      const stop = at + wanted.length;
      const whole = !/[\p{L}\p{N}]/u.test(lower[at - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(lower[stop] ?? ' ');
      if (whole && at <= start && stop >= end) return reason;
    }
  }
  return undefined;
}
