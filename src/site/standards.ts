import { annotationsOf } from './annotations.js';
import { claimsJson, claimsSchemaJson } from './claims-json.js';
import type { SiteContent } from './content.js';
import { crateFiles } from './crate.js';
import type { SiteFile } from './folder.js';
import { overlayScript } from './overlay.js';

/**
 * What others build on: the verdicts as one file with its schema, Web Annotations of each article's numbers, an
 * RO-Crate of each article's check, and the script that colours the published page.
 *
 * @param address where the site is published, with a slash at its end; the empty text where that is not known
 */
export function standardFiles(content: SiteContent, address: string): SiteFile[] {
  const json = (path: string, data: object): SiteFile => ({ path, text: `${JSON.stringify(data, null, 1)}\n` });
  return [
    json('claims.json', claimsJson(content, address)),
    json('claims.schema.json', claimsSchemaJson()),
    ...content.articles.flatMap((traced) => [
      json(`annotations/${traced.article.id}.json`, annotationsOf(traced, address)),
      { path: `overlays/${traced.article.id}.js`, text: overlayScript(traced, address) },
      ...crateFiles(traced, content, address),
    ]),
  ];
}
