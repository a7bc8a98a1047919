import { ByteWriter } from "../../packages/graphics/src/testing/byte-writer.ts";
import { ClearCodecEncoder } from "../../packages/graphics/src/testing/clearcodec-encoder.ts";
import { encodeInterleavedRle } from "../../packages/graphics/src/testing/interleaved-rle-encoder.ts";
import { encodeNsCodec } from "../../packages/graphics/src/testing/nscodec-encoder.ts";
import { type Picture, photo, seededRandom, text } from "../../packages/graphics/src/testing/pictures.ts";
import { encodePlanar } from "../../packages/graphics/src/testing/planar-encoder.ts";

export const TILE = 64;

/** What a desktop shows: as much text as photo. */
export const PICTURES: readonly Picture[] = [0, 1, 2, 3].flatMap((seed) => [
  text(TILE, TILE, seed),
  photo(TILE, TILE, seed),
]);

/** Red, green and blue of a picture, each as a plane of bytes. */
function planes({ words }: Picture): [Uint8Array, Uint8Array, Uint8Array] {
  const plane = (shift: number) => Uint8Array.from(words, (word) => (word >> shift) & 0xff);
  return [plane(0), plane(8), plane(16)];
}

export function planarTile(picture: Picture): Uint8Array {
  const { width, height } = picture;
  return encodePlanar(
    planes(picture).map((bytes) => ({ bytes, width, height })),
    { runLength: true },
  );
}

/** 16 bits a pixel. */
export function rleTile(picture: Picture): Uint8Array {
  const pixels = Array.from(
    picture.words,
    (word) => ((word & 0xf8) << 8) | ((word >> 5) & 0x7e0) | ((word >> 19) & 0x1f),
  );
  return encodeInterleavedRle(pixels, picture.width, 16, seededRandom(1));
}

/** The planes need not be those of AYCoCg to cost what those cost. */
export function nsCodecTile(picture: Picture): Uint8Array {
  return encodeNsCodec([...planes(picture), new Uint8Array(0)], 1, false);
}

/** Begins its caches anew, so that a tile may be painted again and again in any order. */
export function clearCodecTile(picture: Picture): Uint8Array {
  const encoder = new ClearCodecEncoder();
  return encoder.bitmapAfterReset({ bands: encoder.bands(picture) });
}

/**
 * A tile of RemoteFX ([MS-RDPRFX] 2.2.2.3.4.1) from a simple one of RemoteFX progressive ([MS-RDPEGFX] 2.2.4.2.1.5.3):
 * the coefficients are coded alike, the headers differ.
 */
export function remoteFxTile(simple: Uint8Array, column: number, row: number): Uint8Array {
  const view = new DataView(simple.buffer, simple.byteOffset, simple.byteLength);
  const lengths = [14, 16, 18].map((offset) => view.getUint16(offset, true));
  const data = simple.subarray(22);
  const body = new ByteWriter()
    .u8(0, 0, 0)
    .u16(column, row, ...lengths)
    .bytes(data)
    .toBytes();
  return new ByteWriter()
    .u16(0xcac3)
    .u32(body.length + 6)
    .bytes(body)
    .toBytes();
}
