import { existsSync, join } from './machine.js';

/** The folder with the answers of other postings, while a notebook is rerun on them. */
const folder = (): string | undefined => process.env['RECOUNT_RERUN'] || undefined;

/** Whether a notebook is rerun on other postings. */
export const inRerun = (): boolean => folder() !== undefined;

/** The file with the answers of other postings in place of a corpus; undefined where the corpus answers itself. */
export function answersElsewhere({ id }: { readonly id: string }): string | undefined {
  const file = join(folder() ?? '', `${id}.json`);
  return inRerun() && existsSync(file) ? file : undefined;
}
