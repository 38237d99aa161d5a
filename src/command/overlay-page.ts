import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { bookmarklet, overlayPage, overlayScript } from '../site/overlay.js';
import { paint } from '../terminal/paint.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { chosenArticles } from './claims-table.js';
import type { Reply } from './reply.js';

/** Writes the script of an article and a page with the bookmark, and says how to use them. */
export async function overlayReply(id: string, { out, site }: { out?: string; site?: string }): Promise<Reply> {
  const [traced] = chosenArticles(await cachedTraces(), id);
  if (!traced) return {};
  const folder = out === undefined ? inProject('.recount', 'overlay') : resolve(out);
  mkdirSync(folder, { recursive: true });
  const script = overlayScript(traced, site === undefined ? '' : site.replace(/\/*$/, '/'));
  const [page, file] = [join(folder, `${traced.article.id}.html`), join(folder, `${traced.article.id}.js`)];
  await writeAtomically(file, script);
  await writeAtomically(page, overlayPage(traced.article, bookmarklet(script)));
  return {
    text: [
      `Open ${shown(page)} and drag its link to your bookmarks; then open the article and click the bookmark.`,
      paint('dim', `The same as a script for the browser's console: ${shown(file)}`),
    ].join('\n'),
  };
}
