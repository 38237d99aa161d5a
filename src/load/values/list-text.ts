/**
 * The items of a list that is written as text, by Python (`['RAG', "agents"]`, also a tuple or a set), JSON, NumPy
 * (`['RAG' 'agents']`) or R (`c("RAG", "agents")`); undefined for a text that is not such a list. `None` and `null` are
 * left out.
 *
 * @example
 * itemsOfText("['c', 'python', None]") // => ['c', 'python']
 * itemsOfText('["R&D", "it\'s"]') // => ['R&D', "it's"]
 * itemsOfText('[sic] a text') // => undefined
 */
export function itemsOfText(text: string): string[] | undefined {
  const inside = /^\s*(?:\[([^]*)\]|\(([^]*)\)|\{([^]*)\}|c\(([^]*)\))\s*$/
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
  if (inside === undefined) return undefined;
  const items: string[] = [];
  const item = /\s*(?:'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|(None|null|nan)|(-?\d+(?:\.\d+)?))\s*(,|$)?/y;
  while (item.lastIndex < inside.length) {
    const found = item.exec(inside);
    if (!found) return inside.trim() === '' && items.length === 0 ? [] : undefined;
    const [, single, double, , number] = found;
    const quoted = single ?? double;
    if (quoted !== undefined) items.push(unescaped(quoted));
    else if (number !== undefined) items.push(number);
  }
  return items;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([^]))/gi,
    (_, x?: string, u?: string, U?: string, other = '') => {
      const code = x ?? u ?? U;
      return code === undefined ? (escapes[other] ?? other) : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
