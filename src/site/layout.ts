import { oembedFile } from './address.js';
import { type Content, Html, html } from './html.js';

/** The pages that every page leads to. */
const sections = [
  ['index.html', 'Board'],
  ['findings.html', 'Findings'],
  ['sensitivity.html', 'Sensitivity'],
  ['replication.html', 'Replication'],
  ['lexicon.html', 'Lexicon'],
  ['corpora.html', 'Corpora'],
  ['api.html', 'API'],
] as const;

/** A page of the site. */
export interface Page {
  /** Its place, from the root of the site. */
  readonly path: string;
  readonly title: string;
  /** One sentence on what the page answers, below its title. */
  readonly lead?: Content;
  /** Where the page belongs, above its title. */
  readonly above?: Content;
  readonly body: Content;
  /** Whether figures in it come alive. */
  readonly charts?: boolean;
  /** Whether its cells can be run in the reader's browser. */
  readonly runs?: boolean;
  /** What the page says in a sentence, for those who see only a link to it. */
  readonly description?: string;
  /** The picture beside such a link, from the root of the site. */
  readonly picture?: string;
  /** The page that shows the same in a frame. */
  readonly embed?: string;
  /** Of a page for a frame: the whole page that it stands for. It has no menu. */
  readonly bare?: string;
}

/** From the page's folder to the root of the site. */
export const rootFrom = (path: string): string => '../'.repeat(path.split('/').length - 1);

/** Cells run in a worker that the page makes of its own code; neither reaches the network. */
function policyOf(runs: boolean): string {
  const cells = runs ? " 'unsafe-eval' blob:; worker-src blob:" : '';
  return (
    `default-src 'none'; script-src 'self' file:${cells}; style-src 'self' file: 'unsafe-inline'; ` +
    "img-src 'self' file: data: blob:; base-uri 'none'; form-action 'none'"
  );
}
/** The sign in the browser's tab: a tick. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Cpath d='M3 8.5l3.2 3.2L13 4.5' fill='none' stroke='%231a7f4b' stroke-width='2.6'/%3E%3C/svg%3E";

/**
 * A whole page. Its policy lets it load nothing but what lies beside it: no other host, no connection, no frame,
 * and no script or handler that stands in the page itself.
 *
 * @param address where the site is published, with a slash at its end; the empty text where that is not known
 */
export function pageHtml(page: Page, address = ''): string {
  const { path, title, charts = false, runs = false, bare } = page;
  const root = rootFrom(path);
  return html`<!doctype html>
<html lang="en"${bare !== undefined && new Html(' class="bare"')}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyOf(runs)}">
<meta name="color-scheme" content="light dark">
<title>${title === 'Recount' ? title : `${title} · Recount`}</title>
${linkPreview(page, address)}
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${root}site.css">
<script src="${root}site.js"></script>
${charts && html`<script src="${root}charts.js" data-plotly="${root}plotly-basic.min.js" defer></script>`}
${runs && html`<script src="${root}run.js" data-root="${root}"></script>`}
</head>
<body>
${bare === undefined ? wholeBody(page, root) : bareBody(page, root, bare)}
</body>
</html>
`.markup;
}

/** What others show of a link to the page (Open Graph), and where a frame's markup can be asked for (oEmbed). */
function linkPreview({ path, title, lead, description, picture, embed, bare }: Page, address: string): Content {
  if (bare !== undefined) return html`<meta name="robots" content="noindex">`;
  const base = address === '' ? rootFrom(path) : address;
  const words = description ?? (typeof lead === 'string' ? lead : undefined);
  return html`<meta property="og:title" content="${title}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Recount">
${
  words !== undefined &&
  html`<meta property="og:description" content="${words}"><meta name="description"
content="${words}">`
}
${address !== '' && html`<meta property="og:url" content="${address}${path}">`}
${
  picture !== undefined &&
  html`<meta property="og:image" content="${base}${picture}"><meta
name="twitter:card" content="summary_large_image">`
}
${
  embed !== undefined &&
  html`<link rel="alternate" type="application/json+oembed"
href="${base}${oembedFile(path)}" title="${title}">`
}`;
}

function wholeBody({ path, title, lead, above, body }: Page, root: string): Html {
  const link = ([to, name]: readonly [string, string]) =>
    html`<li><a href="${root}${to}"${to === path && new Html(' aria-current="page"')}>${name}</a></li>`;
  return html`<a class="skip" href="#page.main">To the content</a>
<header class="site">
<a class="name" href="${root}index.html">Recount</a>
<nav aria-label="Pages"><ul>${sections.map(link)}</ul></nav>
</header>
<main id="page.main" tabindex="-1">
<div class="title">${above && html`<p class="above">${above}</p>`}<h1>${title}</h1>${
    lead &&
    html`<p
class="lead">${lead}</p>`
  }</div>
${body}
</main>
<footer class="site"><p>Every headline number, recounted from a cell.
Built from the executed notebooks and the claims: <code>npx recount site</code></p></footer>`;
}

/** For a frame: what is shown, and the way to the whole page. */
const bareBody = ({ title, body, charts = false }: Page, root: string, whole: string): Html => html`<main>
${!charts && html`<h1>${title}</h1>`}
${body}
<p class="muted source"><a href="${root}${whole}" target="_blank"
rel="noopener">Recount: from the number to its data</a></p>
</main>`;
