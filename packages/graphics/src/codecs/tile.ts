/** The side of a tile of RemoteFX and RemoteFX Progressive, in pixels. */
export const TILE_SIDE = 64;
export const TILE_AREA = TILE_SIDE * TILE_SIDE;

/** Decoding a pass of a tile and making its pixels is so much more work a pixel than copying. */
export const TILE_WEIGHT = 8;

/** Y, Cb and Cr. */
export const COMPONENTS = 3;
/** Sub-bands of a component, in the order of their coefficients: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
export const BANDS = 10;
export const BANDS_OF_TILE = COMPONENTS * BANDS;
