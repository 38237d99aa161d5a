// Characters that a reader sees otherwise than they are written: see ../plain-bytes.ts.

// @ts-ignore: decorator
@inline function is(v: v128, byte: i8): v128 {
  return i8x16.eq(v, i8x16.splat(byte));
}

/**
 * Whether one of them may stand in [from, to), by its first bytes in UTF-8: C2 AD, CC, CD, E2 80 AF, E2 81 A0, E3 82,
 * EF. It reads up to 66 bytes further.
 */
export function holdsSpecial(from: usize, to: usize): bool {
  const beyondAscii = i8x16.splat(<i8>0x80);
  for (let at = from; at < to; at += 64) {
    const any = v128.or(
      v128.or(v128.load(at), v128.load(at, 16)),
      v128.or(v128.load(at, 32), v128.load(at, 48)),
    );
    if (!v128.any_true(v128.and(any, beyondAscii))) continue;
    for (let part = at; part < at + 64; part += 16) {
      const first = v128.load(part), second = v128.load(part, 1), third = v128.load(part, 2);
      const alone = v128.or(v128.or(is(first, <i8>0xcc), is(first, <i8>0xcd)), is(first, <i8>0xef));
      const pair = v128.or(
        v128.and(is(first, <i8>0xc2), is(second, <i8>0xad)),
        v128.and(is(first, <i8>0xe3), is(second, <i8>0x82)),
      );
      const rest = v128.or(
        v128.and(is(second, <i8>0x80), is(third, <i8>0xaf)),
        v128.and(is(second, <i8>0x81), is(third, <i8>0xa0)),
      );
      const triple = v128.and(is(first, <i8>0xe2), rest);
      if (v128.any_true(v128.or(alone, v128.or(pair, triple)))) return true;
    }
  }
  return false;
}
