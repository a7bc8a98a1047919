/** The sub-bands of a component, in the order of their coefficients: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
export const BANDS: u32 = 10;
export const LL3: u32 = 9;

/** Samples of one component of a tile, and coefficients as well. */
export const TILE_SAMPLES: u32 = 4096;

// @ts-expect-error: decorator
@lazy
const PLAIN = memory.data<u16>([0, 1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096]);
// @ts-expect-error: decorator
@lazy
const EXTRAPOLATED = memory.data<u16>([0, 1023, 2046, 3007, 3279, 3551, 3807, 3879, 3951, 4015, 4096]);

/**
 * Where each sub-band starts, and after the last one the end (u16). In the plain transform ([MS-RDPRFX] 3.1.8.1.4) bands
 * are 32, 16 and 8 squared; in the reduce-extrapolate transform ([MS-RDPEGFX] 3.2.8.1.2.2) low bands have 33, 17 and 9
 * samples a side, high ones 31, 16 and 8.
 */
export function bandOffsets(extrapolated: bool): usize {
  return extrapolated ? EXTRAPOLATED : PLAIN;
}

/** A row of 64 zeros, for bands that have nothing else. */
export const ZEROS: usize = memory.data(128, 16);
