import { colorAt } from "./clearcodec-runs";
import { CUT_OFF, OUTSIDE, TOO_MUCH } from "./errors";
import { fillLoosely } from "./loose";
import { scratch } from "./memory";
import { copyPixels } from "./pixels";
import { words24 } from "./uncompressed";

const MAX_BAR_HEIGHT: u32 = 52;
const BAR_BYTES: u32 = MAX_BAR_HEIGHT * 4;
const BARS: u32 = 32_768;
const SHORT_BARS: u32 = 16_384;
const BAND_HEADER_BYTES: usize = 11;

/** So many columns are put together before they are painted: going down a wide surface defeats the processor's cache. */
const BLOCK_WIDTH: u32 = 16;

// V-Bar Storage and Short V-Bar Storage, [MS-RDPEGFX] 3.3.1.10 to 3.3.1.13: the cursors, a byte for the length of each
// short bar, the short bars, the bars, and what loose writing needs.
const NEXT_BAR: usize = 0;
const NEXT_SHORT_BAR: usize = 4;
const LENGTHS: usize = 16;
const SHORT_STORAGE: usize = LENGTHS + SHORT_BARS;
const STORAGE: usize = SHORT_STORAGE + SHORT_BARS * BAR_BYTES;

/** Bytes of the storages that `decodeBands` keeps; they begin as zeros. */
export function bandStorageSize(): usize {
  return STORAGE + BARS * BAR_BYTES + 64;
}

/** CLEARCODEC_FLAG_CACHE_RESET moves the cursors back; what is stored stays. */
export function resetBandCursors(storage: usize): void {
  store<u32>(storage, 0, NEXT_BAR);
  store<u32>(storage, 0, NEXT_SHORT_BAR);
}

/**
 * CLEARCODEC_BANDS_DATA, 2.2.4.1.1.2, over a bitmap. A V-Bar is one column of a band; a short one leaves out the background
 * above and below. What was never stored shows black: a server may hit it after its own reset.
 * @param mostPixels may be painted
 * @returns how many pixels were painted, or an error number made negative
 */
export function decodeBands(
  at: usize,
  length: u32,
  storage: usize,
  mostPixels: u32,
  target: usize,
  stride: i32,
  width: u32,
  height: u32,
): i32 {
  const end = at + length;
  let painted: u32 = 0;
  while (at < end) {
    const left = <u32>load<u16>(at);
    const right = <u32>load<u16>(at, 2);
    const top = <u32>load<u16>(at, 4);
    const bottom = <u32>load<u16>(at, 6);
    const background = colorAt(at + 8);
    at += BAND_HEADER_BYTES;
    if (at > end) return -CUT_OFF;
    const barHeight = bottom - top + 1;
    if (right < left || bottom < top || barHeight > MAX_BAR_HEIGHT) return -OUTSIDE;
    if (right >= width || bottom >= height) return -OUTSIDE;
    painted += (right - left + 1) * barHeight;
    if (painted > mostPixels) return -TOO_MUCH;

    const row = target + ((<usize>top * stride) << 2);
    for (let x = left; x <= right; x += BLOCK_WIDTH) {
      const columns = min(BLOCK_WIDTH, right - x + 1);
      for (let column: u32 = 0; column < columns; column++) {
        // CLEARCODEC_VBAR, 2.2.4.1.1.2.1.1.
        const header = <u32>load<u16>(at);
        at += 2;
        let bar: usize;
        if (header & 0x8000) {
          bar = storage + STORAGE + (header & 0x7fff) * BAR_BYTES;
        } else if (header & 0x4000) {
          bar = storeBar(storage, header & 0x3fff, load<u8>(at++), barHeight, background);
        } else {
          const first = header & 0xff;
          const count = (header >> 8) - first;
          if (count > MAX_BAR_HEIGHT) return -OUTSIDE;
          if (at + count * 3 > end) return -CUT_OFF;
          bar = storeBar(storage, storeShortBar(storage, at, count), first, barHeight, background);
          at += count * 3;
        }
        if (at > end) return -CUT_OFF;
        putBar(bar, barHeight, scratch + (column << 2));
      }
      copyPixels(scratch, BLOCK_WIDTH, row + (<usize>x << 2), stride, columns, barHeight);
    }
  }
  return painted;
}

/** Keeps the `count` colours at `at` as the next short bar. @returns its index */
function storeShortBar(storage: usize, at: usize, count: u32): u32 {
  const index = load<u32>(storage, NEXT_SHORT_BAR);
  store<u32>(storage, (index + 1) % SHORT_BARS, NEXT_SHORT_BAR);
  store<u8>(storage + index, <u8>count, LENGTHS);
  let to = storage + SHORT_STORAGE + index * BAR_BYTES;
  for (const end = to + (count << 2); to < end; to += 16, at += 12) v128.store(to, words24(at));
  return index;
}

/** 3.3.8.1: a short bar laid on the background at row `first` becomes the next whole bar. @returns its address */
function storeBar(storage: usize, shortIndex: u32, first: u32, height: u32, background: u32): usize {
  const index = load<u32>(storage, NEXT_BAR);
  store<u32>(storage, (index + 1) % BARS, NEXT_BAR);
  const bar = storage + STORAGE + index * BAR_BYTES;
  const shortBar = storage + SHORT_STORAGE + shortIndex * BAR_BYTES;
  fillLoosely(bar, i32x4.splat(background), height << 2);
  if (first >= height) return bar;
  const count = min(<u32>load<u8>(storage + shortIndex, LENGTHS), height - first);
  // Copied word by word: what lies behind it is background.
  let from = shortBar;
  let to = bar + (first << 2);
  for (const end = to + (count << 2); to < end; to += 4, from += 4) store<u32>(to, load<u32>(from));
  return bar;
}

/** Puts a bar into a column of a block. */
@inline
function putBar(bar: usize, height: u32, to: usize): void {
  for (const end = bar + (height << 2); bar < end; bar += 4, to += BLOCK_WIDTH * 4) {
    store<u32>(to, load<u32>(bar) | 0xff000000);
  }
}
