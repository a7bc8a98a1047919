import { concat } from "./byte-writer.ts";
import { ClearCodecEncoder, residual } from "./clearcodec-encoder.ts";
import { egfx } from "./egfx-writer.ts";
import { blankPicture, noise, type Picture, seededRandom, text } from "./pictures.ts";
import { ZgfxCompressor } from "./zgfx-compressor.ts";

/** What a session hands to the decoder: PDUs of the graphics channel, a whole message of it, or a fast-path update. */
export type Fed = { readonly pdus: Uint8Array } | { readonly message: Uint8Array } | { readonly update: Uint8Array };

/** What is fed to the decoder, and what the desktop shows after that if it is to be looked at. */
export interface Part {
  readonly fed: Fed;
  readonly shows?: Picture;
}

const SURFACE = 1;
const UNCOMPRESSED = 0;
const CLEAR_CODEC = 8;

/** Inputs too large to be stored, by the name that a step of a case calls them. */
export const SEQUENCES: Readonly<Record<string, () => Iterable<Part>>> = {
  "glyph cache": glyphCache,
  "V-bar storage": () => bars(900, 38),
  "short V-bar storage": () => bars(450, 40),
  "ZGFX history": zgfxHistory,
};

function clearCodec(x: number, y: number, width: number, height: number, data: Uint8Array): Uint8Array {
  return egfx.wireToSurface1(SURFACE, CLEAR_CODEC, { x, y, width, height }, data);
}

function inFrame(...pdus: Uint8Array[]): Uint8Array {
  return concat([egfx.startFrame(1), ...pdus, egfx.endFrame(1)]);
}

const GLYPHS = 4000;
const GLYPH_SIDE = 8;
const GLYPHS_TOGETHER = 64;

/** All glyphs are stored, shown by their index, stored again from the first on with other pixels, and shown again. */
function* glyphCache(): Generator<Part> {
  const encoder = new ClearCodecEncoder();
  for (const generation of [1, 2]) {
    const pictures = Array.from({ length: GLYPHS }, (_, i) => glyph(i * generation));
    yield* inGroups((i) => encoder.bitmap({ residual: residual(pictures[i]) }, i), pictures);
    yield* inGroups((i) => encoder.glyphHit(i), pictures);
  }
}

function glyph(seed: number): Picture {
  return seed % 2 ? noise(GLYPH_SIDE, GLYPH_SIDE, seed) : text(GLYPH_SIDE, GLYPH_SIDE, seed);
}

/** Glyphs in rows of eight, on a desktop of 64 x 64. */
function* inGroups(encode: (glyph: number) => Uint8Array, pictures: readonly Picture[]): Generator<Part> {
  const desktop = blankPicture(64, 64, 0xff665544);
  for (let first = 0; first < GLYPHS; first += GLYPHS_TOGETHER) {
    const group = Array.from({ length: Math.min(GLYPHS_TOGETHER, GLYPHS - first) }, (_, i) => {
      const [x, y] = [(i % 8) * GLYPH_SIDE, Math.floor(i / 8) * GLYPH_SIDE];
      put(pictures[first + i], desktop, x, y);
      return clearCodec(x, y, GLYPH_SIDE, GLYPH_SIDE, encode(first + i));
    });
    // What is below the last, smaller group was painted by the one before.
    yield { fed: { pdus: inFrame(...group) }, shows: desktop };
  }
}

/** A column's pixels from row `top` on; the rest is background. */
interface Column {
  readonly top: number;
  readonly words: readonly number[];
}

const BAND = { width: 1000, height: 20, background: 0xfff0f0f0 };

/**
 * Bitmaps of `newBars` columns that were never seen; the others were, just now or up to the whole storage ago, and lie
 * as they did or higher or lower.
 */
function* bars(newBars: number, bitmaps: number): Generator<Part> {
  const encoder = new ClearCodecEncoder();
  const random = seededRandom(newBars);
  const seen: Column[] = [];
  for (let bitmap = 0; bitmap < bitmaps; bitmap++) {
    const picture = blankPicture(BAND.width, BAND.height, BAND.background);
    for (let x = 0; x < BAND.width; x++) {
      const old = x < newBars ? undefined : seen[Math.floor(random() * seen.length)];
      const words = old?.words ?? newWords(random);
      const top = old && random() < 0.5 ? old.top : Math.floor(random() * (BAND.height - words.length + 1));
      seen.push({ top, words });
      for (const [i, word] of words.entries()) picture.words[(top + i) * BAND.width + x] = word;
    }
    const data = encoder.bitmap({ bands: encoder.bands(picture) });
    yield { fed: { pdus: inFrame(clearCodec(0, 0, BAND.width, BAND.height, data)) }, shows: picture };
  }
}

function newWords(random: () => number): number[] {
  return Array.from({ length: 1 + Math.floor(random() * 8) }, () => (0xff000000 | (random() * 2 ** 24)) >>> 0);
}

const TILE = 64;
/** Bitmaps of 16 KB that fill the history of 2,500,000 bytes but for a few of them. */
const TILES_OF_HISTORY = 150;

/** Pictures that come again when they are almost forgotten, so that matches reach over the end of the history. */
function* zgfxHistory(): Generator<Part> {
  const compressor = new ZgfxCompressor();
  for (let i = 0; i < TILES_OF_HISTORY + 20; i++) {
    const seed = i % TILES_OF_HISTORY;
    const picture = seed % 30 === 1 ? noise(TILE, TILE, seed) : text(TILE, TILE, seed);
    const pixels = new Uint8Array(picture.words.slice().buffer);
    for (let at = 0; at < pixels.length; at += 4) [pixels[at], pixels[at + 2]] = [pixels[at + 2], pixels[at]];
    const rect = { x: 0, y: 0, width: TILE, height: TILE };
    const pdus = inFrame(egfx.wireToSurface1(SURFACE, UNCOMPRESSED, rect, pixels));
    yield { fed: { message: compressor.compress(pdus) }, shows: picture };
  }
}

function put(picture: Picture, desktop: Picture, x: number, y: number): void {
  for (let row = 0; row < picture.height; row++) {
    const from = row * picture.stride;
    desktop.words.set(picture.words.subarray(from, from + picture.width), (y + row) * desktop.stride + x);
  }
}
