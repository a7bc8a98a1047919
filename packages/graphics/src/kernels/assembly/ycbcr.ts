// [MS-RDPRFX] 3.1.8.1.3, in 2.14 fixed point: sums of products with 16-bit samples stay within 32 bits. Neither here nor in
// the wavelet transform (3.1.8.1.4) must every decoder end fractions alike: ours rounds, which is nearest to what was
// encoded; FreeRDP's cuts them off, so that its pixels may differ from these by one.

/**
 * Pairs of factors: red from Y and Cr, blue from Y and Cb, green from Y and Cr and Y and Cb, half of Y each: 1.402525,
 * 1.769905, -0.714401 and -0.34373. They are loaded, as constants would be made anew in each turn of a loop.
 */
const FACTORS = memory.data<i16>([16384, 22979, 16384, 28998, 8192, -11705, 8192, -5632]);
/** The fraction bits of a product: those of a sample in 11.5 and of a factor. */
const FRACTION = 5 + 14;

/** 128, and a half to round with, as such a product. */
const OFFSET = memory.data<i32>([(4096 + 16) << 14]);
/** The same in 11.5, and what alpha is. */
const GREY_OFFSET = memory.data<i16>([4096 + 16, 255]);

/** Bytes from one row of 64 samples to the next. */
const SAMPLES_STEP: usize = 128;

/**
 * ICT, [MS-RDPRFX] 3.1.8.1.3: `rows` rows of 64 samples of Y (less 128), Cb and Cr in 11.5 fixed point, as the inverse
 * wavelet transform leaves them, to opaque ABGR words at `out`, whose rows are `step` bytes apart.
 */
export function pixelsFromYCbCr(y: usize, cb: usize, cr: usize, rows: u32, out: usize, step: usize): void {
  const toRed = v128.load32_splat(FACTORS);
  const toBlue = v128.load32_splat(FACTORS, 4);
  const crToGreen = v128.load32_splat(FACTORS, 8);
  const cbToGreen = v128.load32_splat(FACTORS, 12);
  const offset = v128.load32_splat(OFFSET);
  const alpha = v128.load16_splat(GREY_OFFSET, 2);
  for (; rows > 0; rows--) {
    let to = out;
    for (const end = y + SAMPLES_STEP; y < end; y += 16) {
      const luma = v128.load(y);
      const blueDifference = v128.load(cb);
      const redDifference = v128.load(cr);
      const lowRed = lowPairs(luma, redDifference);
      const highRed = highPairs(luma, redDifference);
      const lowBlue = lowPairs(luma, blueDifference);
      const highBlue = highPairs(luma, blueDifference);
      const red = narrow(i32x4.dot_i16x8_s(lowRed, toRed), i32x4.dot_i16x8_s(highRed, toRed), offset);
      const blue = narrow(i32x4.dot_i16x8_s(lowBlue, toBlue), i32x4.dot_i16x8_s(highBlue, toBlue), offset);
      const green = narrow(
        i32x4.add(i32x4.dot_i16x8_s(lowRed, crToGreen), i32x4.dot_i16x8_s(lowBlue, cbToGreen)),
        i32x4.add(i32x4.dot_i16x8_s(highRed, crToGreen), i32x4.dot_i16x8_s(highBlue, cbToGreen)),
        offset,
      );
      storePixels(to, red, green, blue, alpha);
      cb += 16;
      cr += 16;
      to += 32;
    }
    out += step;
  }
}

/** The same where Cb and Cr are zero. */
export function pixelsFromY(y: usize, rows: u32, out: usize, step: usize): void {
  const offset = v128.load16_splat(GREY_OFFSET);
  const alpha = v128.load16_splat(GREY_OFFSET, 2);
  for (; rows > 0; rows--) {
    let to = out;
    for (const end = y + SAMPLES_STEP; y < end; y += 16) {
      const grey = i16x8.shr_s(i16x8.add_sat_s(v128.load(y), offset), 5);
      storePixels(to, grey, grey, grey, alpha);
      to += 32;
    }
    out += step;
  }
}

/** The first four samples of each, in turn. */
// @ts-expect-error: decorator
@inline
function lowPairs(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

/** The last four samples of each, in turn. */
// @ts-expect-error: decorator
@inline
function highPairs(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Eight sums of products, and the offset, without their fraction. */
// @ts-expect-error: decorator
@inline
function narrow(low: v128, high: v128, offset: v128): v128 {
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(low, offset), FRACTION),
    i32x4.shr_s(i32x4.add(high, offset), FRACTION),
  );
}

/** Eight pixels, from samples that are clamped to 0 to 255. */
// @ts-expect-error: decorator
@inline
function storePixels(to: usize, red: v128, green: v128, blue: v128, alpha: v128): void {
  const redAndBlue = i8x16.narrow_i16x8_u(red, blue);
  const greenAndAlpha = i8x16.narrow_i16x8_u(green, alpha);
  const redGreen = i8x16.shuffle(redAndBlue, greenAndAlpha, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const blueAlpha = i8x16.shuffle(redAndBlue, greenAndAlpha, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  v128.store(to, lowPairs(redGreen, blueAlpha));
  v128.store(to, highPairs(redGreen, blueAlpha), 16);
}
