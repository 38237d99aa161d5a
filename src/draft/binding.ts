import type { Sensitivity } from '../claims/sensitivity.js';
import type { PlaceInText } from '../text/place.js';
import type { FromCell } from '../trace/audits.js';
import type { CatalogFigure, CatalogTable, CatalogValue } from '../trace/catalog.js';
import type { CellRef } from '../trace/outputs.js';
import type { Trace } from '../trace/trace.js';
import type { Citation } from './references.js';

/**
 * Something in a draft that a person should look at: an `error` fails the draft, a `note` only says what was not
 * checked.
 */
export interface Diagnostic extends PlaceInText {
  readonly kind: 'unbound' | 'comparison' | 'sentence' | 'arithmetic' | 'date' | 'markup';
  readonly severity: 'error' | 'note';
  /** The words of the draft that it is about. */
  readonly text: string;
  readonly message: string;
}

/** A diagnostic, and where its words stand in their block, so that they can be marked. */
export interface BlockDiagnostic extends Diagnostic {
  readonly start: number;
  readonly end: number;
}

/** What a directive refers to, for the trace at the page's end. */
export type Target =
  | { readonly kind: 'value'; readonly id: string; readonly entry: CatalogValue }
  | { readonly kind: 'claim'; readonly id: string; readonly trace: Trace }
  | { readonly kind: 'claims'; readonly id: string; readonly says: string; readonly of: string }
  | { readonly kind: 'sensitivity'; readonly id: string; readonly entry: FromCell<Sensitivity> }
  | { readonly kind: 'figure'; readonly id: string; readonly entry: CatalogFigure }
  | { readonly kind: 'table'; readonly id: string; readonly entry: CatalogTable }
  | CellTarget
  | { readonly kind: 'reference'; readonly id: string; readonly citation: Citation; readonly page?: string };

/** A number in a shown table, or among the numbers of a chart. */
export interface CellTarget {
  readonly kind: 'cell';
  readonly id: string;
  /** Row and column in words. */
  readonly says: string;
  /** The name of the table or figure. */
  readonly table: string;
  readonly entry: CellRef;
  readonly unit: 'share' | 'ratio' | 'number';
}

/** A directive, resolved: its words in the finished text, and what stands behind them. */
export interface Binding extends PlaceInText {
  /** The directive as written, by which a later build finds it again. */
  readonly source: string;
  readonly text: string;
  /** The same as it stands in English, where the draft is in another language. */
  readonly plain?: string;
  readonly targets: readonly Target[];
  /** The value for one that can be compared: in its own unit, with its interval where it has one. */
  readonly number?: { readonly estimate: number; readonly low?: number; readonly high?: number };
  /** Of a number that is deliberately free: the writer's reason. */
  readonly free?: string;
}
