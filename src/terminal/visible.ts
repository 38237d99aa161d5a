/**
 * Characters that a terminal obeys instead of showing: control characters, which move the cursor, clear the screen or
 * rename the window, and those that turn the direction of text.
 */
const obeyed = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text of a posting as a terminal may show it: on one line, with what it would obey written out, `\u001b`. */
export const visible = (text: string): string =>
  text.replace(obeyed, (character) => short[character] ?? escaped(character));

/** A message of several lines, ours but for the names and values in it, with the same written out. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n');

const escapeLetThrough = (text: string): string => text.replace(letThrough, escaped);
/** The characters of `obeyed` that JSON does not escape by itself. */
const letThrough = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** JSON, indented, with all control characters escaped; it reads back the same. */
export const json = (value: unknown): string => escapeLetThrough(JSON.stringify(value, null, 2));

/** A list as JSON, an item a line, escaped as {@link json} does. */
export const jsonList = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : escapeLetThrough(`[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`);
