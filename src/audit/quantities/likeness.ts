import { type Quantity, reportWords } from './quantities.js';

/** How much two quantities have in common. */
export interface Likeness {
  readonly other: Quantity;
  /** What the words that they share say, each by how rare it is in the text. */
  readonly evidence: number;
  /** The same as a part of what all words say of the one that has fewer, and of both. */
  readonly ofOne: number;
  readonly ofBoth: number;
  /** How many words they share that are not in every report. */
  readonly shared: number;
}

/** In a text of fewer quantities a word is rare only as it would be among so many. */
const FEW = 60;

/** A text's quantities, to be asked which of them are alike. */
export class Likenesses {
  readonly #byWord = new Map<string, Quantity[]>();
  readonly #rarity = new Map<string, number>();
  readonly #weight = new Map<Quantity, number>();

  constructor(quantities: readonly Quantity[]) {
    for (const quantity of quantities)
      for (const word of quantity.words.keys()) {
        const those = this.#byWord.get(word);
        if (those) those.push(quantity);
        else this.#byWord.set(word, [quantity]);
      }
    for (const [word, those] of this.#byWord)
      this.#rarity.set(word, Math.log(1 + Math.max(FEW, quantities.length) / those.length));
    for (const quantity of quantities) {
      let weight = 0;
      for (const [word, near] of quantity.words) if (!word.startsWith('#')) weight += near * this.#rarityOf(word);
      this.#weight.set(quantity, weight);
    }
  }

  /** The quantities of other places and no other year that have words in common with one. */
  of(one: Quantity): Likeness[] {
    const evidence = new Map<Quantity, number>();
    const shared = new Map<Quantity, number>();
    for (const [word, near] of one.words)
      for (const other of this.#byWord.get(word) ?? []) {
        if (other.place === one.place) continue;
        const both = Math.min(near, other.words.get(word) ?? 0) * this.#rarityOf(word);
        evidence.set(other, (evidence.get(other) ?? 0) + both);
        if (!reportWords.has(word)) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
    const own = this.#weight.get(one) ?? 0;
    return [...evidence].flatMap(([other, sum]) => {
      const isOtherYear =
        one.years.length > 0 && other.years.length > 0 && !one.years.some((year) => other.years.includes(year));
      if (isOtherYear) return [];
      const its = this.#weight.get(other) ?? 0;
      return [
        {
          other,
          evidence: sum,
          ofOne: Math.min(1, sum / Math.max(Math.min(own, its), Number.MIN_VALUE)),
          ofBoth: Math.min(1, sum / Math.max(own + its - sum, Number.MIN_VALUE)),
          shared: shared.get(other) ?? 0,
        },
      ];
    });
  }

  #rarityOf(word: string): number {
    return this.#rarity.get(word) ?? 0;
  }
}
