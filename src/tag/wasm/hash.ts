// A hash of 128 bits, by which ids are told apart: MurmurHash3 (x64), public domain, by Austin Appleby.

// @ts-ignore: decorator
@inline const c1: u64 = 0x87c37b91114253d5, c2: u64 = 0x4cf5ad432745937f;

// @ts-ignore: decorator
@inline function mixed(k: u64): u64 {
  k ^= k >> 33;
  k *= 0xff51afd7ed558ccd;
  k ^= k >> 33;
  k *= 0xc4ceb9fe1a85ec53;
  return k ^ (k >> 33);
}

/** The bytes at an address, eight of the `left` ones at most, as a little-endian number. */
function tail(at: usize, left: usize): u64 {
  let k: u64 = 0;
  for (let i = min<usize>(left, 8); i > 0; i -= 1) k = (k << 8) | load<u8>(at + i - 1);
  return k;
}

/** Writes the hash of the bytes in [from, to) to an address, 16 bytes. */
export function hashOf(from: usize, to: usize, target: usize, seed: u32): void {
  const length = to - from;
  let h1: u64 = seed;
  let h2: u64 = seed;
  let at = from;
  for (; at + 16 <= to; at += 16) {
    h1 ^= rotl<u64>(load<u64>(at) * c1, 31) * c2;
    h1 = (rotl<u64>(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= rotl<u64>(load<u64>(at, 8) * c2, 33) * c1;
    h2 = (rotl<u64>(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  const left = to - at;
  if (left > 8) h2 ^= rotl<u64>(tail(at + 8, left - 8) * c2, 33) * c1;
  if (left > 0) h1 ^= rotl<u64>(tail(at, left) * c1, 31) * c2;
  h1 ^= length;
  h2 ^= length;
  h1 += h2;
  h2 += h1;
  h1 = mixed(h1);
  h2 = mixed(h2);
  h1 += h2;
  h2 += h1;
  store<u64>(target, h1);
  store<u64>(target, h2, 8);
}
