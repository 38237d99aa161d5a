import type { Format } from './files.js';
import type { OnBytes } from './lines.js';
import { shown } from './project.js';
import type { RecordOrProblem } from './record.js';

/** Reads one file of a corpus, in its format. The parsers are heavy, and each is loaded only when it is needed. */
export async function* readRecords(files: Format, path: string, onBytes?: OnBytes): AsyncGenerator<RecordOrProblem> {
  switch (files.format) {
    case 'yaml-tarball': {
      const [{ readYamlParts }, { readTree }] = await Promise.all([import('./yaml-parts.js'), import('./tree.js')]);
      return yield* readYamlParts(await readTree(path, Object.values(files.parts)), files.parts, shown(path));
    }
    case 'jsonl':
      return yield* (await import('./jsonl.js')).readJsonl(path, onBytes);
    case 'csv':
      return yield* (await import('./csv.js')).readCsv(path, onBytes);
    case 'parquet':
      return yield* (await import('./parquet.js')).readParquet(path);
  }
}
