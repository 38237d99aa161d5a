/** Classes of characters: each letter without case and accent, digits, white space, two signs; 0 for all others. */
const [DIGIT, SPACE, HYPHEN, POINT, CLASSES] = [27, 28, 29, 30, 31];

const classOf = new Uint8Array(0x10000);
/** Behind these come letters of other scripts. */
const LATIN = 0x250;
for (let code = 0; code < LATIN; code += 1) {
  const [char = ''] = String.fromCharCode(code).normalize('NFD').toLowerCase();
  if (/[a-z]/.test(char)) classOf[code] = char.charCodeAt(0) - 96;
  else if (/\d/.test(char)) classOf[code] = DIGIT;
  else classOf[code] = char === '-' ? HYPHEN : char === '.' ? POINT : 0;
}
for (const space of '\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff') classOf[space.charCodeAt(0)] = SPACE;
for (let code = 0x2000; code <= 0x200a; code += 1) classOf[code] = SPACE;

/**
 * Calls `at` with each offset of a text at which a phrase begins, also in the midst of a word, by the order of their
 * ends, until it returns true; says whether it did.
 */
export type PhraseFinder = (text: string, at: (start: number) => boolean) => boolean;

/**
 * A function from a text to the places where it says one of many phrases. One look at each character tells, however
 * many phrases there are.
 *
 * Source: A. V. Aho and M. J. Corasick, Efficient string matching, Communications of the ACM 18 (1975) 333–340.
 *
 * @param phrases in the letters a to z, `0` for any digit, a space for any white space, `-` and `.`
 * @example
 * const found = []
 * phraseFinder(['half', 'a third'])('Half of them, a third of us', (start) => !found.push(start))
 * found // => [0, 14]
 */
export function phraseFinder(phrases: readonly string[]): PhraseFinder {
  // a state for each beginning of a phrase; a text that leaves one goes on with the longest ending that begins another
  const moves: number[] = new Array<number>(CLASSES).fill(0);
  const ending: number[][] = [[]];
  for (const phrase of phrases) {
    let state = 0;
    for (let i = 0; i < phrase.length; i += 1) {
      const move = state * CLASSES + (classOf[phrase.charCodeAt(i)] ?? 0);
      if (moves[move] === 0) {
        moves[move] = ending.length;
        ending.push([]);
        for (let j = 0; j < CLASSES; j += 1) moves.push(0);
      }
      state = moves[move] ?? 0;
    }
    ending[state]?.push(phrase.length);
  }
  const fallback = new Int32Array(ending.length);
  const states = [0];
  for (const state of states)
    for (let one = 0; one < CLASSES; one += 1) {
      const move = state * CLASSES + one;
      const otherwise = state === 0 ? 0 : (moves[(fallback[state] ?? 0) * CLASSES + one] ?? 0);
      const to = moves[move] ?? 0;
      if (to === 0) moves[move] = otherwise;
      else {
        fallback[to] = otherwise;
        ending[to]?.push(...(ending[otherwise] ?? []));
        states.push(to);
      }
    }
  // a move leads to the row of a state, which is negative where a phrase ends
  const table = Int32Array.from(moves, (to) => (ending[to]?.length === 0 ? to : -to) * CLASSES);
  return (text, at) => {
    let row = 0;
    for (let i = 0; i < text.length; i += 1) {
      row = table[row + (classOf[text.charCodeAt(i)] ?? 0)] ?? 0;
      if (row >= 0) continue;
      row = -row;
      for (const length of ending[row / CLASSES] ?? []) if (at(i + 1 - length)) return true;
    }
    return false;
  };
}
