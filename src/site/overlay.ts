import { readFileSync } from 'node:fs';
import type { Article } from '../claims/article.js';
import { inPackage } from '../load/project.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { TracedArticle } from '../trace/trace.js';
import { claimAddress } from './address.js';
import { html } from './html.js';
import { standingOf } from './verdict.js';

/** A printed number as the script takes it: its words, how it stands, what to say of it, and its page. */
type Mark = readonly [printed: string, standing: 'holds' | 'fails' | 'open' | 'none', says: string, page: string];

/**
 * The script that colours the numbers of an article's published page by verdict, in the reader's own browser: it finds
 * the claims in their order and changes nothing but their colour. It loads nothing and sends nothing.
 *
 * @param address where the site is published, with a slash at its end; the marks then lead to their claims
 */
export function overlayScript({ article, traces }: TracedArticle, address: string): string {
  const claims = traces.map((trace): readonly [number, Mark] => [
    trace.line,
    [
      trace.printed,
      standingOf(trace.verdict),
      `${trace.verdict}: recounted ${plainRecounted(trace)}`,
      address === '' ? '' : `${address}${claimAddress(trace.id)}`,
    ],
  ]);
  const others = article.notClaims.map(({ line, printed }): readonly [number, Mark] => [
    line,
    [printed, 'none', '', ''],
  ]);
  const marks = [...claims, ...others].sort(([a], [b]) => a - b).map(([, mark]) => mark);
  const script = readFileSync(inPackage('dist', 'site', 'client', 'overlay.js'), 'utf8');
  // what the script declares stays inside, so that it can run again
  return `(() => {\n${script}recountOverlay(${JSON.stringify(marks)});\n})();\n`;
}

/** The same as an address, to be kept as a bookmark. */
export const bookmarklet = (script: string): string => `javascript:${encodeURIComponent(script)}`;

/** A page with the bookmark. */
export function overlayPage({ title, address: published }: Article, bookmark: string): string {
  const isAddress = published !== undefined && /^https?:\/\//.test(published);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recount: ${title}</title>
<style>:root { color-scheme: light dark; } body { font: 17px/1.6 sans-serif; max-width: 38rem; margin: 3rem auto;
padding: 0 1rem; }
.bookmark { display: inline-block; padding: .5rem 1rem; border: 2px solid #17744a;
border-radius: .5rem; color: inherit; }</style></head>
<body><h1>${title}</h1>
<p><a class="bookmark" href="${bookmark}">Recount this article</a></p>
<p>Drag the link to your bookmarks. Then open ${
    isAddress
      ? html`<a
href="${published}">the article</a>`
      : 'the article'
  } and click the bookmark: each number takes the colour of its verdict,
green where it holds, red where it does not. Nothing is loaded and nothing is sent.</p>
</body></html>
`.markup;
}
