/** A step of a path: into a key, into every item of a list, into one by its place, or into the first with a value. */
type Step =
  | { readonly key: string }
  | { readonly each: true }
  | { readonly index: number }
  | { readonly name: string; readonly is: string };

/** So many values of one record are looked at: a list of lists of lists may have any number. */
const mostValues = 10_000;

const known = new Map<string, readonly Step[]>();

/**
 * The value at a path in a record; undefined when there is none.
 *
 * `position.title` leads into objects, and may also be a key as it stands. `jobLocation[].address.city` leads into each
 * item of a list, and gives a list; where a single value stands in place of a list, it is the only item. `tags[0]` is
 * the first item, `tags[-1]` the last. `metadata[name=Location].value` is found in a list of names and values. A name
 * with a space before its bracket, `Salary [EUR]`, is a key as it stands.
 *
 * @example
 * const posting = { places: [{ city: 'Berlin' }, { city: 'Ulm' }], facts: [{ name: 'Team', value: 'Data' }] }
 * at(posting, 'places[].city') // => ['Berlin', 'Ulm']
 * at(posting, 'places[0].city') // => 'Berlin'
 * at(posting, 'facts[name=Team].value') // => 'Data'
 */
export function at(values: object, path: string): unknown {
  if (Object.hasOwn(values, path)) return (values as Readonly<Record<string, unknown>>)[path];
  if (isName(path)) return undefined;
  if (path.includes('[')) return along(values, stepsOf(path));
  const dot = path.indexOf('.');
  if (dot === -1 || !Object.hasOwn(values, path.slice(0, dot))) return undefined;
  const inner = (values as Readonly<Record<string, unknown>>)[path.slice(0, dot)];
  return typeof inner === 'object' && inner !== null ? at(inner, path.slice(dot + 1)) : undefined;
}

/** Whether a path is but a name in whose words brackets stand, as in a table's column "Salary [EUR]". */
const isName = (path: string): boolean => path.includes(' [');

/** Whether a path leads into each item of a list, so that it gives a list. */
export const givesList = (path: string): boolean => path.includes('[]');

/** The key at the outermost level in which the value at a path stands. */
export const outerKey = (path: string): string => (isName(path) ? path : (path.split(/[.[]/, 1)[0] ?? path));

function stepsOf(path: string): readonly Step[] {
  const before = known.get(path);
  if (before) return before;
  const steps = [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([all, inside]): Step => {
    if (inside === undefined) return { key: all };
    if (inside === '') return { each: true };
    const equals = inside.indexOf('=');
    return equals === -1 ? { index: Number(inside) } : { name: inside.slice(0, equals), is: inside.slice(equals + 1) };
  });
  known.set(path, steps);
  return steps;
}

/** Why a path cannot be followed, if so. */
export function mistakeInPath(path: string): string | undefined {
  for (const step of path.includes('[') && !isName(path) ? stepsOf(path) : [])
    if ('index' in step && !Number.isInteger(step.index))
      return `expected [], a place such as [0], or a condition such as [name=Location], in "${path}"`;
  return undefined;
}

function along(values: object, steps: readonly Step[]): unknown {
  let found: unknown[] = [values];
  let isMany = false;
  for (const step of steps) {
    if ('each' in step) isMany = true;
    found = found.flatMap((value) => next(value, step)).slice(0, mostValues);
  }
  if (!isMany) return found[0];
  return found.length === 0 && next(values, steps[0] as Step).length === 0 ? undefined : found;
}

/** The values that a step leads to: none, one, or those of a list. */
function next(value: unknown, step: Step): unknown[] {
  if (value === undefined || value === null) return [];
  if ('key' in step) {
    const isThere = typeof value === 'object' && Object.hasOwn(value, step.key);
    return isThere ? [(value as Readonly<Record<string, unknown>>)[step.key]] : [];
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if ('each' in step) return items.filter((item) => item !== null && item !== undefined);
  if ('index' in step) return items.slice(step.index).slice(0, 1);
  const named = items.find(
    (item) =>
      typeof item === 'object' &&
      item !== null &&
      String((item as Readonly<Record<string, unknown>>)[step.name]) === step.is,
  );
  return named === undefined ? [] : [named];
}
