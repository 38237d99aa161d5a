// AssemblyScript, compiled to WebAssembly by src/bin.mjs. What it does, and why that is exact, stands in
// ../fast-scanner.ts.
import { lineEnd, named, out, outAt, outEnd, ranges, setOut, wanted, wantedCount } from './state';
import { scanText, skipString } from './text';

const quote: u32 = 0x22;
const maxKeys: i32 = 256;
const maxDepth: u32 = 60;

/** Hashes of the keys of the line that are texts: in a line that repeats one, the last counts, so that it is left. */
const keyHashes: usize = memory.data(4 * maxKeys);
let keys: i32 = 0;

/** What a key is for: its value is a text to search; it may be a string; it may be a list of strings. */
// @ts-ignore: decorator
@inline const isText: u32 = 1, mayBeString: u32 = 2, mayBeList: u32 = 4;

/** The fields of the line, as bits, that hold a text. */
let fields: u32 = 0;

// @ts-ignore: decorator
@inline const posting: u32 = 0, blank: u32 = 1, left: u32 = 2;

export {
  heap, classes, nibbles, firsts, slots, slotMask, nodes, wanted, wantedCount, named, ranges, careful, out, outEnd,
  outAt,
} from './state';
export { hashOf } from './hash';
export { markupAt } from './markup';
export { holdsSpecial } from './special';

/**
 * Reads the lines in [from, to); a newline is at `to - 1`, and 128 readable bytes after it. Of each line it writes its
 * start, its end, what it is (with the fields that hold a text above bit 2), how many matches follow; then the ranges
 * of the values that are asked for, each its start and end, zeros where the line lacks the key; then of each match its
 * node, start and end. Gives where it stopped: at `to`, or before a line that may not fit into the output.
 */
export function scan(from: usize, to: usize): usize {
  setOut(out);
  const headSize: usize = 16 + 8 * <usize>ranges;
  let at = from;
  while (at < to) {
    const head = outAt;
    if (head + headSize + 16 > outEnd) return at;
    setOut(head + headSize);
    if (ranges != 0) memory.fill(head + 16, 0, 8 * <usize>ranges);
    lineHead = head;
    fields = 0;
    keys = 0;
    const end = line(at);
    let kind = posting;
    let next: usize;
    if (end == 0) {
      // left to the exact path; unless the output is full, and the line may be tried again with an empty one
      if (outAt + 12 > outEnd && head > out) {
        setOut(head);
        return at;
      }
      kind = left;
      setOut(head + headSize);
      next = lineEnd(at);
    } else {
      next = end;
      if (isBlank) kind = blank;
    }
    store<u32>(head, <u32>at);
    store<u32>(head + 4, <u32>next);
    store<u32>(head + 8, kind | (fields << 2));
    store<u32>(head + 12, <u32>((outAt - head - headSize) / 12));
    at = next + 1;
  }
  return at;
}

/** Where the output of the line begins. */
let lineHead: usize = 0;

/** Writes where a value is, when it is asked for. Ranges are numbered from 1. */
// @ts-ignore: decorator
@inline function keepRange(entry: usize, from: usize, to: usize): void {
  const range = load<u32>(entry, 12);
  if (range == 0) return;
  store<u32>(lineHead + 8 + 8 * range, <u32>from);
  store<u32>(lineHead + 12 + 8 * range, <u32>to);
}

let isBlank: bool = false;

// @ts-ignore: decorator
@inline function space(at: usize): usize {
  let c = <u32>load<u8>(at);
  while (c == 0x20 || c == 0x09 || c == 0x0d) c = <u32>load<u8>(++at);
  return at;
}

/** Reads a line that is a JSON object, and gives its newline; 0 where it is left to the exact path. */
function line(from: usize): usize {
  isBlank = false;
  let at = space(from);
  let c = <u32>load<u8>(at);
  if (c == 0x0a) {
    isBlank = true;
    return at;
  }
  if (c != 0x7b) return 0; // {
  at = space(at + 1);
  if (load<u8>(at) == 0x7d) at += 1;
  else {
    while (true) {
      if (load<u8>(at) != quote) return 0;
      const key = at + 1;
      at = skipString(key);
      if (at == 0 || hasEscape(key, at)) return 0;
      const field = fieldOf(key, at);
      if (field == -2) return 0;
      at = space(at + 1);
      if (load<u8>(at) != 0x3a) return 0; // :
      at = space(at + 1);
      if (field == -1) at = value(at);
      else if (wantedCount == 0) at = texts(at, 0, isText | mayBeString | mayBeList);
      else {
        const entry = wanted + 16 * <usize>field;
        const from = at;
        const use = load<u32>(entry, 8);
        at = (use & isText) != 0 ? texts(at, field, use) : value(at);
        keepRange(entry, from, at);
      }
      if (at == 0) return 0;
      at = space(at);
      c = <u32>load<u8>(at);
      at += 1;
      if (c == 0x7d) break;
      if (c != 0x2c) return 0;
      at = space(at);
    }
  }
  at = space(at);
  return load<u8>(at) == 0x0a ? at : 0;
}

function hasEscape(from: usize, to: usize): bool {
  for (let at = from; at < to; at += 1) if (load<u8>(at) == 0x5c) return true;
  return false;
}

/** The text field that a key names; -1 for another key, -2 where the line is left. Without named fields, always 0. */
function fieldOf(key: usize, end: usize): i32 {
  const length = <u32>(end - key);
  let field: i32 = -1;
  if (wantedCount == 0) field = 0;
  else {
    for (let i: u32 = 0; i < wantedCount; i += 1) {
      const entry = wanted + 16 * <usize>i;
      if (load<u32>(entry, 4) == length && memory.compare(load<u32>(entry), key, length) == 0) {
        if (i >= named) return -2;
        field = i;
        break;
      }
    }
    if (field == -1) return -1;
  }
  let hash: u32 = 0x811c9dc5;
  for (let at = key; at < end; at += 1) hash = (hash ^ <u32>load<u8>(at)) * 0x01000193;
  for (let i = 0; i < keys; i += 1) if (load<u32>(keyHashes + 4 * i) == hash) return -2;
  if (keys == maxKeys) return -2;
  store<u32>(keyHashes + 4 * keys, hash);
  keys += 1;
  return field;
}

/** The value of a text field: a text, texts in a list, or null. Anything else is left when the field was named. */
function texts(at: usize, field: i32, use: u32): usize {
  const c = <u32>load<u8>(at);
  const any = wantedCount == 0;
  if (c == quote) {
    if ((use & mayBeString) == 0) return 0;
    fields |= 1 << field;
    const end = scanText(at + 1);
    return end == 0 ? 0 : end + 1;
  }
  if (c == 0x5b) { // [
    if ((use & mayBeList) == 0) return 0;
    fields |= 1 << field;
    at = space(at + 1);
    if (load<u8>(at) == 0x5d) return at + 1;
    while (true) {
      if (load<u8>(at) == quote) {
        const end = scanText(at + 1);
        if (end == 0) return 0;
        at = end + 1;
      } else {
        if (!any) return 0;
        at = value(at);
        if (at == 0) return 0;
      }
      at = space(at);
      const next = <u32>load<u8>(at);
      at += 1;
      if (next == 0x5d) return at;
      if (next != 0x2c) return 0;
      at = space(at);
    }
  }
  return any || c == 0x6e ? value(at) : 0; // null
}

/** Steps over any JSON value, and checks it; 0 where it is none, or nested too deep to tell here. */
function value(at: usize): usize {
  let depth: u32 = 0;
  let lists: u64 = 0; // of each open bracket, whether it is a list
  while (true) {
    // a value begins here
    const c = <u32>load<u8>(at);
    if (c == quote) {
      at = skipString(at + 1);
      if (at == 0) return 0;
      at += 1;
    } else if (c == 0x7b || c == 0x5b) {
      const isList = c == 0x5b;
      at = space(at + 1);
      if (load<u8>(at) == (isList ? 0x5d : 0x7d)) at += 1;
      else {
        if (depth == maxDepth) return 0;
        lists = (lists << 1) | (isList ? 1 : 0);
        depth += 1;
        if (!isList) {
          at = key(at);
          if (at == 0) return 0;
        }
        continue;
      }
    } else if (c == 0x74) { // true
      if (load<u32>(at) != 0x65757274) return 0;
      at += 4;
    } else if (c == 0x6e) { // null
      if (load<u32>(at) != 0x6c6c756e) return 0;
      at += 4;
    } else if (c == 0x66) { // false
      if (load<u32>(at + 1) != 0x65736c61) return 0;
      at += 5;
    } else {
      at = number(at);
      if (at == 0) return 0;
    }
    // a value ends here
    while (true) {
      if (depth == 0) return at;
      at = space(at);
      const next = <u32>load<u8>(at);
      at += 1;
      const isList = (lists & 1) == 1;
      if (next == 0x2c) {
        at = space(at);
        if (!isList) {
          at = key(at);
          if (at == 0) return 0;
        }
        break;
      }
      if (next != (isList ? <u32>0x5d : <u32>0x7d)) return 0;
      depth -= 1;
      lists >>= 1;
    }
  }
}

/** Steps over a key and its colon. */
function key(at: usize): usize {
  if (load<u8>(at) != quote) return 0;
  at = skipString(at + 1);
  if (at == 0) return 0;
  at = space(at + 1);
  if (load<u8>(at) != 0x3a) return 0;
  return space(at + 1);
}

// @ts-ignore: decorator
@inline function isDigit(c: u32): bool {
  return c - 0x30 < 10;
}

function number(at: usize): usize {
  if (load<u8>(at) == 0x2d) at += 1;
  let c = <u32>load<u8>(at);
  if (!isDigit(c)) return 0;
  at += 1;
  if (c != 0x30) while (isDigit(<u32>load<u8>(at))) at += 1;
  if (load<u8>(at) == 0x2e) {
    at += 1;
    if (!isDigit(<u32>load<u8>(at))) return 0;
    while (isDigit(<u32>load<u8>(at))) at += 1;
  }
  c = <u32>load<u8>(at);
  if ((c | 0x20) == 0x65) {
    at += 1;
    c = <u32>load<u8>(at);
    if (c == 0x2b || c == 0x2d) at += 1;
    if (!isDigit(<u32>load<u8>(at))) return 0;
    while (isDigit(<u32>load<u8>(at))) at += 1;
  }
  return at;
}
