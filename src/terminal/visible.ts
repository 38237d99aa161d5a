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

/** JSON, indented, in which also the control characters that JSON itself lets through are escaped: it reads back the same. */
export const json = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped);
