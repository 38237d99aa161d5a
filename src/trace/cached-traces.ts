import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileState } from '../load/digest.js';
import { inProject, namesIn, programFile } from '../load/project.js';
import type { TracedArticle } from './trace.js';

/** What the traces are read from: claims, manifests, notebooks, and this program itself. */
const folders = ['data/articles', 'data/corpora', 'notebooks'];

/**
 * The traces of all articles, as `readTraces` reads them; remembered in `.recount/` for as long as none of
 * the files behind them was written, so that a look at one claim need not parse them all.
 */
export async function cachedTraces(): Promise<TracedArticle[]> {
  const file = inProject('.recount', 'traces.json');
  const key = stamps();
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { key: string; articles: TracedArticle[] };
    if (kept.key === key) return kept.articles;
  } catch {
    // none yet, or half-written: read again
  }
  const { readTraces } = await import('./trace.js');
  const articles = readTraces();
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ key, articles }));
  } catch {
    // a place that cannot be written to is read anew each time
  }
  return articles;
}

const stamps = (): string => {
  const files = folders.flatMap((folder) => namesIn(folder).map((name) => inProject(folder, name)));
  return [...files, programFile()].map((path) => `${path} ${fileState(path)}`).join('\n');
};
