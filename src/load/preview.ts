/** Values below this depth show as `…`: a cyclic value, or one that grows without end, is never walked through. */
const deepest = 4;

/**
 * A value as JSON shows it, cut to a length, for messages. Its cost is bounded by that length, whatever the value is:
 * nested thousands of levels deep, cyclic, or one that JSON cannot write.
 *
 * @example
 * preview({ skills: ['RAG', 2n] }) // => '{"skills":["RAG",2]}'
 * preview('x'.repeat(1000), 5) // => '"xxxx'
 */
export function preview(value: unknown, length = 60): string {
  let text = '';
  const isFull = (): boolean => text.length >= length;
  const add = (each: unknown, depth: number): void => {
    if (isFull()) return;
    if (typeof each === 'string') text += JSON.stringify(each.slice(0, length));
    else if (each instanceof Date) text += Number.isNaN(each.getTime()) ? 'an invalid date' : each.toISOString();
    else if (typeof each !== 'object' || each === null) text += String(each);
    else if (depth === deepest) text += Array.isArray(each) ? '[…]' : '{…}';
    else if (Array.isArray(each)) list('[', each.slice(0, length), (item) => add(item, depth + 1), ']');
    else
      list(
        '{',
        Object.keys(each).slice(0, length),
        (key) => {
          text += `${JSON.stringify(key.slice(0, length))}:`;
          add((each as Readonly<Record<string, unknown>>)[key], depth + 1);
        },
        '}',
      );
  };
  const list = <T>(open: string, items: readonly T[], addItem: (item: T) => void, close: string): void => {
    text += open;
    for (const [i, item] of items.entries()) {
      if (isFull()) return;
      if (i > 0) text += ',';
      addItem(item);
    }
    text += close;
  };
  add(value, 0);
  return text.slice(0, length);
}
