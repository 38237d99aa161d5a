import { z } from 'zod';
import type { Diagnostic } from '../audit/diagnostic.js';
import { diagnosticKinds } from '../audit/diagnostic.js';
import { readYaml } from '../load/yaml.js';

/** What stands for a reason in a new baseline. */
const MISSING = 'to be said';

const schema = z.strictObject({
  version: z.literal(1),
  accepted: z.array(
    z.strictObject({
      file: z.string().min(1),
      kind: z.enum(diagnosticKinds),
      text: z.string().min(1),
      reason: z
        .string()
        .min(1)
        .refine((reason) => reason !== MISSING, { error: `say why it is accepted, in place of "${MISSING}"` }),
    }),
  ),
});

/** A finding that somebody accepted, and why. */
export type Accepted = z.infer<typeof schema>['accepted'][number];

/**
 * Reads a baseline: the findings that are accepted, each with its reason.
 *
 * @throws UserError when the file is missing, breaks a rule, or leaves a reason out
 */
export const readBaseline = (path: string): readonly Accepted[] => readYaml(path, schema).accepted;

/** The entry that accepts a finding: the same file, kind and words. */
export const acceptedBy = (
  accepted: readonly Accepted[],
  path: string,
  { kind, text }: Pick<Diagnostic, 'kind' | 'text'>,
): Accepted | undefined => accepted.find((one) => samePath(one.file, path) && one.kind === kind && one.text === text);

const samePath = (a: string, b: string): boolean => a.replace(/^\.\//, '') === b.replace(/^\.\//, '');

/** A baseline of these findings, whose reasons somebody has to write. */
export function newBaseline(found: readonly { readonly path: string; readonly diagnostic: Diagnostic }[]): string {
  const entries = found.map(({ path, diagnostic: { kind, text, arithmetic } }) =>
    [
      `  # ${arithmetic.replace(/\s+/g, ' ')}`,
      `  - file: ${JSON.stringify(path)}`,
      `    kind: ${kind}`,
      `    text: ${JSON.stringify(text)}`,
      `    reason: ${MISSING}`,
    ].join('\n'),
  );
  return `version: 1\naccepted:${entries.length === 0 ? ' []' : `\n${entries.join('\n')}`}\n`;
}
