import { remembered } from './remembered.js';

/** A notebook whose outputs may not be what its cells would give now. */
export interface StaleNotebook {
  readonly notebook: string;
  readonly reasons: readonly string[];
}

/** What decides whether outputs are stale, besides what the notebooks themselves hold. */
const folders = ['notebooks', 'data/corpora', 'data/recordings', 'data/lexicons', 'data/samples', '.recount/runs'];

/** What may not be relied upon any more. */
export interface Staleness {
  /**
   * A cell, or data that it reads, has changed since the last run here, or a recording answers otherwise than a check
   * says.
   */
  readonly notebooks: readonly StaleNotebook[];
  /** Of corpora by their ids: why the recording is not the one that the manifest pins. */
  readonly recordings: Readonly<Record<string, string>>;
}

/** Finds, without running anything, which outputs and recordings are stale; remembered as traces are. */
export const staleness = (): Promise<Staleness> =>
  remembered('stale', folders, async () => {
    const { findStale } = await import('./find-stale.js');
    return findStale();
  });
