/**
 * An object with properties that are made when they are first looked at.
 *
 * @example
 * lazily({ a: 1 }, { b: () => 2 }).b // => 2
 */
export function lazily<T extends object, Made extends object>(
  object: T,
  made: { readonly [Name in keyof Made]: () => Made[Name] },
): T & Made {
  for (const name of Object.keys(made) as (keyof Made)[]) {
    const get = (): Made[typeof name] => {
      const value = made[name]();
      Object.defineProperty(object, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(object, name, { get, enumerable: true, configurable: true });
  }
  return object as T & Made;
}
