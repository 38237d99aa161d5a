/**
 * The door: what a notebook imports as `recount`.
 *
 * Ask a corpus for counts, test them, show them, and check what an article printed.
 */
export { readManifest, type Manifest } from './load/manifest.js';
export { loadCorpus, type Loaded } from './load/load.js';
export type { FieldValue, Posting } from './load/posting.js';
export { toRows } from './load/tables.js';
export { corpus, type Corpus } from './count/corpus.js';
export type { Answer, Evidence, Provenance } from './count/answer.js';
export { namesIn } from './count/pattern.js';
export type { Filter, Grouping, Query, RowOf } from './count/query.js';
export { article, type ArticleInCell } from './notebook/check.js';
export { replication } from './notebook/replication.js';
export { specificationCurve } from './notebook/specification-curve.js';
export { sensitivity, type Chosen, type Outcome, type Sensitivity } from './claims/sensitivity.js';
export { show, type ShownRow, type ShowOptions } from './notebook/show.js';
export { printedNumber, printedNumbers } from './claims/printed-number.js';
export * from './stats/index.js';
export { plot, type PlotParts } from './notebook/plot.js';
export { hollowStyle, intervals, roleStyle, type FigureParts, type RoleStyle, type ShareRow } from './notebook/theme.js';
export { tokens, type Token } from './tag/analyzer.js';
export { lexiconOf, readLexicon, type Concept, type Lexicon, type MatchMode, type Phrase } from './tag/lexicon.js';
export { failedCases, type FailedCase } from './tag/lexicon-cases.js';
export { compileLexicon, type Mention, type Tagger } from './tag/tag.js';
export { kwic, type Context } from './tag/kwic.js';
export { forms, type Form } from './tag/forms.js';
