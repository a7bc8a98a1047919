import {
  FIRST_DATA,
  FIRST_FLAGS,
  FIRST_IS_DIFFERENCE,
  FIRST_IS_EXTRAPOLATED,
  FIRST_IS_RLGR3,
  FIRST_IS_UPGRADABLE,
  FIRST_SHIFTS,
  STATE_COEFFICIENTS,
  STATE_EXTRAPOLATED,
  STATE_PRESENT,
  STATE_SIGNIFICANT,
  STATE_SIGNS,
  UPGRADE_BITS,
  UPGRADE_DATA,
  UPGRADE_SHIFTS,
} from "../tile-layout";
import { BANDS, bandOffsets, LL3, TILE_SAMPLES } from "./bands";
import { decodeRlgr } from "./rlgr";
import { upgradeCoefficients } from "./srl";

/**
 * RFX_PROGRESSIVE_TILE_SIMPLE or _FIRST, [MS-RDPEGFX] 3.3.8.2.1, and TS_RFX_TILE, [MS-RDPRFX] 3.1.8.2: `command` is a
 * DECODE_FIRST of tile-layout.ts. `scratch`: 8 KiB.
 */
export function decodeFirst(state: usize, command: usize, scratch: usize): void {
  const flags: u32 = load<u8>(command, FIRST_FLAGS);
  const isDifference = (flags & FIRST_IS_DIFFERENCE) !== 0;
  const extrapolated = (flags & FIRST_IS_EXTRAPOLATED) !== 0;
  const offsets = bandOffsets(extrapolated);
  store<u8>(state, extrapolated, STATE_EXTRAPOLATED);
  for (let component: u32 = 0; component < 3; component++) {
    const data = load<usize>(command + (component << 3), FIRST_DATA);
    const length = load<u32>(command + (component << 3), FIRST_DATA + 4);
    decodeRlgr(flags & FIRST_IS_RLGR3 ? 3 : 1, data, length, scratch, TILE_SAMPLES);
    sumUp(scratch + (<usize>load<u16>(offsets + (LL3 << 1)) << 1), scratch + (TILE_SAMPLES << 1));

    const coefficients = state + STATE_COEFFICIENTS + component * TILE_SAMPLES * 2;
    const signs = state + STATE_SIGNS + component * TILE_SAMPLES;
    const present: u32 = isDifference ? load<u16>(state + (component << 1), STATE_PRESENT) : 0;
    let sent: u32 = 0;
    for (let band: u32 = 0; band < BANDS; band++) {
      const start: usize = load<u16>(offsets + (band << 1));
      const count = <u32>load<u16>(offsets + (band << 1) + 2) - <u32>start;
      const from = scratch + (start << 1);
      if (isZero(from, count)) continue;
      sent |= 1 << band;
      if (flags & FIRST_IS_UPGRADABLE) storeSigns(from, count, signs + start);
      const shift: u32 = load<u8>(command + component * BANDS + band, FIRST_SHIFTS);
      if (present & (1 << band)) addShifted(from, count, shift, coefficients + (start << 1));
      else storeShifted(from, count, shift, coefficients + (start << 1));
    }
    store<u16>(state + (component << 1), present | sent, STATE_PRESENT);
    store<u16>(state + (component << 1), sent, STATE_SIGNIFICANT);
  }
}

/** RFX_PROGRESSIVE_TILE_UPGRADE, [MS-RDPEGFX] 3.3.8.2: `command` is a DECODE_UPGRADE of tile-layout.ts. */
export function decodeUpgrade(state: usize, command: usize): void {
  const offsets = bandOffsets(load<u8>(state, STATE_EXTRAPOLATED) !== 0);
  for (let component: u32 = 0; component < 3; component++) {
    const coefficients = state + STATE_COEFFICIENTS + component * TILE_SAMPLES * 2;
    const signs = state + STATE_SIGNS + component * TILE_SAMPLES;
    const bits = command + UPGRADE_BITS + component * BANDS;
    let present: u32 = load<u16>(state + (component << 1), STATE_PRESENT);
    let significant: u32 = load<u16>(state + (component << 1), STATE_SIGNIFICANT);
    for (let band: u32 = 0; band < BANDS; band++) {
      if (load<u8>(bits + band) === 0) continue;
      const start: usize = load<u16>(offsets + (band << 1));
      const count = <usize>load<u16>(offsets + (band << 1) + 2) - start;
      if (!(present & (1 << band))) memory.fill(coefficients + (start << 1), 0, count << 1);
      if (!(significant & (1 << band))) memory.fill(signs + start, 0, count);
      present |= 1 << band;
      significant |= 1 << band;
    }
    store<u16>(state + (component << 1), present, STATE_PRESENT);
    store<u16>(state + (component << 1), significant, STATE_SIGNIFICANT);
    const data = command + UPGRADE_DATA + (component << 4);
    upgradeCoefficients(
      coefficients,
      signs,
      offsets,
      bits,
      command + UPGRADE_SHIFTS + component * BANDS,
      load<usize>(data),
      load<u32>(data, 4),
      load<usize>(data, 8),
      load<u32>(data, 12),
    );
  }
}

/** LL3 is sent as differences, [MS-RDPRFX] 3.1.8.1.7.1. */
function sumUp(at: usize, end: usize): void {
  for (let sum: i32 = 0; at < end; at += 2) {
    sum += load<i16>(at);
    store<i16>(at, <i16>sum);
  }
}

function isZero(coefficients: usize, count: u32): bool {
  const end = coefficients + (<usize>count << 1);
  let all = i16x8.splat(0);
  for (; coefficients + 16 <= end; coefficients += 16) all = v128.or(all, v128.load(coefficients));
  let rest: u32 = 0;
  for (; coefficients < end; coefficients += 2) rest |= load<u16>(coefficients);
  return rest === 0 && !v128.any_true(all);
}

/** -1, 0 or 1 for each coefficient. */
function storeSigns(coefficients: usize, count: u32, signs: usize): void {
  const zero = i16x8.splat(0);
  const end = signs + count;
  for (; signs + 8 <= end; signs += 8) {
    const values = v128.load(coefficients);
    const wide = i16x8.sub(i16x8.lt_s(values, zero), i16x8.gt_s(values, zero));
    v128.store64_lane(signs, i8x16.narrow_i16x8_s(wide, wide), 0);
    coefficients += 16;
  }
  for (; signs < end; signs++) {
    const value = <i32>load<i16>(coefficients);
    store<i8>(signs, <i8>(<i32>(value > 0) - <i32>(value < 0)));
    coefficients += 2;
  }
}

function storeShifted(from: usize, count: u32, shift: u32, to: usize): void {
  const end = from + (<usize>count << 1);
  const kept = i16x8.splat(shift < 16 ? -1 : 0);
  for (; from + 16 <= end; from += 16) {
    v128.store(to, v128.and(i16x8.shl(v128.load(from), shift), kept));
    to += 16;
  }
  for (; from < end; from += 2) {
    store<i16>(to, <i16>(<i32>load<i16>(from) << shift));
    to += 2;
  }
}

function addShifted(from: usize, count: u32, shift: u32, to: usize): void {
  const end = from + (<usize>count << 1);
  const kept = i16x8.splat(shift < 16 ? -1 : 0);
  for (; from + 16 <= end; from += 16) {
    const values = v128.and(i16x8.shl(v128.load(from), shift), kept);
    v128.store(to, i16x8.add(v128.load(to), values));
    to += 16;
  }
  for (; from < end; from += 2) {
    store<i16>(to, load<i16>(to) + <i16>(<i32>load<i16>(from) << shift));
    to += 2;
  }
}
