import { unitsAt, WordBreak, wordBreakAt } from './word-break.js';

const { Pictograph, LetterPictograph, RegionalIndicator, KeycapBase, EmojiModifier, Extend } = WordBreak;
const { Tag, TagEnd, Keycap, TextPresentation, EmojiPresentation, ZeroWidthJoiner } = WordBreak;

/** What has been read of an emoji sequence. */
type State =
  | 'start'
  | 'joiners' // zero-width joiners that a pictograph must follow
  | 'joiner' // the first of them after a whole emoji: a skin tone may follow too
  | 'pictograph' // with any marks
  | 'presented' // with its emoji presentation selector
  | 'skin tone' // alone, with any marks
  | 'tags' // as in the flag of Scotland
  | 'keycap base'
  | 'keycap base presented'
  | 'keycap' // without the selector, which may still stand before another keycap mark
  | 'keycap presented'
  | 'flag half'
  | 'flag'
  | 'done';

const whole: ReadonlySet<State> = new Set<State>([
  'pictograph',
  'presented',
  'skin tone',
  'keycap',
  'keycap presented',
  'flag',
  'done',
]);

/**
 * The end of the longest emoji sequence (UTS #51) that begins at an offset; the offset itself where none does.
 *
 * Pictographs joined by zero-width joiners, with skin tones and selectors, are one token, as are a flag of two
 * regional indicators, a flag by tags, and a keycap. Digits with a keycap are left to the numbers, which take
 * the keycap as a mark.
 */
export function emojiEnd(text: string, start: number, limit: number): number {
  let end = start;
  let state: State = 'start';
  let joiner = false;
  let several = false;
  for (let at = start; at < limit; ) {
    const kind = wordBreakAt(text, at, limit);
    const next = follow(state, kind, joiner, several);
    if (next === undefined) return end;
    state = next;
    joiner = kind === ZeroWidthJoiner;
    several ||= end > start && isPictograph(kind);
    at += unitsAt(text, at, limit);
    if (whole.has(state)) end = at;
  }
  return end;
}

/** A letter that is also an emoji (ℹ) is a pictograph here. */
const isPictograph = (kind: number): boolean => kind === Pictograph || kind === LetterPictograph;

/**
 * The state after one more code point; undefined where the sequence cannot go on.
 *
 * @param joiner whether the code point before was a zero-width joiner.
 * @param several whether the sequence has more than one pictograph; tags may then not follow.
 */
function follow(state: State, kind: number, joiner: boolean, several: boolean): State | undefined {
  const pictograph = isPictograph(kind);
  /** A mark that clings without changing the presentation. */
  const clings = kind >= Extend && kind !== TextPresentation && kind !== EmojiPresentation;
  switch (state) {
    case 'start':
      if (pictograph) return 'pictograph';
      if (kind === EmojiModifier) return 'skin tone';
      if (kind === ZeroWidthJoiner) return 'joiners';
      if (kind === KeycapBase) return 'keycap base';
      return kind === RegionalIndicator ? 'flag half' : undefined;
    case 'joiners':
      return pictograph ? 'pictograph' : kind === ZeroWidthJoiner ? 'joiners' : undefined;
    case 'joiner':
      return pictograph
        ? 'pictograph'
        : kind === EmojiModifier
          ? 'skin tone'
          : kind === ZeroWidthJoiner
            ? 'joiners'
            : undefined;
    case 'pictograph':
      if (clings || (pictograph && joiner)) return 'pictograph';
      return kind === EmojiPresentation ? 'presented' : undefined;
    case 'skin tone':
      if (clings) return 'skin tone';
      return pictograph && joiner ? 'pictograph' : undefined;
    case 'presented':
      if (kind === ZeroWidthJoiner) return 'joiner';
      return kind === Tag && !several ? 'tags' : undefined;
    case 'tags':
      return kind === Tag ? 'tags' : kind === TagEnd ? 'done' : undefined;
    case 'keycap base':
      if (kind === EmojiPresentation) return 'keycap base presented';
      return kind === Keycap ? 'keycap' : clings ? 'keycap base' : undefined;
    case 'keycap base presented':
      return kind === Keycap ? 'keycap presented' : undefined;
    case 'keycap presented':
      return clings ? 'keycap presented' : undefined;
    case 'keycap':
      if (kind === EmojiPresentation) return 'keycap base presented';
      return clings ? 'keycap' : undefined;
    case 'flag half':
      return kind === RegionalIndicator ? 'flag' : kind >= Extend ? 'flag half' : undefined;
    case 'flag':
      return kind >= Extend ? 'flag' : undefined;
    default:
      return undefined;
  }
}
