/** Only a text with so many digits in a row can hold a whole number that a JavaScript number does not. */
const manyDigits = /\d{16}/;

/**
 * Parses JSON as `JSON.parse` does, but keeps whole numbers beyond 2^53 exact, as a bigint: ids are often that long,
 * and two that differ in their last digit would become one.
 *
 * @throws SyntaxError for text that is not valid JSON
 *
 * @example
 * parseJson('{"id": 1848372615498276865}') // => { id: 1848372615498276865n }
 */
export function parseJson(text: string): unknown {
  if (!manyDigits.test(text)) return JSON.parse(text);
  const marked = markLongIntegers(text);
  return marked === text ? JSON.parse(text) : unmark(JSON.parse(marked));
}

/** A marked number is a text that begins with this, which is then written as an escape. */
const mark = '\u0000integer ';
const markInJson = JSON.stringify(mark).slice(1, -1);

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Writes whole numbers that are not exact as JavaScript numbers, and stand outside of texts, as marked texts. */
function markLongIntegers(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) {
      at = endOfString(text, at);
      continue;
    }
    if (!isDigit(unit)) continue;
    let end = at;
    while (isDigit(text.charCodeAt(end))) end += 1;
    const isWhole = !'.eE'.includes(text[end] || ' ') && !'.eE+'.includes(text[at - 1] ?? ' ');
    const start = text[at - 1] === '-' ? at - 1 : at;
    const isExponent = start < at && /[eE]/.test(text[start - 1] ?? '');
    if (isWhole && !isExponent && !Number.isSafeInteger(Number(text.slice(start, end)))) {
      pieces.push(text.slice(done, start), `"${markInJson}${text.slice(start, end)}"`);
      done = end;
    }
    at = end - 1;
  }
  return done === 0 ? text : pieces.join('') + text.slice(done);
}

/** Where a string of JSON closes, from its opening quote. */
function endOfString(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) return text.length;
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return close;
    at = close + 1;
  }
}

/**
 * Turns marked texts into bigints, in place. A list of what is left to do, since a value may be nested deeper than
 * the stack.
 */
function unmark(parsed: unknown): unknown {
  const asInteger = (value: unknown): unknown =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;
  const left: object[] = [];
  const visit = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) left.push(value);
    return asInteger(value);
  };
  const root = visit(parsed);
  for (let next = left.pop(); next; next = left.pop()) {
    const container = next as Record<string, unknown>;
    for (const key of Object.keys(container)) container[key] = visit(container[key]);
  }
  return root;
}
