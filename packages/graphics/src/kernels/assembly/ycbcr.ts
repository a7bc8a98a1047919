// [MS-RDPRFX] 3.1.8.1.3, in 2.14 fixed point: products with 16-bit samples, and sums of three, stay within 32 bits. Neither
// here nor in the wavelet transform (3.1.8.1.4) must every decoder end fractions alike: ours rounds, which is nearest to
// what was encoded; FreeRDP's cuts them off, so that its pixels may differ from these by one.
const ONE: i32 = 16384;
const CR_TO_RED: i32 = 22979; // 1.402525
const CB_TO_GREEN: i32 = 5632; // 0.34373
const CR_TO_GREEN: i32 = 11705; // 0.714401
const CB_TO_BLUE: i32 = 28998; // 1.769905
/** The fraction bits of a product: those of a sample in 11.5 and of a factor. */
const FRACTION = 5 + 14;
/** 128, and a half to round with, as such a product: this times 4096. */
const OFFSET: i32 = 16448;
const OFFSET_SCALE: i32 = 4096;

/** 128 and a half in 11.5. */
const GREY_OFFSET: i16 = 4096 + 16;

/** Bytes from one row of 64 samples to the next. */
const SAMPLES_STEP: usize = 128;

/**
 * ICT, [MS-RDPRFX] 3.1.8.1.3: `rows` rows of 64 samples of Y (less 128), Cb and Cr in 11.5 fixed point, as the inverse
 * wavelet transform leaves them, to opaque ABGR words at `out`, whose rows are `step` bytes apart.
 */
export function pixelsFromYCbCr(y: usize, cb: usize, cr: usize, rows: u32, out: usize, step: usize): void {
  const offset = i16x8.splat(<i16>OFFSET);
  const redFactors = pair(ONE, CR_TO_RED);
  const blueFactors = pair(ONE, CB_TO_BLUE);
  const greenFactors = pair(ONE, -CB_TO_GREEN);
  const offsetFactors = pair(OFFSET_SCALE, 0);
  const redGreenFactors = pair(OFFSET_SCALE, -CR_TO_GREEN);
  for (; rows > 0; rows--) {
    let to = out;
    for (const end = y + SAMPLES_STEP; y < end; y += 16) {
      const luma = v128.load(y);
      const blueDifference = v128.load(cb);
      const redDifference = v128.load(cr);
      const constant = i32x4.dot_i16x8_s(offset, offsetFactors);
      const lowRed = lowPairs(luma, redDifference);
      const highRed = highPairs(luma, redDifference);
      const lowBlue = lowPairs(luma, blueDifference);
      const highBlue = highPairs(luma, blueDifference);
      const red = narrow(
        i32x4.add(i32x4.dot_i16x8_s(lowRed, redFactors), constant),
        i32x4.add(i32x4.dot_i16x8_s(highRed, redFactors), constant),
      );
      const blue = narrow(
        i32x4.add(i32x4.dot_i16x8_s(lowBlue, blueFactors), constant),
        i32x4.add(i32x4.dot_i16x8_s(highBlue, blueFactors), constant),
      );
      const green = narrow(
        i32x4.add(
          i32x4.dot_i16x8_s(lowBlue, greenFactors),
          i32x4.dot_i16x8_s(lowPairs(offset, redDifference), redGreenFactors),
        ),
        i32x4.add(
          i32x4.dot_i16x8_s(highBlue, greenFactors),
          i32x4.dot_i16x8_s(highPairs(offset, redDifference), redGreenFactors),
        ),
      );
      storePixels(to, red, green, blue);
      cb += 16;
      cr += 16;
      to += 32;
    }
    out += step;
  }
}

/** The same where Cb and Cr are zero. */
export function pixelsFromY(y: usize, rows: u32, out: usize, step: usize): void {
  const offset = i16x8.splat(GREY_OFFSET);
  for (; rows > 0; rows--) {
    let to = out;
    for (const end = y + SAMPLES_STEP; y < end; y += 16) {
      const grey = i16x8.shr_s(i16x8.add_sat_s(v128.load(y), offset), 5);
      storePixels(to, grey, grey, grey);
      to += 32;
    }
    out += step;
  }
}

/** Two factors for `dot`, four times. */
// @ts-expect-error: decorator
@inline
function pair(even: i32, odd: i32): v128 {
  return i32x4.splat((even & 0xffff) | (odd << 16));
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

/** Eight products without their fraction. */
// @ts-expect-error: decorator
@inline
function narrow(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, FRACTION), i32x4.shr_s(high, FRACTION));
}

/** Eight opaque pixels from samples that are clamped to 0 to 255. */
// @ts-expect-error: decorator
@inline
function storePixels(to: usize, red: v128, green: v128, blue: v128): void {
  const redAndBlue = i8x16.narrow_i16x8_u(red, blue);
  const greenAndAlpha = i8x16.narrow_i16x8_u(green, i16x8.splat(255));
  const redGreen = i8x16.shuffle(redAndBlue, greenAndAlpha, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const blueAlpha = i8x16.shuffle(redAndBlue, greenAndAlpha, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  v128.store(to, lowPairs(redGreen, blueAlpha));
  v128.store(to, highPairs(redGreen, blueAlpha), 16);
}
