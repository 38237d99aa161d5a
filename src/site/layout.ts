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
}

/** From the page's folder to the root of the site. */
export const rootFrom = (path: string): string => '../'.repeat(path.split('/').length - 1);

/**
 * A whole page. Its policy lets it load nothing but what lies beside it: no other host, no connection, no frame,
 * and no script or handler that stands in the page itself.
 */
export function pageHtml({ path, title, lead, above, body, charts = false, runs = false }: Page): string {
  const root = rootFrom(path);
  // cells run in a worker that the page makes of its own code; neither reaches the network
  const cells = runs ? " 'unsafe-eval' blob:; worker-src blob:" : '';
  const policy = `default-src 'none'; script-src 'self' file:${cells}; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data: blob:; base-uri 'none'; form-action 'none'`;
  const link = ([to, name]: readonly [string, string]) =>
    html`<li><a href="${root}${to}"${to === path && new Html(' aria-current="page"')}>${name}</a></li>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>${title === 'Recount' ? title : `${title} · Recount`}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M3 8.5l3.2 3.2L13 4.5' fill='none' stroke='%231a7f4b' stroke-width='2.6'/%3E%3C/svg%3E">
<link rel="stylesheet" href="${root}site.css">
<script src="${root}site.js"></script>
${charts && html`<script src="${root}charts.js" data-plotly="${root}plotly-basic.min.js" defer></script>`}
${runs && html`<script src="${root}run.js" data-root="${root}"></script>`}
</head>
<body>
<a class="skip" href="#page.main">To the content</a>
<header class="site">
<a class="name" href="${root}index.html">Recount</a>
<nav aria-label="Pages"><ul>${sections.map(link)}</ul></nav>
</header>
<main id="page.main" tabindex="-1">
<div class="title">${above && html`<p class="above">${above}</p>`}<h1>${title}</h1>${lead && html`<p class="lead">${lead}</p>`}</div>
${body}
</main>
<footer class="site"><p>Every headline number, recounted from a cell. Built from the executed notebooks and the claims: <code>npx recount site</code></p></footer>
</body>
</html>
`.markup;
}
