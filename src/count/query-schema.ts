import { z } from 'zod';
import { matchModes } from '../tag/match-mode.js';
import { periods } from './period.js';
import { type Filter, itemWords, type Query } from './query.js';

const names = z.array(z.string());
const bound = z.union([z.number(), z.string()]).exactOptional();
const range = z
  .strictObject({ field: z.string(), from: bound, above: bound, to: bound, below: bound })
  .refine((each) => Object.keys(each).length > 1, {
    error: 'expected an end of the range: from, above, to or below',
    abort: true,
  });
/** The shape of a condition. */
export const filterSchema: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ field: z.string(), is: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    z.strictObject({ field: z.string(), oneOf: names }),
    z.strictObject({
      field: z.string(),
      contains: names,
      case: z.enum(['exact', 'ignore']),
      times: z.int().positive().exactOptional(),
    }),
    range,
    z.strictObject({ mentions: z.string(), in: z.string().exactOptional() }),
    z.strictObject({ all: z.array(filterSchema) }),
    z.strictObject({ any: z.array(filterSchema) }),
    z.strictObject({ not: filterSchema }),
    z.strictObject({ atLeast: z.int().positive(), of: z.array(filterSchema) }),
    z.strictObject({ moreOf: z.array(filterSchema), than: z.array(filterSchema) }),
  ]),
);
const named = { as: z.string() };
const words = z.enum(itemWords);

/** The shape of a query that comes from a file or a command line. */
export const querySchema: z.ZodType<Query> = z.strictObject({
  where: filterSchema.exactOptional(),
  by: z.array(
    z.union([
      z.string(),
      z.strictObject({ ...named, items: z.string(), first: z.record(z.string(), names) }),
      z.strictObject({ ...named, forms: z.string(), of: names }),
      z.strictObject({ ...named, standing: z.string(), in: z.string(), words, of: names.exactOptional() }),
      z.strictObject({ ...named, size: z.string() }),
      z.strictObject({ ...named, size: z.string(), in: z.string(), words }),
      z.strictObject({ ...named, day: z.string(), per: z.enum(periods) }),
      z.strictObject({ ...named, holding: z.record(z.string(), filterSchema) }),
      z.strictObject({ ...named, first: z.record(z.string(), filterSchema) }),
    ]),
  ),
  concepts: names.exactOptional(),
  match: z.enum(matchModes).exactOptional(),
  lexicon: z.string().exactOptional(),
  columns: z.record(z.string(), filterSchema).exactOptional(),
  pairs: z.string().exactOptional(),
  distinct: z.string().exactOptional(),
  mentions: z.literal(true).exactOptional(),
  top: z.int().positive().exactOptional(),
});
