import { BANDS, LL3 } from "./bands";
import { bigEndian64Before, bitsLeft, topBits } from "./bits";
import { counterAfter, FIRST_COUNTER, LEAST_BITS, UNARY_STEP, zerosOfRuns } from "./runs";

/** Coefficients that are looked at together. */
const GROUP: u32 = 64;

/**
 * One component of an upgrade pass, [MS-RDPEGFX] 3.3.8.2 and 3.1.8.1.5: adds further bits to the 4096 coefficients at
 * `coefficients`. What is significant, as the signed bytes at `signs` say, gets raw bits away from zero; of the others the
 * simplified run-length code (SRL) says which become significant, and how much. LL3 is rounded down, not towards zero: its
 * raw bits always add. Beyond the end of either stream there are only zeros.
 *
 * At `offsets`: where each of the ten bands starts and the last ends (u16). At `bits` (0 to 15) and `shifts` (0 to 31): a
 * byte for each band, how many bits it gets and from which on. Reads 64 bytes beyond the signs.
 */
export function upgradeCoefficients(
  coefficients: usize,
  signs: usize,
  offsets: usize,
  bits: usize,
  shifts: usize,
  srl: usize,
  srlLength: u32,
  raw: usize,
  rawLength: u32,
): void {
  const rawEnd = raw + rawLength;
  let rawWindow: u64 = 0;
  let rawBits: u32 = 0;
  const srlEnd = srl + srlLength;
  let srlWindow: u64 = 0;
  let srlBits: u32 = 0;
  let srlLasts = srlLength > 0;
  let kp: i32 = FIRST_COUNTER;
  let zeros: u32 = 0;
  let valueIsNext = false;

  for (let band: u32 = 0; band < BANDS; band++) {
    const bandBits = <u32>load<u8>(bits + band) & 15;
    if (bandBits === 0) continue;
    const shift = <i32>load<u8>(shifts + band);
    const start = <u32>load<u16>(offsets + (band << 1));
    const end = <u32>load<u16>(offsets + (band << 1) + 2);

    for (let at = start; at < end; at += GROUP) {
      const inBand = end - at < GROUP ? ((<u64>1) << (end - at)) - 1 : <u64>-1;
      const significant = band === LL3 ? inBand : isNotZero(signs + at) & inBand;

      for (let left = significant; left !== 0; left &= left - 1) {
        if (rawBits < LEAST_BITS) {
          rawWindow |= bigEndian64Before(rawEnd, raw) >> rawBits;
          raw += (63 - rawBits) >> 3;
          rawBits |= 56;
        }
        const value = topBits(rawWindow, bandBits) << shift;
        rawWindow <<= bandBits;
        rawBits -= bandBits;
        const i = at + <u32>ctz(left);
        // -1 for what is negative. LL3 has no signs.
        const sign = band === LL3 ? 0 : <i32>load<i8>(signs + i) >> 7;
        add(coefficients + (<usize>i << 1), (value ^ sign) - sign);
      }

      // The others: `zeros` of them stay zero, then one becomes significant.
      for (let left = significant ^ inBand; left !== 0 && srlLasts; ) {
        if (!valueIsNext) {
          if (srlBits < LEAST_BITS) {
            srlWindow |= bigEndian64Before(srlEnd, srl) >> srlBits;
            srl += (63 - srlBits) >> 3;
            srlBits |= 56;
          }
          const runs = min<u32>(<u32>clz(srlWindow), UNARY_STEP);
          zeros += zerosOfRuns(kp, runs);
          kp = counterAfter(kp, runs);
          valueIsNext = runs < UNARY_STEP;
          const k: u32 = valueIsNext ? kp >> 3 : 0;
          const flags = runs + <u32>valueIsNext;
          srlWindow <<= flags;
          zeros += topBits(srlWindow, k);
          srlWindow <<= k;
          srlBits -= flags + k;
          srlLasts = bitsLeft(srlEnd, srl, srlBits) > 0;
        }
        const others = <u32>popcnt(left);
        if (zeros >= others) {
          zeros -= others;
          break;
        }
        for (; zeros > 0; zeros--) left &= left - 1;
        if (!valueIsNext || !srlLasts) continue;

        valueIsNext = false;
        kp = max(kp - 6, 0);
        if (srlBits < LEAST_BITS) {
          srlWindow |= bigEndian64Before(srlEnd, srl) >> srlBits;
          srl += (63 - srlBits) >> 3;
          srlBits |= 56;
        }
        const sign = <i32>(<i64>srlWindow >> 63);
        srlWindow <<= 1;
        srlBits--;
        // The magnitude less one in unary, without its end where it can be no greater.
        const most = min<u32>((1 << bandBits) - 2, bitsLeft(srlEnd, srl, srlBits));
        let more: u32 = 0;
        while (more < most) {
          const step = min(min<u32>(<u32>clz(srlWindow), UNARY_STEP), most - more);
          const taken = step + <u32>(step < UNARY_STEP && more + step < most);
          more += step;
          srlWindow <<= taken;
          srlBits -= taken;
          if (taken > step) break;
          srlWindow |= bigEndian64Before(srlEnd, srl) >> srlBits;
          srl += (63 - srlBits) >> 3;
          srlBits |= 56;
        }
        srlLasts = bitsLeft(srlEnd, srl, srlBits) > 0;
        const value = <i32>((1 + more) << shift);
        const i = at + <u32>ctz(left);
        left &= left - 1;
        store<i8>(signs + i, <i8>(sign | 1));
        add(coefficients + (<usize>i << 1), (value ^ sign) - sign);
      }
    }
  }
}

/** A bit for each of 64 bytes, the first one lowest. */
// @ts-expect-error: decorator
@inline
function isNotZero(bytes: usize): u64 {
  const zero = i8x16.splat(0);
  return (
    <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes), zero)) |
    ((<u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 16), zero))) << 16) |
    ((<u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 32), zero))) << 32) |
    ((<u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 48), zero))) << 48)
  );
}

// @ts-expect-error: decorator
@inline
function add(coefficient: usize, value: i32): void {
  store<i16>(coefficient, <i16>(<i32>load<i16>(coefficient) + value));
}
