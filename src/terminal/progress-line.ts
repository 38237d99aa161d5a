import { paint } from './paint.js';
import { printable } from './print.js';

/** Bytes as people write them. */
export const megabytes = (bytes: number): string =>
  bytes < 1e6
    ? `${(bytes / 1e3).toFixed(1)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(0)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;

const eraseLine = '\r\x1b[K';

/** The last line of a terminal, rewritten in place; a pipe or file gets nothing. */
export const lastLine = {
  show(text: string): void {
    const { stderr } = process;
    if (!stderr.isTTY) return;
    const line = `  … ${text}`.slice(0, (stderr.columns || 80) - 1);
    stderr.write(`${eraseLine}${printable(paint('dim', line.replaceAll('\n', ' ')), stderr)}`);
  },
  clear(): void {
    if (process.stderr.isTTY) process.stderr.write(eraseLine);
  },
};

/** On a terminal, a line that is rewritten in place. */
interface ProgressLine<Done extends readonly unknown[]> {
  readonly show: (...done: Done) => void;
  readonly clear: () => void;
}

/** A line for what is done; `describe` makes its text, also from the seconds since it began. */
export function progressLine<Done extends readonly unknown[]>(
  describe: (seconds: number, ...done: Done) => string,
): ProgressLine<Done> {
  const began = process.uptime(); // `performance` is a module of its own, which takes longer to load than this file
  let last = began;
  let isShown = false;
  const show = (...done: Done): void => {
    const now = process.uptime();
    if (now - last < 0.2) return;
    last = now;
    isShown = true;
    lastLine.show(describe(now - began, ...done));
  };
  const clear = (): void => {
    if (isShown) lastLine.clear();
    isShown = false;
  };
  return { show, clear };
}

/** How far through so many bytes, how fast, how long still. */
export const bytesProgress = (): ProgressLine<[done: number, of: number]> =>
  progressLine((seconds, done, of) => {
    const rate = done / seconds;
    const left = timeLeft((of - done) / rate);
    return (
      `${((100 * done) / of).toFixed(0)}%  ${megabytes(done)} of ${megabytes(of)}  ` +
      `${megabytes(rate)}/s  ${left} left`
    );
  });

/** How much of what is pulled is here. */
export const pullProgress = (what: string): ProgressLine<[here: number, total: number | undefined]> =>
  progressLine((_, here, total) => {
    const of = total === undefined ? '' : ` of ${megabytes(total)}`;
    return `pulling ${what}  ${megabytes(here)}${of}`;
  });

/** Seconds as people say them, rounded up. */
export const timeLeft = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
