/** The ABGR word of an opaque pixel. */
export function rgbWord(red: number, green: number, blue: number): number {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
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
