import { embedPage } from './address.js';
import { type Html, html } from './html.js';

/** The markup that shows a page in a frame; the address is filled in by the page that it is copied from. */
export const embedCode = (page: string, title: string, height: number): Html =>
  html`<code class="command"
data-embed="${embedPage(page)}">&lt;iframe src="${embedPage(page)}" title="${title}" width="100%" height="${height}"
style="border:0" loading="lazy"&gt;&lt;/iframe&gt;</code>`;

/**
 * What an oEmbed consumer is told of a page (oembed.com, type `rich`).
 *
 * @param address where the site is published, with a slash at its end; without it the frame's address is relative
 */
export function oembedOf(
  { path, title, embed }: { readonly path: string; readonly title: string; readonly embed?: string | undefined },
  address: string,
): object {
  const height = path.startsWith('figures/') ? 520 : 300;
  const frame = html`<iframe src="${address}${embed ?? path}" title="${title}" width="100%" height="${height}"
style="border:0"></iframe>`;
  return {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'Recount',
    provider_url: address,
    html: frame.markup,
    width: 760,
    height,
  };
}
