import { type BroughtHere, bringHere, type OriginHere } from '../load/bring.js';
import { readManifest } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { pullCorpus } from '../load/pull.js';
import { pullProgress } from '../terminal/progress-line.js';
import { json as asJson } from '../terminal/visible.js';

/** Brings the rows of a corpus here, and says where they are. */
export async function pullData(
  named: string,
  { from, json }: { readonly from?: string; readonly json?: true },
): Promise<string> {
  const progress = pullProgress(named);
  const onBytes = progress.show;
  const own = from === undefined ? await bringHere(named, { onBytes }).finally(progress.clear) : undefined;
  if (own) return json ? asJson({ ...own, came: own.came.map(shownPath) }) : ownPulled(own);
  const manifest = readManifest(named);
  const options = { ...(from === undefined ? {} : { from }), onBytes };
  const pulled = await pullCorpus(manifest, options).finally(progress.clear);
  if (json) return asJson({ corpus: manifest.id, ...shownPath(pulled) });
  const came = pulled.came === 'now' ? 'pulled' : 'already here';
  return `${manifest.id}: ${came}, ${shown(pulled.path)}, ${pulled.digest}, as the manifest pins`;
}

const shownPath = <T extends { readonly path: string }>(pulled: T): T => ({ ...pulled, path: shown(pulled.path) });

/** What came of rows of one's own, and whether it is what was here before. */
function ownPulled({ corpus, digest, isPinned, came }: BroughtHere): string {
  const change = ({ before, digest: now }: OriginHere): string =>
    before === undefined
      ? 'pulled'
      : before === now
        ? 'pulled again, unchanged'
        : `pulled again; it has changed, it was ${before}`;
  const lines = came.map((each) => `${each.origin}: ${change(each)}\n  ${shown(each.path)}, ${each.digest}`);
  if (!isPinned)
    return [...lines, `${corpus}: to count these and no others, state in the manifest  digest: ${digest}`].join('\n');
  return [...lines, `${corpus}: ${came.length === 0 ? 'already here, ' : ''}${digest}, as the manifest pins`].join(
    '\n',
  );
}
