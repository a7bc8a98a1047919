import { bigEndian64Before, bitsLeft, topBits } from "./bits";
import { BANDS, LL3 } from "./bands";

/** The adaptation counter is a parameter with three fractional bits. */
const FIRST_KP = 8;
const MAX_KP = 80;
/** Zeros that are read together at most. */
const UNARY_STEP: u32 = 32;
/** Coefficients that are looked at together. */
const GROUP: u32 = 16;

/**
 * One component of an upgrade pass, [MS-RDPEGFX] 3.3.8.2 and 3.1.8.1.5: adds further bits to the 4096 coefficients at
 * `coefficients`. What is significant, as the signed bytes at `signs` say, gets raw bits away from zero; of the others the
 * simplified run-length code (SRL) says which become significant, and how much. LL3 is rounded down, not towards zero: its
 * raw bits always add. Beyond the end of either stream there are only zeros.
 *
 * At `offsets`: where each of the ten bands starts and the last ends (u16). At `bits` (0 to 15) and `shifts` (0 to 31): a
 * byte for each band, how many bits it gets and from which on. Reads 16 bytes beyond the signs.
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
  let srlLasts = true;
  let kp: i32 = FIRST_KP;
  let zeros: u32 = 0;
  let valueIsNext = false;

  for (let band: u32 = 0; band < BANDS; band++) {
    const bandBits = <u32>load<u8>(bits + band) & 15;
    if (bandBits === 0) continue;
    const shift = <i32>load<u8>(shifts + band);
    const start = <u32>load<u16>(offsets + (band << 1));
    const end = <u32>load<u16>(offsets + (band << 1) + 2);

    for (let at = start; at < end; at += GROUP) {
      const inBand: u32 = (1 << min<u32>(end - at, GROUP)) - 1;
      const significant = band === LL3 ? inBand : i8x16.bitmask(i8x16.ne(v128.load(signs + at), i8x16.splat(0))) & inBand;

      for (let left = significant; left !== 0; left &= left - 1) {
        if (rawBits < bandBits) {
          rawWindow |= bigEndian64Before(rawEnd, raw) >> rawBits;
          raw += (63 - rawBits) >> 3;
          rawBits |= 56;
        }
        const value = topBits(rawWindow, bandBits) << shift;
        rawWindow <<= bandBits;
        rawBits -= bandBits;
        const i = at + ctz(left);
        const isNegative = band !== LL3 && load<i8>(signs + i) < 0;
        add(coefficients + (<usize>i << 1), isNegative ? 0 - value : value);
      }

      // The others: `zeros` of them stay zero, and then perhaps one becomes significant.
      for (let left = significant ^ inBand; left !== 0 && srlLasts; ) {
        if (zeros === 0 && !valueIsNext) {
          srlWindow |= bigEndian64Before(srlEnd, srl) >> srlBits;
          srl += (63 - srlBits) >> 3;
          srlBits |= 56;
          const k: u32 = kp >> 3;
          valueIsNext = srlWindow >> 63 !== 0;
          srlWindow <<= 1;
          srlBits--;
          if (valueIsNext) {
            zeros = topBits(srlWindow, k);
            srlWindow <<= k;
            srlBits -= k;
          } else {
            zeros = 1 << k;
            kp = min(kp + 4, MAX_KP);
          }
          srlLasts = bitsLeft(srlEnd, srl, srlBits) > 0;
        }
        const others = popcnt(left);
        if (zeros >= others) {
          zeros -= others;
          break;
        }
        for (; zeros > 0; zeros--) left &= left - 1;
        if (!valueIsNext || !srlLasts) continue;

        valueIsNext = false;
        kp = max(kp - 6, 0);
        srlWindow |= bigEndian64Before(srlEnd, srl) >> srlBits;
        srl += (63 - srlBits) >> 3;
        srlBits |= 56;
        const isNegative = srlWindow >> 63 !== 0;
        srlWindow <<= 1;
        srlBits--;
        // The magnitude less one in unary, without its end where it can be no greater.
        const most = min<u32>((1 << bandBits) - 2, bitsLeft(srlEnd, srl, srlBits));
        let more: u32 = 0;
        while (more < most) {
          const step = min(min<u32>(<u32>clz(srlWindow), UNARY_STEP), most - more);
          more += step;
          srlWindow <<= step;
          srlBits -= step;
          if (step < UNARY_STEP && more < most) {
            srlWindow <<= 1;
            srlBits--;
            break;
          }
          srlWindow |= bigEndian64Before(srlEnd, srl) >> srlBits;
          srl += (63 - srlBits) >> 3;
          srlBits |= 56;
        }
        srlLasts = bitsLeft(srlEnd, srl, srlBits) > 0;
        const value = (1 + more) << shift;
        const i = at + ctz(left);
        left &= left - 1;
        store<i8>(signs + i, isNegative ? -1 : 1);
        add(coefficients + (<usize>i << 1), isNegative ? 0 - value : value);
      }
    }
  }
}

// @ts-expect-error: decorator
@inline
function add(coefficient: usize, value: u32): void {
  store<i16>(coefficient, <i16>(<u32>load<i16>(coefficient) + value));
}
