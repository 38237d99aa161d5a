import { paint } from './terminal.js';

/** Bytes as people write them. */
export const megabytes = (bytes: number): string => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(2)} GB`);

/** On a terminal, a line that is rewritten in place: how far, how fast, how long still. */
export function progressLine(): { readonly show: (done: number, of: number) => void; readonly clear: () => void } {
  const { stderr } = process;
  const began = performance.now();
  let last = began;
  let isShown = false;
  const show = (done: number, of: number): void => {
    const now = performance.now();
    if (!stderr.isTTY || now - last < 200) return;
    last = now;
    isShown = true;
    const rate = done / ((now - began) / 1000);
    const line = `  … ${((100 * done) / of).toFixed(0)}%  ${megabytes(done)} of ${megabytes(of)}  ${megabytes(rate)}/s  ${timeLeft((of - done) / rate)} left`;
    stderr.write(`\r\x1b[K${paint('dim', line.slice(0, (stderr.columns || 80) - 1), stderr)}`);
  };
  const clear = (): void => {
    if (isShown) stderr.write('\r\x1b[K');
    isShown = false;
  };
  return { show, clear };
}

export const timeLeft = (seconds: number): string => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);
