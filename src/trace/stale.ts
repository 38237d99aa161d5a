import { remembered } from './remembered.js';

/** A notebook whose outputs may not be what its cells would give now. */
export interface StaleNotebook {
  readonly notebook: string;
  readonly reasons: readonly string[];
}

/** What decides whether outputs are stale, besides what the notebooks themselves hold. */
const folders = ['notebooks', 'data/corpora', 'data/recordings', 'data/lexicons', 'data/samples', '.recount/runs'];

/**
 * The notebooks whose outputs are stale: a cell, or data that it reads, has changed since the last run here, or a
 * recording holds another answer than the one that a check rests on. Runs nothing; remembered as traces are.
 */
export const staleNotebooks = (): Promise<StaleNotebook[]> =>
  remembered('stale', folders, async () => {
    const { findStale } = await import('./find-stale.js');
    return findStale();
  });
