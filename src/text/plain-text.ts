import type { ReadText } from './audited-text.js';
import { lineStarts, placeAt } from './place.js';

/** A text whose places are its own. */
export function plainText(text: string): ReadText {
  const starts = lineStarts(text);
  return { text, placeOf: (offset) => placeAt(starts, offset) };
}
