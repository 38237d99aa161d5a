import { paint } from './terminal.js';

/** Bytes as people write them. */
export const megabytes = (bytes: number): string =>
  bytes < 1e6
    ? `${(bytes / 1e3).toFixed(1)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(0)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;

/** On a terminal, a line that is rewritten in place. */
interface ProgressLine<Done extends readonly unknown[]> {
  readonly show: (...done: Done) => void;
  readonly clear: () => void;
}

/** A line for what is done; `describe` makes its text, also from the seconds since it began. */
export function rewrittenLine<Done extends readonly unknown[]>(
  describe: (seconds: number, ...done: Done) => string,
): ProgressLine<Done> {
  const { stderr } = process;
  const began = performance.now();
  let last = began;
  let isShown = false;
  const show = (...done: Done): void => {
    const now = performance.now();
    if (!stderr.isTTY || now - last < 200) return;
    last = now;
    isShown = true;
    const line = `  … ${describe((now - began) / 1000, ...done)}`;
    stderr.write(`\r\x1b[K${paint('dim', line.slice(0, (stderr.columns || 80) - 1), stderr)}`);
  };
  const clear = (): void => {
    if (isShown) stderr.write('\r\x1b[K');
    isShown = false;
  };
  return { show, clear };
}

/** How far through so many bytes, how fast, how long still. */
export const progressLine = (): ProgressLine<[done: number, of: number]> =>
  rewrittenLine((seconds, done, of) => {
    const rate = done / seconds;
    return `${((100 * done) / of).toFixed(0)}%  ${megabytes(done)} of ${megabytes(of)}  ${megabytes(rate)}/s  ${timeLeft((of - done) / rate)} left`;
  });

export const timeLeft = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
