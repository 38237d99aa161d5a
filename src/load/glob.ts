import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';

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

/** The files and links below a folder, by name with forward slashes, sorted. */
export function filesBelow(folder: string): { readonly name: string; readonly isFile: boolean }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      name: join(entry.parentPath, entry.name)
        .slice(join(folder, '.').length + 1)
        .split(sep)
        .join('/'),
      isFile: entry.isFile(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
