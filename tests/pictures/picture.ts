/** A picture as RGB bytes, rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export function pictureFromRgba(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return { width, height, rgb };
}

export function pictureFromBgrx(width: number, height: number, bgrx: Uint8Array): Picture {
  const picture = pictureFromRgba(width, height, bgrx);
  for (let index = 0; index < picture.rgb.length; index += 3) picture.rgb.subarray(index, index + 3).reverse();
  return picture;
}

/** A part of a picture, in its pixels. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Cuts a part out; it must lie within the picture. */
export function crop(picture: Picture, part: Part): Picture {
  const { left, top, width, height } = part;
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * picture.width + left) * 3;
    rgb.set(picture.rgb.subarray(start, start + width * 3), row * width * 3);
  }
  return { width, height, rgb };
}

/** In words, how two pictures differ; `none` if they do not. */
export function difference(shown: Picture, expected: Picture): string {
  if (shown.width !== expected.width || shown.height !== expected.height) {
    return `${shown.width}x${shown.height} instead of ${expected.width}x${expected.height}`;
  }
  const likeness = psnr(shown, expected);
  return likeness === Number.POSITIVE_INFINITY ? "none" : `PSNR ${likeness}`;
}

/** Peak signal-to-noise ratio in dB over all channels; Infinity for equal pictures, 0 for two of different sizes. */
export function psnr(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return 0;
  let squares = 0;
  for (let index = 0; index < one.rgb.length; index++) {
    const difference = (one.rgb[index] as number) - (other.rgb[index] as number);
    squares += difference * difference;
  }
  return squares === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 * 255 * one.rgb.length) / squares);
}
