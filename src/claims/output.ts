import type { z } from 'zod';
import { UserError } from '../error.js';

/** The newest version of what cells leave in their outputs that this Recount reads; an output without one is of 1. */
const outputVersion = 1;

/**
 * Reads what a cell left in its output.
 *
 * @param where the notebook and cell, as an error names them
 * @param what what it is, as an error names it: `replication`
 * @throws UserError that names the place and what is wrong
 */
export function parseOutput<T>(schema: z.ZodType<T>, output: unknown, where: string, what: string): T {
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${where} holds no ${what} that can be read: ${issue?.path.join('.')}: ${issue?.message}; run the notebook again`,
  );
}

/**
 * Refuses outputs that a newer Recount left: what they say may mean something else by then.
 *
 * @param data a cell's output in all its forms, by MIME type
 * @throws UserError that names the place and both versions
 */
export function checkOutputVersion(data: Readonly<Record<string, unknown>>, where: string): void {
  for (const [type, output] of Object.entries(data)) {
    const version = /^application\/vnd\.recount\./.test(type)
      ? (output as { version?: unknown } | null)?.version
      : undefined;
    if (version === undefined || version === outputVersion) continue;
    throw new UserError(
      `${where}: its output ${type} is of version ${JSON.stringify(version)}, and this Recount reads up to version ` +
        `${outputVersion}; update Recount, or run the notebook again`,
    );
  }
}
