import { Canvas, type Color, mix } from "../drawing/canvas.ts";

const SKY: readonly Color[] = [0xff1d2f5c, 0xff53639c, 0xffe0a08a, 0xfff6d3a4];
const SUN: Color = 0xfffff1cf;
const HILLS: readonly { readonly color: Color; readonly level: number; readonly waves: readonly number[] }[] = [
  { color: 0xff6a6690, level: 0.7, waves: [5.1, 0.4, 13.7, 2.2] },
  { color: 0xff3f5372, level: 0.78, waves: [4.2, 2.9, 11.3, 0.7] },
  { color: 0xff243a52, level: 0.87, waves: [6.3, 1.3, 9.1, 3.9] },
];

let last: Canvas | undefined;

/** A landscape at dusk. The last one made is kept: the desktops of one playground are mostly of one size. */
export function wallpaper(width: number, height: number): Canvas {
  if (last?.width !== width || last.height !== height) last = paint(width, height);
  return last;
}

function paint(width: number, height: number): Canvas {
  const picture = new Canvas(width, height);
  for (let y = 0; y < height; y++) picture.fill({ x: 0, y, width, height: 1 }, skyAt(y / height));
  picture.stroke(width * 0.74, height * 0.56, width * 0.74, height * 0.56, height * 0.16, SUN);
  for (const { color, level, waves } of HILLS) {
    const [slow = 0, slowStart = 0, fast = 0, fastStart = 0] = waves;
    for (let x = 0; x < width; x++) {
      const along = x / width;
      const swing = 0.05 * Math.sin(along * slow + slowStart) + 0.015 * Math.sin(along * fast + fastStart);
      const top = Math.round(height * (level + swing));
      picture.fill({ x, y: top, width: 1, height: height - top }, color);
    }
  }
  return picture;
}

function skyAt(share: number): Color {
  const place = Math.min(share / 0.85, 0.999) * (SKY.length - 1);
  const index = Math.floor(place);
  return mix(SKY[index] as Color, SKY[index + 1] as Color, place - index);
}
