export const TILE_SIDE = 64;
export const TILE_SAMPLES = TILE_SIDE * TILE_SIDE;

/**
 * Red, green and blue of each pixel of a tile, 0 to 255 with fractions, from its Y, Cb and Cr samples: [MS-RDPRFX]
 * 3.1.8.1.3. Samples have 5 bits of fraction; Y is less 128.
 */
export function colorsOfTile(samples: Int16Array): Float64Array {
  const colors = new Float64Array(TILE_SAMPLES * 3);
  for (let i = 0; i < TILE_SAMPLES; i++) {
    const [y, cb, cr] = [0, 1, 2].map((component) => samples[component * TILE_SAMPLES + i] / 32);
    const color = [y + 1.402525 * cr, y - 0.34373 * cb - 0.714401 * cr, y + 1.769905 * cb];
    for (const [channel, value] of color.entries()) {
      colors[i * 3 + channel] = Math.max(0, Math.min(255, value + 128));
    }
  }
  return colors;
}
