import type { Pointer } from "../graphics/pointers.ts";

const LEAST_SIDE = 32;
const BLACK = 0xff000000;
const WHITE = 0xffffffff;
const CROSS_REACH = 5;

/** A ring as large as the brush around a small cross. @param thickness pixels */
export function brushPointer(thickness: number): Pointer {
  const size = Math.max(LEAST_SIDE, (thickness + 7) & ~1);
  const middle = size / 2;
  const pixels = drawPixels(size, (x, y) => {
    const distance = Math.hypot(x + 0.5 - middle, y + 0.5 - middle) - thickness / 2;
    const fromMiddle = Math.max(Math.abs(x - middle), Math.abs(y - middle));
    const isOnCross = (x === middle || y === middle) && fromMiddle <= CROSS_REACH;
    if (isOnCross && (thickness > CROSS_REACH * 3 || fromMiddle > 0)) return fromMiddle % 2 === 0 ? BLACK : WHITE;
    if (distance >= 0 && distance < 1) return BLACK;
    return distance >= 1 && distance < 2 ? WHITE : 0;
  });
  return { kind: "picture", name: `brush ${thickness}`, size, hotspotX: middle, hotspotY: middle, pixels };
}

const BEAM_TOP = 6;
const BEAM_BOTTOM = 25;
const BEAM_MIDDLE = 16;

/** The beam over text. */
export const TEXT_POINTER: Pointer = {
  kind: "picture",
  name: "text",
  size: LEAST_SIDE,
  hotspotX: BEAM_MIDDLE,
  hotspotY: BEAM_MIDDLE,
  pixels: drawPixels(LEAST_SIDE, (x, y) => {
    if (isBeam(x, y)) return BLACK;
    return [-1, 0, 1].some((stepY) => [-1, 0, 1].some((stepX) => isBeam(x + stepX, y + stepY))) ? WHITE : 0;
  }),
};

function isBeam(x: number, y: number): boolean {
  const fromMiddle = Math.abs(x - BEAM_MIDDLE);
  if (y === BEAM_TOP || y === BEAM_BOTTOM) return fromMiddle > 0 && fromMiddle <= 3;
  return y > BEAM_TOP && y < BEAM_BOTTOM && fromMiddle === 0;
}

function drawPixels(size: number, colorAt: (x: number, y: number) => number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: size * size }, (_, index) => colorAt(index % size, Math.floor(index / size)));
}
