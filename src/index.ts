/**
 * The door: what a notebook imports as `recount`.
 *
 * Ask a corpus for counts, test them, show them, and check what an article printed.
 */

export { labelAudit } from './claims/label-audit.js';
export type { LeftOut, Parts, WithoutPart } from './claims/leave-one-out.js';
export type { Corrected, Family, Multiplicity } from './claims/multiplicity.js';
export type { GivenValue, Unit } from './claims/named-value.js';
export { printedNumber, printedNumbers } from './claims/printed-number.js';
export { weakest } from './claims/replication.js';
export { type Chosen, type Outcome, type Sensitivity, sensitivity } from './claims/sensitivity.js';
export {
  type FormsAudit,
  formsAudit,
  type LabelsAudit,
  type SampleAudit,
  type SupportAudit,
  sampleAudit,
  supportAudit,
  type TaggingAudit,
} from './claims/tagging.js';
export type { Answer, Evidence, Provenance } from './count/answer.js';
export { type Corpus, corpus } from './count/corpus.js';
export { namesIn } from './count/pattern.js';
export type { Filter, Grouping, Query, RowOf } from './count/query.js';
export { type Loaded, loadCorpus } from './load/load.js';
export { type Manifest, readManifest } from './load/manifest.js';
export type { FieldValue, Posting } from './load/posting.js';
export { toRows } from './load/tables.js';
export { type ArticleInCell, article } from './notebook/check.js';
export { leaveOneOut } from './notebook/leave-one-out.js';
export { multiplicity } from './notebook/multiplicity.js';
export { type PlotParts, plot } from './notebook/plot.js';
export { replication } from './notebook/replication.js';
export { say } from './notebook/say.js';
export { type ShownRow, type ShowOptions, show } from './notebook/show.js';
export { specificationCurve } from './notebook/specification-curve.js';
export { audit } from './notebook/tagging.js';
export {
  type FigureParts,
  hollowStyle,
  intervals,
  type RoleStyle,
  roleStyle,
  type ShareRow,
} from './notebook/theme.js';
export { values } from './notebook/values.js';
export * from './stats/index.js';
export { type Token, tokens } from './tag/analyzer.js';
export { type Concept, type Lexicon, lexiconOf, type Phrase } from './tag/concepts.js';
export { type Form, forms } from './tag/forms.js';
export { type Context, kwic } from './tag/kwic.js';
export { readLexicon } from './tag/lexicon.js';
export { type FailedCase, failedCases } from './tag/lexicon-cases.js';
export type { MatchMode } from './tag/match-mode.js';
export { compileLexicon, type Mention, type Tagger } from './tag/tag.js';
