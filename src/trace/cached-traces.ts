import { remembered } from './remembered.js';
import type { TracedArticle } from './trace.js';

/**
 * The traces of all articles, as `readTraces` reads them; remembered for as long as none of the files behind them was
 * written, so that a look at one claim need not parse them all.
 */
export const cachedTraces = (): Promise<TracedArticle[]> =>
  remembered('traces', ['data/articles', 'data/corpora', 'notebooks'], async () => {
    const { readTraces } = await import('./trace.js');
    return readTraces();
  });
