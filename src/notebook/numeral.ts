/**
 * Numbers of a notebook's metadata that JavaScript would write otherwise than they stand in the file: integers beyond
 * 2^53, `1.0`, `1e5`. They are kept as they stand, as strings with a mark that no other string has.
 */
const mark = '\u0000number ';
const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The JSON text with marked strings in place of numbers that `write` would not give back as they stand. */
export const markNumerals = (json: string, write: (value: number) => string): string =>
  json.replace(stringOrNumber, (token) =>
    token.startsWith('"') || write(Number(token)) === token ? token : JSON.stringify(mark + token),
  );

/** How a marked number stands in the file; undefined for any other string. */
export function numeralOf(text: string): string | undefined {
  const kept = text.startsWith(mark) ? text.slice(mark.length) : '';
  return numeral.test(kept) ? kept : undefined;
}
