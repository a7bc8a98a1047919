import { ByteWriter, concat } from "./byte-writer.ts";
import type { Picture } from "./pictures.ts";
import { type Bands, forwardPlain, tileComponents } from "./progressive-encoder.ts";
import { encodeRlgr } from "./rlgr-encoder.ts";

/** Where the bands of a tile begin: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
const BANDS = [0, 1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096];
const LL3 = 9;
/** A quantization of 6 drops the 5 bits of fraction that a coefficient has. */
const UNIT = 1;

export type RlgrMode = 1 | 3;

/** TS_RFX_TILE, [MS-RDPRFX] 2.2.2.3.4.1: 64 x 64 pixels of the picture, with the tileset's first quantization. */
export function remoteFxTile(
  picture: Picture,
  column: number,
  row: number,
  quantization: Bands,
  mode: RlgrMode,
): Uint8Array {
  const components = tileComponents(picture, column, row).map((samples) => {
    const values = forwardPlain(samples);
    for (const [band, shift] of quantization.entries()) {
      const scale = 2 ** (shift - UNIT);
      for (let i = BANDS[band]; i < BANDS[band + 1]; i++) {
        values[i] = band === LL3 ? Math.floor(values[i] / scale) : Math.trunc(values[i] / scale);
      }
    }
    for (let i = 4095; i > BANDS[LL3]; i--) values[i] -= values[i - 1];
    return encodeRlgr(mode, values.subarray(0, values.findLastIndex((value) => value !== 0) + 1));
  });
  return block(
    0xcac3,
    new ByteWriter()
      .u8(0, 0, 0)
      .u16(column, row, ...components.map((data) => data.length))
      .bytes(concat(components)),
  );
}

/** The tile at another place: its bytes name its column and row. */
export function movedTile(tile: Uint8Array, column: number, row: number): Uint8Array {
  const moved = tile.slice();
  new DataView(moved.buffer).setUint16(9, column, true);
  new DataView(moved.buffer).setUint16(11, row, true);
  return moved;
}

/** One message of a RemoteFX stream, [MS-RDPRFX] 2.2.2, with all its headers; rectangles in pixels. */
export function remoteFxMessage(
  width: number,
  height: number,
  rects: readonly (readonly [x: number, y: number, width: number, height: number])[],
  tiles: readonly Uint8Array[],
  quantization: Bands,
  mode: RlgrMode,
): Uint8Array {
  // Tiles of 64, colour and wavelet transforms and quantization that there are, and the entropy coder.
  const context = (mode === 1 ? 1 : 4) << 9;
  const properties = (mode === 1 ? 1 : 4) << 10;
  const tileData = concat(tiles);
  return concat([
    block(0xccc0, new ByteWriter().u32(0xcaccacca).u16(0x0100)),
    block(0xccc1, new ByteWriter().u8(1, 1).u16(0x0100)),
    block(0xccc2, new ByteWriter().u8(1, 0).u16(width, height)),
    block(0xccc3, new ByteWriter().u8(1, 0xff, 0).u16(64, 0x2028 | context)),
    block(0xccc4, new ByteWriter().u8(1, 0).u32(0).u16(1)),
    block(
      0xccc6,
      new ByteWriter()
        .u8(1, 0, 1)
        .u16(rects.length, ...rects.flat())
        .u16(0xcac1, 1),
    ),
    block(
      0xccc7,
      new ByteWriter()
        .u8(1, 0)
        .u16(0xcac2, 0, 0x4051 | properties)
        .u8(1, 64)
        .u16(tiles.length)
        .u32(tileData.length)
        .bytes(packQuantization(quantization))
        .bytes(tileData),
    ),
    block(0xccc5, new ByteWriter().u8(1, 0)),
  ]);
}

/** TS_RFX_CODEC_QUANT, 2.2.2.1.5: LL3 LH3 HL3 HH3 LH2 HL2 HH2 LH1 HL1 HH1, two a byte, the low half first. */
function packQuantization(values: Bands): Uint8Array {
  const order = [9, 7, 6, 8, 4, 3, 5, 1, 0, 2].map((band) => values[band]);
  return Uint8Array.from({ length: 5 }, (_, i) => order[2 * i] | (order[2 * i + 1] << 4));
}

function block(type: number, body: ByteWriter): Uint8Array {
  const bytes = body.toBytes();
  return new ByteWriter()
    .u16(type)
    .u32(bytes.length + 6)
    .bytes(bytes)
    .toBytes();
}
