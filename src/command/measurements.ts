import { pathToFileURL } from 'node:url';
import { inPackage } from '../load/project.js';

/** What the measurements, which are no part of the package, export. */
interface Bench {
  readonly bench: (options: object) => Promise<boolean>;
}

/** Runs the measurements. @returns whether all who count the same agree */
export async function measureAll(options: object): Promise<boolean> {
  const { bench } = (await import(pathToFileURL(inPackage('test', 'bench', 'bench.mjs')).href)) as Bench;
  return bench(options);
}
