import type { Manifest } from '../load/manifest.js';
import type { SiteNotebook } from './content.js';
import { type Content, html } from './html.js';

/** Whether a notebook asks a corpus: by its code, or by what its claims rest on. */
export const asksCorpus = ({ cells, traces }: SiteNotebook, id: string): boolean =>
  cells.some(({ source }) => source.includes(`corpus('${id}')`)) ||
  traces.some(({ sources }) => sources.some(({ corpus }) => corpus === id));

/**
 * Where a reader may drop a copy of a corpus's postings: the scripts that run cells show it, and count them there.
 *
 * @param compares whether the recorded answers are then counted again
 */
export function ownPostings({ id, files }: Manifest, { compares = false } = {}): Content {
  if (!files) return false;
  const what = files.format === 'yaml-tarball' ? 'tarball (.tar.gz)' : `file (${files.format})`;
  const from =
    'address' in files && html`, from <a href="${files.address}" rel="noopener">where they are published</a>`;
  return html`<details class="more own-postings" data-corpus="${id}"${compares && html` data-compares`} hidden>
<summary>Count your own copy of the postings of ${id}</summary>
<p>Drop their ${what} here${from}, or <label>choose it <input type="file"></label></p>
<p class="muted">It is read in this browser and goes nowhere. Other postings, as JSON lines, CSV or Parquet, are counted
too where they have the fields of the manifest, and are known by their own digest.</p>
</details>`;
}
