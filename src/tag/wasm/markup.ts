// Places that may be mark-up: see ../plain-bytes.ts.

/** An entity is no longer than this. */
const longestEntity: usize = 34;

// @ts-ignore: decorator
@inline function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26;
}

function isElement(at: usize): bool {
  const after: u32 = load<u8>(at, 1);
  return isLetter(after) || after == 0x2f || after == 0x21;
}

function isEntity(at: usize): bool {
  const after: u32 = load<u8>(at, 1);
  if (!isLetter(after) && after != 0x23) return false;
  for (let i: usize = 2; i < longestEntity; i += 1) if (load<u8>(at + i) == 0x3b) return true;
  return false;
}

/**
 * The first place in [from, to) where an element or an entity may begin; `to` where there is none. It reads up to 49
 * bytes further.
 */
export function markupAt(from: usize, to: usize): usize {
  const less = i8x16.splat(<i8>0x3c), and = i8x16.splat(<i8>0x26);
  for (let at = from; at < to; at += 16) {
    const bytes = v128.load(at);
    let found = i8x16.bitmask(v128.or(i8x16.eq(bytes, less), i8x16.eq(bytes, and)));
    for (; found != 0; found &= found - 1) {
      const place = at + ctz(found);
      if (place >= to) return to;
      if (load<u8>(place) == 0x3c ? isElement(place) : isEntity(place)) return place;
    }
  }
  return to;
}
