import type { Node } from 'mdast';
import type { PlaceInText } from '../text/place.js';

/** The line and column at which a node of a draft's tree begins. */
export const placeOf = ({ position }: Node): PlaceInText => ({
  line: position?.start.line ?? 1,
  column: position?.start.column ?? 1,
});

/** A node as it is written in the draft's text. */
export const sourceOf = ({ position }: Node, text: string): string =>
  text.slice(position?.start.offset, position?.end.offset);
