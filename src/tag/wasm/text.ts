// Texts: strings of JSON, checked, and searched for the phrases of the lexicon.
import { careful, classes, emit, firsts, nibbles, nodes, slotMask, slots } from './state';

// Classes of word-break.ts
// @ts-ignore: decorator
@inline const Other: u32 = 0, Letter: u32 = 1, HebrewLetter: u32 = 3, Numeric: u32 = 4, Katakana: u32 = 5;
// @ts-ignore: decorator
@inline const ExtendNumLet: u32 = 6;
// @ts-ignore: decorator
@inline const MidLetter: u32 = 7, MidNum: u32 = 8, DoubleQuote: u32 = 11, Han: u32 = 12, Hiragana: u32 = 13;
// @ts-ignore: decorator
@inline const SouthEastAsian: u32 = 14, Pictograph: u32 = 15, RegionalIndicator: u32 = 16, KeycapBase: u32 = 17;
/** What is left to the exact path: half of a pair, a malformed character, one that the lexicon gives a meaning. */
// @ts-ignore: decorator
@inline const Unsure: u32 = 0x80;

/** Token ends and starts are addresses; these say what else may come of it. */
// @ts-ignore: decorator
@inline const none: usize = 0, unsure: usize = 1;

/** A run of so many bytes without a place that surely parts tokens might be cut by the analyzer at its 255 units. */
// @ts-ignore: decorator
@inline const longRun: usize = 240;

/** The last escape of the text: where it began and ended, and the class of its character. */
let seenStart: usize = 0;
let seenEnd: usize = 0;
let seenClass: u32 = 0;

/** The address after the character that was decoded last. */
let decodedEnd: usize = 0;

// @ts-ignore: decorator
@inline function isWord(c: u32): bool {
  return (c | 0x20) - 0x61 < 26 || c - 0x30 < 10 || c == 0x5f;
}

// @ts-ignore: decorator
@inline function isAlnum(c: u32): bool {
  return (c | 0x20) - 0x61 < 26 || c - 0x30 < 10;
}

// @ts-ignore: decorator
@inline function hex(c: u32): u32 {
  if (c - 0x30 < 10) return c - 0x30;
  c |= 0x20;
  return c - 0x61 < 6 ? c - 0x57 : 0x10000;
}

/** The unit of an escape \uXXXX; 0x10000 or more where it is malformed. */
function unitAt(at: usize): u32 {
  const a = hex(load<u8>(at + 2)), b = hex(load<u8>(at + 3)), c = hex(load<u8>(at + 4)), d = hex(load<u8>(at + 5));
  return (a | b | c | d) >= 0x10000 ? 0x10000 : (a << 12) | (b << 8) | (c << 4) | d;
}

/**
 * The class of the escape at an address, and its end in decodedEnd, 0 where malformed. Letters and digits that are
 * written as escapes are unsure, as is half of a surrogate pair.
 */
function escapeClass(at: usize): u32 {
  const c = <u32>load<u8>(at + 1);
  if (c == 0x75) {
    const unit = unitAt(at);
    if (unit >= 0x10000) {
      decodedEnd = 0;
      return Unsure;
    }
    decodedEnd = at + 6;
    if ((unit & 0xf800) == 0xd800) return careful ? Unsure : KeycapBase; // its partner is not looked for
    if (isWord(unit)) return Unsure;
    return load<u8>(classes + unit);
  }
  const known = c == 0x6e || c == 0x22 || c == 0x5c || c == 0x2f || c == 0x74 || c == 0x72 || c == 0x62 || c == 0x66;
  decodedEnd = known ? at + 2 : 0;
  return known ? Other : Unsure;
}

// @ts-ignore: decorator
@inline function goesOn(at: usize): bool {
  return (load<u8>(at) & 0xc0) == 0x80;
}

/** The class of the UTF-8 character at an address, and its end in decodedEnd, 0 where it is malformed. */
function characterClass(at: usize): u32 {
  const a = <u32>load<u8>(at);
  decodedEnd = 0;
  if (a < 0xc2 || a > 0xf4 || !goesOn(at + 1)) return Unsure;
  const b = <u32>load<u8>(at + 1) & 0x3f;
  if (a < 0xe0) {
    decodedEnd = at + 2;
    return load<u8>(classes + (((a & 0x1f) << 6) | b));
  }
  if (!goesOn(at + 2)) return Unsure;
  const c = <u32>load<u8>(at + 2) & 0x3f;
  if (a < 0xf0) {
    const point = ((a & 0xf) << 12) | (b << 6) | c;
    if (point < 0x800 || (point & 0xf800) == 0xd800) return Unsure;
    decodedEnd = at + 3;
    return load<u8>(classes + point);
  }
  if (!goesOn(at + 3)) return Unsure;
  const point = ((a & 0x7) << 18) | (b << 12) | (c << 6) | (<u32>load<u8>(at + 3) & 0x3f);
  if (point < 0x10000 || point > 0x10ffff) return Unsure;
  decodedEnd = at + 4;
  return load<u8>(classes + point);
}

/** Sets the top bits of quotes, backslashes, control characters, and, where watched, characters that are not ASCII. */
// @ts-ignore: decorator
@inline function specials(v: v128, watched: v128): v128 {
  const control = i8x16.eq(v128.and(v, i8x16.splat(<i8>0xe0)), i8x16.splat(0));
  const marks = v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c)));
  return v128.or(marks, v128.or(control, v128.and(v, watched)));
}

/** The closing quote of a string that is no text, from its first byte; 0 where it is malformed. */
export function skipString(at: usize): usize {
  const watched = i8x16.splat(careful ? <i8>0x80 : <i8>0);
  let done = at;
  while (true) {
    let found = i8x16.bitmask(specials(v128.load(at), watched));
    while (found != 0) {
      const place = at + ctz(found);
      found &= found - 1;
      if (place < done) continue;
      const c = <u32>load<u8>(place);
      if (c == 0x22) return place;
      if (c < 0x20) return 0;
      if (c == 0x5c) escapeClass(place);
      else characterClass(place);
      if (decodedEnd == 0) return 0;
      done = decodedEnd;
    }
    at += 16;
  }
}

// @ts-ignore: decorator
@inline function high(v: v128): v128 {
  return v128.and(i16x8.shr_u(v, 4), i8x16.splat(0x0f)); // in 16 bits, which machines have a shift for
}

// @ts-ignore: decorator
@inline function byNibbles(lowTable: v128, highTable: v128, low: v128, high: v128): v128 {
  return v128.and(i8x16.swizzle(lowTable, low), i8x16.swizzle(highTable, high));
}

/** Emits the matches of a text from its first byte; gives its closing quote, 0 where the line is left. */
export function scanText(from: usize): usize {
  const low = i8x16.splat(0x0f), zero = i8x16.splat(0), space = i8x16.splat(0x20);
  const watched = i8x16.splat(careful ? <i8>0x80 : <i8>0);
  // word characters by nibble: bit 0 digits, bit 1 A-O and a-o, bit 2 P-Z and p-z, bit 3 the underscore
  const wordLow = i8x16(5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 2, 2, 2, 2, 10);
  const wordHigh = i8x16(0, 0, 0, 1, 2, 12, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0);
  const l0 = v128.load(nibbles), h0 = v128.load(nibbles, 16);
  const l1 = v128.load(nibbles, 32), h1 = v128.load(nibbles, 48);
  const l2 = v128.load(nibbles, 64), h2 = v128.load(nibbles, 80);
  seenEnd = 0;
  let parted = from; // the last place known to part tokens
  let done = from;
  let wordBefore: u64 = 0;
  let at = from;
  while (true) {
    let found: u64 = 0, passing: u64 = 0, always: u64 = 0, words: u64 = 0;
    let spaces = zero;
    for (let part: u32 = 0; part < 64; part += 16) {
      const v = v128.load(at + part), second = v128.load(at + part, 1), third = v128.load(at + part, 2);
      const lowOf = v128.and(v, low), highOf = high(v);
      const first3 = v128.and(
        byNibbles(l0, h0, lowOf, highOf),
        v128.and(
          byNibbles(l1, h1, v128.and(second, low), high(second)),
          byNibbles(l2, h2, v128.and(third, low), high(third)),
        ),
      );
      spaces = v128.or(spaces, i8x16.eq(v, space));
      found |= <u64><u32>i8x16.bitmask(specials(v, watched)) << part;
      passing |= <u64><u32>i8x16.bitmask(i8x16.ne(first3, zero)) << part;
      always |= <u64><u32>i8x16.bitmask(v128.or(first3, i8x16.add(first3, first3))) << part;
      words |= <u64><u32>i8x16.bitmask(i8x16.ne(byNibbles(wordLow, wordHigh, lowOf, highOf), zero)) << part;
    }
    found |= (passing & ~((words << 1) | wordBefore)) | always;
    wordBefore = words >> 63;
    if (at - parted > 160) {
      parted = lastParting(parted, at);
      if (parted == 0) return 0;
    }
    if (v128.any_true(spaces)) parted = at;
    while (found != 0) {
      const place = at + <usize>ctz(found);
      found &= found - 1;
      if (place < done) continue;
      const c = <u32>load<u8>(place);
      if (c == 0x5c) {
        const kind = escapeClass(place);
        if (decodedEnd == 0 || (kind & Unsure) != 0) return 0;
        done = decodedEnd;
        seenStart = place;
        seenEnd = done;
        seenClass = kind;
        // a token after \n stands after a letter, so that the blocks do not see its start
        const passes =
          load<u8>(firsts + load<u8>(done)) &
          load<u8>(firsts + 256 + load<u8>(done + 1)) &
          load<u8>(firsts + 512 + load<u8>(done + 2));
        if (passes != 0 && isWord(load<u8>(done - 1)) && !settle(done, from)) return 0;
      } else if (c == 0x22) return place;
      else if (c >= 0x80) {
        const kind = characterClass(place);
        if (decodedEnd == 0 || (kind & Unsure) != 0) return 0;
        done = decodedEnd;
      } else if (c < 0x20) return 0;
      else if (!settle(place, from)) return 0;
    }
    at += 64;
  }
}

/** The last place up to a block's end that surely parts tokens; 0 where the analyzer may cut a run without one. */
function lastParting(from: usize, block: usize): usize {
  let last = from;
  let at = from;
  while (at < block + 64) {
    const c = <u32>load<u8>(at);
    if ((c & 0xc0) == 0x80) at += 1; // the rest of a character whose beginning was passed
    else if (c >= 0x80) {
      const kind = characterClass(at);
      if (decodedEnd == 0) return 0;
      if (kind == Other || kind == Han || kind == Hiragana) last = at;
      at = decodedEnd;
    } else {
      if (c == 0x22 && load<u8>(at - 1) != 0x5c) return at; // the text's end
      if (!isWord(c) && !isMid(c) && c != 0x22 && c != 0x5c && c != 0x23 && c != 0x2a) last = at;
      else if (c == 0x5c && load<u8>(at + 1) != 0x75 && load<u8>(at + 1) != 0x22) last = at;
      at += 1;
    }
    if (at - last > longRun) return 0;
  }
  return last;
}

/** A point, colon, apostrophe, comma or semicolon: they may join what stands on their sides. */
// @ts-ignore: decorator
@inline function isMid(c: u32): bool {
  return c == 0x2e || c == 0x27 || c == 0x3a || c == 0x2c || c == 0x3b;
}

/** Whether a mark joins two plain letters or digits (WB6, WB7, WB11, WB12). */
function joins(before: u32, mark: u32, after: u32): bool {
  if ((before | 0x20) - 0x61 < 26) return (after | 0x20) - 0x61 < 26 && mark != MidNum;
  return before - 0x30 < 10 && after - 0x30 < 10 && mark != MidLetter;
}

// @ts-ignore: decorator
@inline const starts: u32 = 0, inside: u32 = 1, unsureStart: u32 = 2;

/** Whether a token begins at a plain letter or digit before which no other stands. */
function startAt(at: usize, from: usize): u32 {
  if (at == from) return starts;
  let place = at - 1; // of the character before
  let kind: u32;
  if (at == seenEnd) {
    place = seenStart;
    kind = seenClass;
  } else {
    const c = <u32>load<u8>(place);
    if (c >= 0x80) {
      while ((load<u8>(place) & 0xc0) == 0x80) place -= 1;
      kind = characterClass(place);
    } else if (isMid(c)) kind = load<u8>(classes + c);
    else return starts;
  }
  if (kind == Other || kind == Han || kind == Hiragana) return starts;
  if (kind == Pictograph || kind == RegionalIndicator) return starts;
  if (kind <= Numeric || kind == ExtendNumLet) return inside;
  if (kind < MidLetter || kind >= DoubleQuote) return unsureStart;
  // a mark, which may join what stands before it
  if (place == from) return starts;
  if (at == seenEnd) return unsureStart;
  if (place == seenEnd) return seenClass == Other ? starts : unsureStart;
  const c = <u32>load<u8>(place - 1);
  if (c >= 0x80 || c == 0x5f) return unsureStart;
  if (isAlnum(c)) return joins(c, kind, load<u8>(at)) ? inside : starts;
  return starts;
}

/** The end of the run of letters, digits and underscores that begins at an address. */
function runEnd(at: usize): usize {
  const wordLow = i8x16(5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 2, 2, 2, 2, 10);
  const wordHigh = i8x16(0, 0, 0, 1, 2, 12, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0);
  while (true) {
    const v = v128.load(at);
    const words = byNibbles(wordLow, wordHigh, v128.and(v, i8x16.splat(0x0f)), high(v));
    const others = i8x16.bitmask(i8x16.eq(words, i8x16.splat(0)));
    if (others != 0) return at + ctz(others);
    at += 16;
  }
}

/** The end of a token, from where it begins and its plain run ends; none where it has more than plain characters. */
function tokenEnd(start: usize, run: usize): usize {
  let at = run;
  while (true) {
    if (at - start > longRun) return unsure;
    const c = <u32>load<u8>(at);
    if (c == 0x5c || c >= 0x80) {
      const kind = c == 0x5c ? escapeClass(at) : characterClass(at);
      if (decodedEnd == 0 || (kind & Unsure) != 0) return unsure;
      const isMark = kind == KeycapBase || (kind >= MidLetter && kind <= DoubleQuote);
      if (c == 0x5c && decodedEnd == at + 6 && isMark) return unsure;
      if (kind == Other || (kind >= DoubleQuote && kind <= KeycapBase)) return at;
      if (kind == Katakana) return unsure;
      if (kind < MidLetter || kind > KeycapBase) return none;
      // a mark such as a curly apostrophe
      const next = <u32>load<u8>(decodedEnd);
      if (next >= 0x80 || next == 0x5c && load<u8>(decodedEnd + 1) == 0x75) return unsure;
      return joins(load<u8>(at - 1), kind, next) ? none : at;
    }
    if (!isMid(c)) return at;
    const next = <u32>load<u8>(at + 1);
    if (next >= 0x80) {
      const kind = characterClass(at + 1);
      if (decodedEnd == 0 || (kind & Unsure) != 0) return unsure;
      return kind == Other || (kind >= MidLetter && kind < KeycapBase) ? at : unsure;
    }
    if (next == 0x5c) return load<u8>(at + 2) == 0x75 ? unsure : at;
    if (!joins(load<u8>(at - 1), load<u8>(classes + c), next)) return at;
    at = runEnd(at + 1);
  }
}

/** Where the next token begins, if it begins with a plain letter or digit; none where it does not or there is none. */
function nextToken(at: usize): usize {
  while (true) {
    const c = <u32>load<u8>(at);
    if (isWord(c)) return at;
    if (c == 0x22) return none;
    if (c == 0x5c || c >= 0x80) {
      const kind = c == 0x5c ? escapeClass(at) : characterClass(at);
      if (decodedEnd == 0 || (kind & Unsure) != 0) return unsure;
      if (kind == Other || (kind >= MidLetter && kind <= DoubleQuote)) at = decodedEnd;
      else if (kind == ExtendNumLet || kind >= RegionalIndicator) return unsure;
      else return none;
      continue;
    }
    if (c < 0x20) return unsure;
    at += 1;
    if (c == 0x23 || c == 0x2a) {
      const next = <u32>load<u8>(at);
      if (next >= 0x80 || next == 0x5c) return unsure;
    }
  }
}

/** The slot of a token of the lexicon; 0 where the bytes are none. */
function slotOf(start: usize, length: u32): usize {
  let head = load<u64>(start);
  if (length < 8) head &= (<u64>1 << (8 * <u64>length)) - 1;
  head |= 0x2020202020202020;
  if (length < 8) head &= (<u64>1 << (8 * <u64>length)) - 1;
  let index = (<u32>((head * 0x9e3779b97f4a7c15) >> 40) ^ length) & slotMask;
  while (true) {
    const slot = slots + 32 * index;
    const slotLength = load<u32>(slot, 8);
    if (slotLength == 0) return 0;
    if (slotLength == length && load<u64>(slot) == head) {
      const name = <usize>load<u32>(slot, 12);
      let i: u32 = 8;
      while (i < length && (load<u8>(start + i) | 0x20) == load<u8>(name + i)) i += 1;
      if (i >= length) return slot;
    }
    index = (index + 1) & slotMask;
  }
}

// @ts-ignore: decorator
@inline const hasOther: u32 = 1;
// @ts-ignore: decorator
@inline const isPhrase: u32 = 1, leadsOn: u32 = 2;

/** Emits the phrases that begin at an address; false where the line is left to the exact path. */
function settle(start: usize, from: usize): bool {
  const run = runEnd(start);
  let slot = slotOf(start, <u32>(run - start));
  if (slot == 0) return true;
  if ((load<u32>(slot, 20) & hasOther) != 0) return false;
  const how = startAt(start, from);
  if (how != starts) return how == inside;
  let end = tokenEnd(start, run);
  if (end == unsure) return false;
  if (end == none) return true;
  if (end != run) {
    slot = slotOf(start, <u32>(end - start));
    if (slot == 0) return true;
  }
  let node = load<i32>(slot, 24);
  while (node != -1) {
    const entry = nodes + 16 * node;
    const flags = load<u32>(entry, 8);
    if ((flags & isPhrase) != 0 && !emit(node, start, end)) return false;
    if ((flags & leadsOn) != 0) return false;
    const count = load<u32>(entry, 4);
    if (count == 0) return true;
    const next = nextToken(end);
    if (next == unsure) return false;
    if (next == none) return true;
    const nextRun = runEnd(next);
    if (isUnderscores(next, nextRun)) return false;
    end = tokenEnd(next, nextRun);
    if (end == unsure) return false;
    if (end == none) return true;
    slot = slotOf(next, <u32>(end - next));
    if (slot == 0) return true;
    const token = load<u32>(slot, 16);
    let edge = <usize>load<u32>(entry);
    const last = edge + 8 * count;
    node = -1;
    for (; edge < last; edge += 8) {
      if (load<u32>(edge) == token) {
        node = load<u32>(edge, 4);
        break;
      }
    }
  }
  return true;
}

function isUnderscores(at: usize, end: usize): bool {
  while (at < end && load<u8>(at) == 0x5f) at += 1;
  return at == end;
}
