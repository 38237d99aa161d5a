/**
 * The door: what a notebook imports as `recount`.
 *
 * Ask a corpus for counts, test them, show them, and check what an article printed.
 */
export { corpus, type Corpus } from './count/corpus.js';
export type { Answer, Evidence, Provenance, Row } from './count/answer.js';
export type { Query } from './count/query.js';
export { article, type ArticleInCell } from './notebook/check.js';
export { show, type ShownRow, type ShowOptions } from './notebook/show.js';
export * from './stats/index.js';
export { plot, type PlotParts } from './notebook/plot.js';
export { hollowStyle, intervals, roleStyle, type FigureParts, type RoleStyle, type ShareRow } from './notebook/theme.js';
