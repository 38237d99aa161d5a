import { existsSync } from 'node:fs';
import { locate } from '../load/locate.js';
import { corpusIds, type Manifest, readManifest } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { field } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { json as asJson } from '../terminal/visible.js';

/** The corpora that are named, by id or by the path of a manifest; those of the project when none is. */
export const chosenCorpora = (named: readonly string[]): Manifest[] =>
  (named.length > 0 ? named : corpusIds()).map(readManifest);

/** Lists corpora, those of the project unless others are named: what each is, and what of it is here. */
export function listData(named: readonly string[], { json }: { readonly json?: true }): string {
  const corpora = chosenCorpora(named).map((manifest) => ({
    id: manifest.id,
    title: manifest.title,
    postings: manifest.postings ?? null,
    period: manifest.period ?? null,
    licence: manifest.licence ?? null,
    digest: manifest.digest,
    rows: manifest.files ? (locate(manifest)?.map(shown) ?? ('not here' as const)) : ('not published' as const),
    recording: existsSync(manifest.recording) ? shown(manifest.recording) : null,
  }));
  if (json) return asJson(corpora);

  const entry = ({
    id,
    title,
    postings,
    period,
    licence,
    digest,
    rows,
    recording,
  }: (typeof corpora)[number]): string => {
    const here = Array.isArray(rows)
      ? rows.join(', ')
      : rows === 'not here'
        ? `not here; npx recount data pull ${id}`
        : 'not published: only counts are known';
    return [
      paint('bold', id),
      field('title', title),
      field('postings', postings?.toLocaleString('en') ?? 'not stated'),
      field('period', period ? `${period.from} to ${period.to}` : 'not stated'),
      field('licence', licence ?? 'not stated'),
      field('digest', digest),
      field('rows', here),
      field('recording', recording ?? 'none'),
    ].join('\n');
  };
  return corpora.map(entry).join('\n\n');
}
