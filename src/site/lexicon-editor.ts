import { readManifest } from '../load/manifest.js';
import type { Trace } from '../trace/trace.js';
import { type Content, html } from './html.js';
import { ownPostings } from './own-postings.js';
import { taggedClaim } from './run-files.js';

/** Where a reader changes the phrases that a claim rests on: the scripts that run cells show it, and fill it. */
export function lexiconEditor(trace: Trace): Content {
  const claim = taggedClaim(trace);
  if (!claim) return false;
  return html`<section class="try-phrases"><h2>Try other phrases</h2>
<p>This number rests on what was looked for in the texts of <a
href="../../corpora.html#${claim.corpus}">${claim.corpus}</a>: phrases of lexicon <a
href="../../lexicon.html#${claim.lexicon}">${claim.lexicon}</a>. With a copy of the postings, a browser counts it with
others.</p>
${ownPostings(readManifest(claim.corpus))}
<details class="more lexicon-editor" data-claim="${trace.id}" hidden>
<summary>Add or strike phrases</summary></details></section>`;
}
