import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../error.js';

/**
 * Makes a folder for temporary files that nobody else may read (mode 0700). @throws UserError where TMPDIR is no folder
 */
export function temporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`no temporary folder can be made in ${tmpdir()} (${code}); set TMPDIR to a folder of yours`, {
      cause,
    });
  }
}
