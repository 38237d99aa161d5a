import { readManifest } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { pullCorpus } from '../load/pull.js';
import { megabytes, progressLine } from '../terminal/progress-line.js';
import { json as asJson } from '../terminal/visible.js';

/** Brings the rows of a corpus here, and says where they are. */
export async function pullData(
  named: string,
  { from, json }: { readonly from?: string; readonly json?: true },
): Promise<string> {
  const manifest = readManifest(named);
  const progress = progressLine((_, here: number, total: number | undefined) => {
    const of = total === undefined ? '' : ` of ${megabytes(total)}`;
    return `pulling ${manifest.id}  ${megabytes(here)}${of}`;
  });
  const options = { ...(from === undefined ? {} : { from }), onBytes: progress.show };
  const pulled = await pullCorpus(manifest, options).finally(progress.clear);
  if (json) return asJson({ corpus: manifest.id, ...pulled, path: shown(pulled.path) });
  const came = pulled.came === 'now' ? 'pulled' : 'already here';
  return `${manifest.id}: ${came}, ${shown(pulled.path)}, ${pulled.digest}, as the manifest pins`;
}
