import picomatch from 'picomatch';
import { existsSync, filesBelow, join, sep } from './machine.js';

/** Whether a name, with forward slashes, fits a pattern such as `jobs/structured/*.yaml`. */
export const fits = (pattern: string): ((name: string) => boolean) => picomatch(pattern);

/** What a path or pattern stands for on disk, sorted; empty when nothing is there. */
export function expand(pattern: string): string[] {
  if (existsSync(pattern)) return [pattern];
  const { base, glob } = picomatch.scan(pattern.split(sep).join('/'));
  if (glob === '' || !existsSync(base || '.')) return [];
  const matches = fits(glob);
  return filesBelow(base || '.')
    .filter(({ name }) => matches(name))
    .map(({ name }) => join(base, name));
}
