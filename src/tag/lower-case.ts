/**
 * A text in lower case, code point by code point, so that every offset stays what it was.
 *
 * JavaScript's own `toLowerCase` makes two characters of `İ`, and of a final `Σ` another letter than of the
 * others. Lucene and Java map each code point alone: `İ` to `i`, `Σ` to `σ`. `ß` stays `ß` and is not `ss`.
 */
export function lowerCase(text: string): string {
  const isPlain = !text.includes('İ') && !text.includes('Σ');
  return (isPlain ? text : text.replaceAll('İ', 'i').replaceAll('Σ', 'σ')).toLowerCase();
}
