/** The ABGR word of an opaque pixel. */
export function rgbWord(red: number, green: number, blue: number): number {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

function clampByte(value: number): number {
  return value < 0 ? 0 : Math.min(value, 255);
}

/** A pixel of 5, 6 and 5 bits, red on top, as an ABGR word. */
export function wordFromRgb565(pixel: number): number {
  const green = (pixel >> 5) & 0x3f;
  return rgbWord(widen5((pixel >> 11) & 0x1f), (green << 2) | (green >> 4), widen5(pixel & 0x1f));
}

/** A pixel 0xRRGGBB (or 0xAARRGGBB, alpha dropped) as an ABGR word. */
export function wordFromRgb888(pixel: number): number {
  return rgbWord((pixel >> 16) & 0xff, (pixel >> 8) & 0xff, pixel & 0xff);
}

function widen5(value: number): number {
  return (value << 3) | (value >> 2);
}

// [MS-RDPRFX] 3.1.8.1.3, in 2.14 fixed point: products with 16-bit samples stay within 32 bits. Neither here nor in the
// wavelet transform (3.1.8.1.4) must every decoder end fractions alike: ours rounds, which is nearest to what was encoded;
// FreeRDP's cuts them off, so that its pixels may differ from these by one.
const CR_TO_RED = Math.round(1.402525 * 16384);
const CB_TO_GREEN = Math.round(0.34373 * 16384);
const CR_TO_GREEN = Math.round(0.714401 * 16384);
const CB_TO_BLUE = Math.round(1.769905 * 16384);
/** The fraction bits of a product, and half of one to round with. */
const FRACTION_BITS = 5 + 14;
const HALF = 1 << (FRACTION_BITS - 1);

/**
 * ICT, [MS-RDPRFX] 3.1.8.1.3: Y (less 128), Cb and Cr in 11.5 fixed point, as the inverse wavelet transform leaves
 * them, to opaque ABGR words. All four arrays have the same length.
 */
export function wordsFromYCbCr(y: Int16Array, cb: Int16Array, cr: Int16Array, words: Uint32Array): void {
  for (let i = 0; i < words.length; i++) {
    const luma = (y[i] + 4096) * 16384 + HALF;
    const red = (luma + cr[i] * CR_TO_RED) >> FRACTION_BITS;
    const green = (luma - cb[i] * CB_TO_GREEN - cr[i] * CR_TO_GREEN) >> FRACTION_BITS;
    const blue = (luma + cb[i] * CB_TO_BLUE) >> FRACTION_BITS;
    words[i] = 0xff000000 | (clampByte(blue) << 16) | (clampByte(green) << 8) | clampByte(red);
  }
}
