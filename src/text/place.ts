/** Where something stands in a text: line and column from 1, columns in UTF-16 units as editors count them. */
export interface PlaceInText {
  readonly line: number;
  readonly column: number;
}

/** The offset at which each line of a text begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last of these ascending numbers that is at most `wanted`; 0 when all are larger. */
export function lastUpTo(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? Infinity) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The line and column of an offset. */
export function placeAt(starts: readonly number[], offset: number): PlaceInText {
  const line = lastUpTo(starts, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}
