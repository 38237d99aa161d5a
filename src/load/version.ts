import { z } from 'zod';

/**
 * Gives a file format a version of its own: the key `version` at the top of the file, 1 when it is omitted.
 *
 * A file of a newer version is refused for its version alone: what else it says may mean something else by then.
 * The key is read here and does not reach the schema.
 *
 * @param format what the file is, as an error names it: `claims file`
 * @param newest the newest version that the schema reads
 * @param schema the file without its version
 */
export const versioned = <T>(format: string, newest: number, schema: z.ZodType<T>): z.ZodType<T> =>
  z
    .looseObject({ version: versionUpTo(format, newest) })
    .transform(withoutVersion)
    .pipe(schema);

const versionUpTo = (format: string, newest: number) =>
  z
    .int('expected the number of a version: 1')
    .min(1, 'expected the number of a version: 1')
    .refine((version) => version <= newest, {
      error: ({ input }) =>
        `this ${format} is of version ${input}, and this Recount reads up to version ${newest}; update Recount`,
    })
    .exactOptional();

const withoutVersion = ({ version, ...rest }: { readonly version?: number }): unknown => rest;
