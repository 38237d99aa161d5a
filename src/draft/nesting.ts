import { UserError } from '../error.js';

/** How deep quotes, lists and directives may stand in each other; prose needs four or five. */
const deepest = 100;

/** The marks of quotes and list items with which a line begins. */
const marks = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/;
const oneMark = />|[-+*]|\d+[.)]/g;

/**
 * Refuses a draft with quotes, lists or directives nested deeper than any prose: the time that the parser takes grows
 * with the square of the depth, and its stack is limited.
 *
 * @throws UserError with the line
 */
export function refuseDeepNesting(text: string, file: string): void {
  let open = 0;
  for (const [i, line] of text.split('\n').entries()) {
    if (/^[ \t]*:{3,}[A-Za-z]/.test(line)) open += 1;
    else if (/^[ \t]*:{3,}[ \t]*$/.test(line)) open = Math.max(0, open - 1);
    const begun = marks.exec(line)?.[0].match(oneMark)?.length ?? 0;
    const indented = (/^[ \t]*/.exec(line)?.[0].length ?? 0) / 2;
    if (Math.max(open, begun) <= deepest && (indented <= deepest || begun === 0)) continue;
    throw new UserError(`${file}:${i + 1}: quotes, lists or directives are nested more than ${deepest} deep`);
  }
}
