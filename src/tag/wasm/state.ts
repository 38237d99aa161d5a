// What JavaScript lays into memory before a scan, by address, and where the results go.

/** Where free memory begins. */
export const heap: usize = __heap_base;

/** The class of each code point (word-break.ts); bit 7 is set where a text that holds it is left. */
export let classes: usize = 0;
/**
 * Six tables of 16 bytes: of the first, second and third byte of the lexicon's first tokens, by low and by high nibble.
 * Bits 6 and 7 are İ and the Kelvin sign.
 */
export let nibbles: usize = 0;
/** Three tables of 256 bytes: the same, by whole byte. */
export let firsts: usize = 0;
/** Tokens of the lexicon: a hash table, slots of 32 bytes: first eight bytes, length, address, token, flags, node. */
export let slots: usize = 0;
export let slotMask: u32 = 0;
/** Nodes of the tree of phrases, of 16 bytes: address of the edges, their number, flags. An edge: token, node. */
export let nodes: usize = 0;
/**
 * The keys that are looked for, 16 bytes each: address and length of the key; what it is for, as bits (see `scan.ts`);
 * the number of its range. Those from `named` on are left to the exact path.
 */
export let wanted: usize = 0;
export let wantedCount: u32 = 0;
export let named: u32 = 0;
/** How many ranges of values each line has in the output. */
export let ranges: u32 = 0;
/** Whether every character beyond ASCII has to be checked: it may be malformed, or one that the lexicon watches. */
export let careful: bool = false;
/** Where the results go, and where that place ends. */
export let out: usize = 0;
export let outEnd: usize = 0;

export let outAt: usize = 0;

export function setOut(at: usize): void {
  outAt = at;
}

/** Writes a match; false where there is no place left. */
export function emit(node: u32, start: usize, end: usize): bool {
  const at = outAt;
  if (at + 12 > outEnd) return false;
  store<u32>(at, node);
  store<u32>(at + 4, <u32>start);
  store<u32>(at + 8, <u32>end);
  outAt = at + 12;
  return true;
}

/** The newline at or after an address. */
export function lineEnd(at: usize): usize {
  const newline = i8x16.splat(0x0a);
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), newline));
    if (found != 0) return at + ctz(found);
    at += 16;
  }
}
