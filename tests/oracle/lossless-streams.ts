import {
  ClearCodecEncoder,
  crop,
  raw,
  residual,
  rlex,
  subcodec,
} from "../../packages/graphics/src/testing/clearcodec-encoder.ts";
import { encodeInterleavedRle } from "../../packages/graphics/src/testing/interleaved-rle-encoder.ts";
import { encodeNsCodec } from "../../packages/graphics/src/testing/nscodec-encoder.ts";
import { noise, type Picture, photo, seededRandom, text } from "../../packages/graphics/src/testing/pictures.ts";
import { encodePlanar, type Plane } from "../../packages/graphics/src/testing/planar-encoder.ts";
import { freeRdpStream } from "../../packages/graphics/src/testing/streams.ts";
import type { Call } from "./freerdp.ts";

const BACKGROUND = 0xff445566;
const SHOW: Call = { operation: "pixels" };

function canvas(width: number, height: number, parameter = BACKGROUND): Call {
  return { operation: "canvas", width, height, parameter };
}

const LOSS_LEVELS = [1, 2, 3, 4, 5, 6, 7];

const PICTURES: readonly Picture[] = [
  photo(64, 64, 1),
  text(64, 64, 2),
  noise(64, 64, 3),
  photo(37, 53, 4),
  text(130, 21, 5),
  noise(1, 9, 6),
  text(200, 1, 7),
];

/** What must come out to the last bit, by name. */
export const LOSSLESS: Readonly<Record<string, () => Call[]>> = {
  "interleaved RLE, 8 bits": () => [canvas(200, 64), palette(), ...interleaved(8)],
  "interleaved RLE, 15 bits": () => [canvas(200, 64), ...interleaved(15)],
  "interleaved RLE, 24 bits": () => [canvas(200, 64), ...interleaved(24)],
  "interleaved RLE of FreeRDP": () => [
    canvas(70, 50),
    { operation: "interleaved", x: 3, y: 1, width: 64, height: 48, parameter: 15, data: freeRdpStream("rle-15") },
    SHOW,
  ],
  planar: () => [canvas(200, 64), ...PICTURES.flatMap(planar)],
  "planar, AYCoCg": () => [canvas(200, 64), ...LOSS_LEVELS.flatMap(planarOfChroma)],
  "planar of FreeRDP": () => [
    canvas(70, 50),
    { operation: "planar", x: 3, y: 1, width: 64, height: 48, parameter: 1, data: freeRdpStream("planar") },
    SHOW,
  ],
  NSCodec: () => [canvas(200, 64), ...LOSS_LEVELS.flatMap(nsCodec)],
  "NSCodec of FreeRDP": () => [
    canvas(70, 50),
    { operation: "nscodec", width: 64, height: 48, parameter: 1, data: freeRdpStream("nscodec") },
    SHOW,
    { operation: "nscodec", width: 60, height: 45, parameter: 1, data: freeRdpStream("nscodec-subsampled") },
    SHOW,
  ],
  "ClearCodec: each layer": clearCodecLayers,
  "ClearCodec: caches of bars, and their reset": clearCodecBars,
  "ClearCodec: glyphs": clearCodecGlyphs,
  "ClearCodec: random desktops": () => [1, 2, 3].flatMap(clearCodecDesktop),
};

/** 16 bits a pixel, for which libfreerdp widens green in its own way. */
export function interleaved16(): Call[] {
  return [canvas(200, 64, 0), ...interleaved(16)];
}

function palette(): Call {
  const random = seededRandom(9);
  return { operation: "palette", data: Uint8Array.from({ length: 1024 }, () => random() * 256) };
}

function interleaved(depth: 8 | 15 | 16 | 24): Call[] {
  return PICTURES.flatMap((picture, seed) => {
    const { width, height } = picture;
    const pixels = Array.from(picture.words, (word) => pixelOf(word, depth));
    const data = encodeInterleavedRle(pixels, width, depth, seededRandom(seed));
    return [{ operation: "interleaved", width, height, parameter: depth, data }, SHOW] satisfies Call[];
  });
}

function pixelOf(word: number, depth: 8 | 15 | 16 | 24): number {
  const [red, green, blue] = [word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff];
  switch (depth) {
    case 8:
      return (red & 0xe0) | ((green & 0xe0) >> 3) | (blue >> 6);
    case 15:
      return ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    case 16:
      return ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
    case 24:
      return (red << 16) | (green << 8) | blue;
  }
}

function planes({ words, width, height }: Picture): Plane[] {
  return [0, 8, 16].map((shift) => ({
    bytes: Uint8Array.from(words, (word) => (word >> shift) & 0xff),
    width,
    height,
  }));
}

function planar(picture: Picture): Call[] {
  const { width, height } = picture;
  const colors = planes(picture);
  const alpha = { bytes: new Uint8Array(width * height).fill(0xff), width, height };
  const forms = [
    encodePlanar(colors, { runLength: true }),
    encodePlanar(colors),
    encodePlanar([alpha, ...colors], { runLength: true }),
    encodePlanar([alpha, ...colors]),
  ];
  return forms.flatMap((data) =>
    [0, 1].flatMap((parameter) => [{ operation: "planar", width, height, parameter, data }, SHOW] satisfies Call[]),
  );
}

function randomPlane(width: number, height: number, seed: number): Plane {
  const random = seededRandom(seed);
  return { bytes: Uint8Array.from({ length: width * height }, () => random() * 256), width, height };
}

/** Whole, subsampled, and subsampled with odd sides. */
function planarOfChroma(lossLevel: number): Call[] {
  const forms = [
    { width: 64, height: 48, chromaWidth: 64, chromaHeight: 48, subsampled: false },
    { width: 64, height: 48, chromaWidth: 32, chromaHeight: 24, subsampled: true },
    { width: 61, height: 47, chromaWidth: 31, chromaHeight: 24, subsampled: true },
  ];
  return forms.flatMap(({ width, height, chromaWidth, chromaHeight, subsampled }) => {
    const chroma = [2, 3].map((seed) => randomPlane(chromaWidth, chromaHeight, seed + lossLevel));
    const all = [randomPlane(width, height, lossLevel), ...chroma];
    const data = encodePlanar(all, { lossLevel, subsampled, runLength: lossLevel % 2 === 0 });
    return [{ operation: "planar", width, height, data }, SHOW] satisfies Call[];
  });
}

/** The same; here the luma plane of odd sides is padded to 8. */
function nsCodec(lossLevel: number): Call[] {
  const forms = [
    { width: 64, height: 48, lumaWidth: 64, chromaWidth: 64, chromaHeight: 48, subsampled: false },
    { width: 64, height: 48, lumaWidth: 64, chromaWidth: 32, chromaHeight: 24, subsampled: true },
    { width: 61, height: 47, lumaWidth: 64, chromaWidth: 32, chromaHeight: 24, subsampled: true },
  ];
  return forms.flatMap(({ width, height, lumaWidth, chromaWidth, chromaHeight, subsampled }) => {
    const chroma = [2, 3].map((seed) => randomPlane(chromaWidth, chromaHeight, seed + lossLevel).bytes);
    const all = [randomPlane(lumaWidth, height, lossLevel).bytes, ...chroma, new Uint8Array(0)];
    const data = encodeNsCodec(all, lossLevel, subsampled);
    return [{ operation: "nscodec", width, height, parameter: 1, data }, SHOW] satisfies Call[];
  });
}

function clearCodec(x: number, y: number, width: number, height: number, data: Uint8Array): Call {
  return { operation: "clearcodec", x, y, width, height, data };
}

function clearCodecLayers(): Call[] {
  const encoder = new ClearCodecEncoder();
  const nsCodec = text(64, 48, 1);
  return [
    canvas(300, 200),
    ...[photo, noise, text].flatMap((make, i) => {
      const picture = make(130, 120, i);
      const flat = crop(text(130, 120, 3), 40, 60, 50, 30);
      const strip = crop(picture, 0, 100, 130, 10);
      return [
        clearCodec(5, 7, 130, 120, encoder.bitmap({ residual: residual(picture) })),
        SHOW,
        clearCodec(140, 60, 130, 120, encoder.bitmap({ bands: encoder.bands(picture, 10, 100) })),
        SHOW,
        clearCodec(100, 3, 130, 120, encoder.bitmap({ subcodecs: subcodec(0, 0, 100, strip, raw(strip)) })),
        SHOW,
        clearCodec(1, 70, 130, 120, encoder.bitmap({ subcodecs: subcodec(2, 40, 60, flat, rlex(flat)) })),
        SHOW,
        clearCodec(
          20,
          20,
          130,
          120,
          encoder.bitmap({
            residual: residual(make(130, 120, i + 5)),
            bands: encoder.bands(picture, 0, 90),
            subcodecs: new Uint8Array([
              ...subcodec(0, 0, 100, strip, raw(strip)),
              ...subcodec(2, 40, 60, flat, rlex(flat)),
              ...subcodec(1, 60, 70, nsCodec, freeRdpStream("nscodec")),
            ]),
          }),
        ),
        SHOW,
      ];
    }),
  ];
}

/** More bars than the caches hold, so that their cursors wrap; every 15th bitmap begins anew. */
function clearCodecBars(): Call[] {
  const encoder = new ClearCodecEncoder();
  const calls = [canvas(900, 20)];
  for (let i = 0; i < 45; i++) {
    const picture = i % 3 === 0 ? text(900, 20, i) : noise(900, 20, i >> 1);
    const reset = i % 40 === 39;
    if (reset) encoder.reset();
    const layers = { bands: encoder.bands(picture) };
    calls.push(clearCodec(0, 0, 900, 20, reset ? encoder.bitmapAfterReset(layers) : encoder.bitmap(layers)), SHOW);
  }
  return calls;
}

function clearCodecGlyphs(): Call[] {
  const encoder = new ClearCodecEncoder();
  const glyphs = [0, 1, 7, 3999].map((index) => ({ index, picture: text(9, 17, index) }));
  const painted = glyphs.map(({ index, picture }, i) =>
    clearCodec(i * 20, 5, 9, 17, encoder.bitmap({ residual: residual(picture) }, index)),
  );
  const hits = glyphs.map(({ index }, i) => clearCodec(i * 20 + 3, 40, 9, 17, encoder.glyphHit(index)));
  const replaced = photo(9, 17, 8);
  return [
    canvas(100, 70),
    ...painted,
    ...hits,
    SHOW,
    clearCodec(80, 20, 9, 17, encoder.bitmap({ bands: encoder.bands(replaced) }, 7)),
    clearCodec(60, 22, 9, 17, encoder.glyphHit(7)),
    SHOW,
  ];
}

/** Bitmaps of any size anywhere on a desktop, of any layers, some of them glyphs; now and then the caches begin anew. */
function clearCodecDesktop(seed: number): Call[] {
  const random = seededRandom(seed);
  const below = (end: number) => Math.floor(random() * end);
  const encoder = new ClearCodecEncoder();
  const glyphs = new Map<number, { width: number; height: number }>();
  const calls = [canvas(300, 200)];
  for (let i = 0; i < 80; i++) {
    const [width, height] = [1 + below(130), 1 + below(110)];
    const place = (side: number, length: number) => below(length - side + 1);
    const [index, known] = [...glyphs][below(glyphs.size)] ?? [];
    if (index !== undefined && known && random() < 0.2) {
      const [x, y] = [place(known.width, 300), place(known.height, 200)];
      calls.push(clearCodec(x, y, known.width, known.height, encoder.glyphHit(index)));
      continue;
    }
    const picture = [photo, text, noise][below(3)](width, height, below(6));
    const isReset = random() < 0.05;
    if (isReset) encoder.reset();
    const layers = {
      ...(random() < 0.5 && { residual: residual(text(width, height, below(9))) }),
      ...(random() < 0.7 && { bands: encoder.bands(picture, below(height), height) }),
      ...(random() < 0.5 && { subcodecs: randomSubcodecs(picture, below) }),
    };
    const glyph = random() < 0.3 ? below(4000) : undefined;
    if (glyph !== undefined && !isReset) glyphs.set(glyph, { width, height });
    const data = isReset ? encoder.bitmapAfterReset(layers) : encoder.bitmap(layers, glyph);
    calls.push(clearCodec(place(width, 300), place(height, 200), width, height, data), SHOW);
  }
  return calls;
}

/** A few rectangles of the bitmap, raw or in RLEX. */
function randomSubcodecs(picture: Picture, below: (end: number) => number): Uint8Array {
  const parts = Array.from({ length: 1 + below(3) }, () => {
    const [x, y] = [below(picture.width), below(picture.height)];
    const [width, height] = [1 + below(picture.width - x), 1 + below(picture.height - y)];
    const flat = text(width, height, below(9));
    if (below(2)) return subcodec(2, x, y, flat, rlex(flat));
    const part = crop(picture, x, y, width, height);
    return subcodec(0, x, y, part, raw(part));
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
