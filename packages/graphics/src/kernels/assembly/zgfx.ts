import { BEYOND, CUT_OFF, UNKNOWN } from "./errors";
import { fillLoosely } from "./loose";

/** [MS-RDPEGFX] 3.1.9.1: how far back a match may reach. */
const HISTORY_SIZE: u32 = 2_500_000;

/** The longest match is written with this many bits behind a unary number. */
const MOST_LENGTH_BITS: u32 = 16;

/**
 * Decodes the tokens of 3.1.9.1.2 in the data of one segment, behind what was decoded before.
 * @param length with the last byte, which says how many bits of the one before are padding
 * @param tokens address of 512 u32: for any 9 bits, the token that they begin with. From the lowest bit on: 4 bits for how
 * long its prefix is (0: there is none), 5 for how many bits of value follow, 1 for a match, the rest for what is added
 * @param at where to write; the 2,500,000 bytes before it are the history, and 16 bytes behind `limit` may be overwritten
 * @returns where what was written ends, or an error number
 */
export function inflate(from: usize, length: u32, tokens: usize, at: usize, limit: usize): usize {
  const padding = <u32>load<u8>(from + length - 1);
  if (padding > 7 || (length - 1) * 8 < padding) return CUT_OFF;
  const end = (length - 1) * 8 - padding;
  let position: u32 = 0;
  while (position < end) {
    let window = bitsAt(from, position);
    let token = load<u32>(tokens + (<usize>(window >> 55) << 2));
    if (!(token & IS_MATCH)) {
      // Literals, as many as the bits at hand are enough for.
      let left = BITS_AT_HAND;
      do {
        const bits = token & 15;
        if (bits == 0) return UNKNOWN;
        if (at == limit) return BEYOND;
        store<u8>(at++, <u8>(token >> 10));
        position += bits;
        left -= bits;
        window <<= bits;
        token = load<u32>(tokens + (<usize>(window >> 55) << 2));
      } while (left >= TOKEN_BITS && position < end && !(token & IS_MATCH));
      continue;
    }
    const prefixBits = token & 15;
    const valueBits = (token >> 4) & 31;
    window <<= prefixBits;
    const distance = (token >> 10) + <u32>(window >> (64 - valueBits));
    position += prefixBits + valueBits;

    if (distance == 0) {
      // Bytes that are not encoded, from the next whole byte on.
      const count = <u32>(bitsAt(from, position) >> 49);
      const bytes = (position + 15 + 7) >> 3;
      position = (bytes + count) * 8;
      if (position > end) return CUT_OFF;
      if (count > <u32>(limit - at)) return BEYOND;
      memory.copy(at, from + bytes, count);
      at += count;
      continue;
    }
    if (distance > HISTORY_SIZE) return BEYOND;
    window = bitsAt(from, position);
    let count: u32 = 3;
    if (window >> 63 == 0) {
      position++;
    } else {
      // A unary power of two, then as many bits of what is added to it.
      const bits = <u32>clz(~window) + 1;
      if (bits > MOST_LENGTH_BITS) return BEYOND;
      count = (1 << bits) + <u32>((window << bits) >> (64 - bits));
      position += bits * 2;
    }
    if (count > <u32>(limit - at)) return BEYOND;
    repeat(at, distance, count);
    at += count;
  }
  return position > end ? CUT_OFF : at;
}

/** A token that is no match has its whole value in its prefix: a byte. */
const IS_MATCH: u32 = 1 << 9;
/** What `bitsAt` gives at the least, and what telling a token takes. */
const BITS_AT_HAND: u32 = 57;
const TOKEN_BITS: u32 = 9;

/** The bits from `position` on, from the highest. Zeros follow the data. */
@inline
function bitsAt(from: usize, position: u32): u64 {
  return bswap(load<u64>(from + (position >> 3))) << (position & 7);
}

/** Writes again what was written `distance` bytes ago, which may be just what is being written. */
@inline
function repeat(to: usize, distance: u32, count: u32): void {
  const from = to - distance;
  if (distance == 1) {
    fillLoosely(to, v128.load_splat<u8>(from), count);
    return;
  }
  const end = to + count;
  // Each copy doubles what can be copied next.
  while (<u32>(to - from) < 16 && to < end) {
    const whole = to - from;
    v128.store(to, v128.load(from));
    to += whole;
  }
  for (let source = from; to < end; to += 16, source += 16) v128.store(to, v128.load(source));
}
