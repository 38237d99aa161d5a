import type { NumberInText } from '../../text/number-in-text.js';
import type { Entity } from './entities.js';
import type { Facts } from './facts.js';

/** A stretch of a sentence. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A bound value in a sentence. */
export interface ValueHere extends Stretch {
  readonly facts: Facts;
}

/** The name of something that values are about, in a sentence. */
export interface EntityHere extends Stretch {
  readonly entity: Entity;
}

/** A sentence with all that its words are held against. Offsets are into its text. */
export interface ReadSentence {
  readonly text: string;
  /** The text with a letter of its own in place of each value ({@link valueMark}), so that patterns can name values. */
  readonly masked: string;
  readonly values: readonly ValueHere[];
  readonly entities: readonly EntityHere[];
  /** Numbers that no directive put there. */
  readonly numbers: readonly NumberInText[];
  /** The facts of every value that a draft could name, by which a sentence's "most" or "only" is judged. */
  readonly catalog: ReadonlyMap<string, Facts>;
  /** The values of the sentence before it in the same paragraph. */
  readonly before: readonly ValueHere[];
}

/** What a rule makes of some words: they hold, they contradict the values, or it cannot be said. */
export type Outcome =
  | { readonly kind: 'holds' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'unclear'; readonly message: string };

/** The words of a sentence that say something about values, and whether they do so rightly. */
export type Reading = Stretch & { readonly outcome: Outcome };

/** Reads one kind of statement. */
export type Rule = (sentence: ReadSentence) => Reading[];

export const holds: Outcome = { kind: 'holds' };
export const wrong = (message: string): Outcome => ({ kind: 'wrong', message });
export const unclear = (message: string): Outcome => ({ kind: 'unclear', message });

const firstMark = 0xe000;

/** The letter that stands for the value of this index, as often as the value has letters. */
export const valueMark = (index: number): string => String.fromCharCode(firstMark + index);

/** One value, in a pattern over masked text. */
export const V = '[\\uE000-\\uE0FF]+';

/** The value that stands at an offset of masked text. */
export const valueAt = (
  { masked, values }: Pick<ReadSentence, 'masked' | 'values'>,
  at: number,
): ValueHere | undefined => values[masked.charCodeAt(at) - firstMark];

/** `fine-tuning-aie is 26.2%` */
export const named = ({ facts }: ValueHere): string => `${facts.name} is ${facts.written}`;
