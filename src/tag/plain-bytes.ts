/**
 * Where a text may not be searched as its bytes are, since a reader sees another: it holds mark-up, or characters that
 * `readable` changes. The scan leaves a line with either to the exact path. To be unsure is enough here. Mark-up is an
 * element (`<`, and a letter, `/` or `!`) or an entity (`&`, a letter or `#`, and `;` soon): `markupAt` in
 * `wasm/markup.ts` finds where either may begin.
 */

/**
 * The code points that `readable` changes in a way that matters to phrases; other spaces part tokens anyway. The scan
 * looks for their first bytes (`holdsSpecial` in `wasm/special.ts`).
 */
export const specialPoints: readonly (readonly [first: number, last: number])[] = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x202f, 0x202f],
  [0x2060, 0x2060],
  [0x3099, 0x309a],
  [0xfb00, 0xfb06],
  [0xfeff, 0xfeff],
  [0xff01, 0xff9f],
];
