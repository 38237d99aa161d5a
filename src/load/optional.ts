import { UserError } from '../error.js';

/** Packages that few need: readers of a kind of file, asked for by name when it is read. */
type OptionalPackage = '@duckdb/node-api' | 'node-sqlite3-wasm' | 'postgres' | 'read-excel-file';

/**
 * Imports a package that is not installed with Recount.
 *
 * @param what what it is for: `Excel files are`
 * @throws UserError with the command that installs it, when it is not here
 */
export async function optional<T>(name: OptionalPackage, what: string, module: string = name): Promise<T> {
  try {
    return (await import(module)) as T;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new UserError(`${what} read by the package ${name}, which is not installed here: npm install ${name}`, {
      cause,
    });
  }
}
