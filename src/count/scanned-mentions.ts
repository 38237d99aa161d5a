import type { Posting } from '../load/posting.js';
import type { FastLexicon } from '../tag/fast-lexicon.js';
import type { Mentions } from './matches.js';
import type { ScanSearch } from './scan-plan.js';

/** Which concepts the scan found in which fields of the posting at hand. */
export class ScannedMentions {
  /** The number of the posting in which a concept was found last, by field and concept. */
  private readonly foundIn: Float64Array;
  private posting = 0;
  private readonly conceptAt: ReadonlyMap<string, number>;
  private readonly fieldAt: ReadonlyMap<string, number>;
  /** The fields that are searched where none is named. */
  private readonly text: readonly number[];
  private readonly width: number;
  /** Whether the posting at hand was scanned; another's texts are searched one by one. */
  isScanned = false;

  constructor(
    private readonly nodes: FastLexicon['nodes'],
    { lexicon: { concepts }, fields }: ScanSearch,
    text: readonly string[],
    private readonly exact: Mentions,
  ) {
    this.width = concepts.length;
    this.foundIn = new Float64Array(concepts.length * fields.length);
    this.conceptAt = new Map(concepts.map(({ name }, i) => [name, i]));
    this.fieldAt = new Map(fields.map((name, i) => [name, i]));
    this.text = text.map((name) => fields.indexOf(name));
  }

  /** Begins another posting. */
  next(): void {
    this.posting += 1;
  }

  /** Notes the concepts of a phrase that was found in a field. */
  add(node: number, field: number): void {
    for (const concept of this.nodes[node]?.concepts ?? []) this.foundIn[field * this.width + concept] = this.posting;
  }

  readonly mentions: Mentions = (posting: Posting, concept, field) => {
    if (!this.isScanned) return this.exact(posting, concept, field);
    const at = this.conceptAt.get(concept);
    if (at === undefined) return false;
    const isIn = (each: number): boolean => this.foundIn[each * this.width + at] === this.posting;
    return field === undefined ? this.text.some(isIn) : isIn(this.fieldAt.get(field) ?? -1);
  };
}
