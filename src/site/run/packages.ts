import { loadScript } from './load-script.js';

/*
 * What cells on a page may import. The worker has most of it; danfo.js, with the tensors and the mathematics that it
 * brings, is loaded when a cell imports it.
 */

const inWorker: readonly string[] = ['recount', 'arquero', 'jstat'];
const danfo = 'danfojs-node';

/** A cell as a notebook has it, or as its reader changed it. */
export interface Cell {
  readonly id: string;
  readonly source: string;
}

const importsOf = (cells: readonly Cell[]): string[] => [
  ...new Set(cells.flatMap(({ source }) => [...source.matchAll(/\bfrom '([^']+)'/g)].map(([, name = '']) => name))),
];

/** The packages that cells import and a page does not have. */
export const notInPage = (cells: readonly Cell[]): string[] =>
  importsOf(cells).filter((name) => name !== danfo && !inWorker.includes(name));

/** The code of the packages that cells import beside those that the worker has, by name. */
export async function codeOfPackages(cells: readonly Cell[], root: string): Promise<Readonly<Record<string, string>>> {
  if (!importsOf(cells).includes(danfo)) return {};
  const given = globalThis as { recountDanfo?: string };
  if (given.recountDanfo === undefined) await loadScript(root, 'run-danfo.js');
  return { [danfo]: given.recountDanfo ?? '' };
}
