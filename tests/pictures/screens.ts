import type { Picture } from "./picture.ts";

function draw(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) rgb.set(colour(x, y), to);
  }
  return { width, height, rgb };
}

/** Smooth colours in both directions. */
export function gradient(width: number, height: number): Picture {
  return draw(width, height, (x, y) => [(x * 255) / width, (y * 255) / height, ((x + y) * 255) / (width + height)]);
}

/** What a photo asks of a codec: soft shapes, edges and a little grain; the same at every call. */
export function photo(width: number, height: number): Picture {
  let seed = 20_251_123;
  return draw(width, height, (x, y) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const grain = ((seed >> 16) & 7) - 3;
    const hill = y > height * 0.55 + 40 * Math.sin(x / 70) + 15 * Math.sin(x / 19);
    const light = 40 * Math.sin(x / 53 + y / 91) + 30 * Math.cos((x - y) / 37);
    const base = hill ? [70, 110, 60] : [120, 160, 210];
    return base.map((value) => Math.max(0, Math.min(255, value + light + grain))) as unknown as [
      number,
      number,
      number,
    ];
  });
}

/** One colour. */
export function plain(width: number, height: number, red: number, green: number, blue: number): Picture {
  return draw(width, height, () => [red, green, blue]);
}
