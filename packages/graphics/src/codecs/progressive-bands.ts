/** Samples of one colour component of a tile, and coefficients as well. */
export const TILE_SAMPLES = 4096;

/** Sub-bands of a component, in the order of their coefficients: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
export const BANDS = 10;
export const LL3 = 9;

/** Where each sub-band starts, and after the last one the end. */
type BandOffsets = readonly number[];

/** The plain transform, [MS-RDPRFX] 3.1.8.1.4: bands of 32, 16 and 8 squared. */
export const PLAIN_BANDS: BandOffsets = [0, 1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096];

/** The reduce-extrapolate transform, [MS-RDPEGFX] 3.2.8.1.2.2: low bands of 33, 17 and 9, high ones of 31, 16 and 8. */
export const EXTRAPOLATED_BANDS: BandOffsets = [0, 1023, 2046, 3007, 3279, 3551, 3807, 3879, 3951, 4015, 4096];
