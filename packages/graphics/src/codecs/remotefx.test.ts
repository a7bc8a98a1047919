import fc from "fast-check";
import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteWriter } from "../testing/byte-writer.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { blankPicture, photo, psnr } from "../testing/pictures.ts";
import { encodeRlgr } from "../testing/rlgr-encoder.ts";
import { freeRdpStream } from "../testing/streams.ts";
import { WorkBudget } from "../work-budget.ts";
import { rgbWord } from "./color.ts";
import { RemoteFxDecoder } from "./remotefx.ts";

function block(type: number, body: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u16(type)
    .u32(body.length + 6)
    .bytes(body)
    .toBytes();
}

/** Sync, channel and context as in [MS-RDPRFX] 4.2.2, for RLGR3. */
const HEADERS = new ByteWriter()
  .bytes(block(0xccc0, new ByteWriter().u32(0xcaccacca).u16(0x0100).toBytes()))
  .bytes(
    block(
      0xccc3,
      new ByteWriter()
        .u8(1, 0xff, 0)
        .u16(64, 0x28 | (4 << 9))
        .toBytes(),
    ),
  )
  .bytes(block(0xccc1, new ByteWriter().u8(1, 1).u16(0x0100).toBytes()))
  .bytes(block(0xccc2, new ByteWriter().u8(1, 0).u16(128, 64).toBytes()))
  .toBytes();

function region(...rects: [number, number, number, number][]): Uint8Array {
  const body = new ByteWriter().u8(1, 0, 1).u16(rects.length);
  for (const rect of rects) body.u16(...rect);
  return block(0xccc6, body.u16(0xcac1, 1).toBytes());
}

/** A tileset whose tiles are evenly grey: `level` is 0 for black to 255 for white, but not 128. */
function greyTiles(...tiles: { column: number; row: number; level: number }[]): Uint8Array {
  const body = new ByteWriter().u8(1, 0).u16(0xcac2, 0, 0x5051).u8(1, 64).u16(tiles.length);
  const encoded = new ByteWriter();
  for (const { column, row, level } of tiles) {
    const coefficients = new Int16Array(4096);
    coefficients[4032] = level - 128;
    const luma = encodeRlgr(3, coefficients.subarray(0, 4033));
    const header = new ByteWriter().u8(0, 0, 0).u16(column, row, luma.length, 0, 0);
    encoded.bytes(block(0xcac3, header.bytes(luma).toBytes()));
  }
  const data = encoded.toBytes();
  return block(0xccc7, body.u32(data.length).u8(0x66, 0x66, 0x66, 0x66, 0x66).bytes(data).toBytes());
}

/** The stream from its frame on, as a server sends it once the headers were sent. */
function withoutHeaders(stream: Uint8Array): Uint8Array {
  const view = new DataView(stream.buffer);
  let at = 0;
  while (view.getUint16(at, true) !== 0xccc4) at += view.getUint32(at + 2, true);
  return stream.subarray(at);
}

function message(...blocks: Uint8Array[]): Uint8Array {
  const out = new ByteWriter();
  for (const bytes of blocks) out.bytes(bytes);
  return out.toBytes();
}

test.each(["remotefx-rlgr1", "remotefx-rlgr3"])("FreeRDP's encoding of a photo: %s", (name) => {
  const picture = blankPicture(100, 70);
  const painted = new RemoteFxDecoder(new WorkBudget()).decode(freeRdpStream(name), picture, 0, 0);
  expect(painted).toEqual([{ x: 0, y: 0, width: 100, height: 70 }]);
  expect(psnr(picture.words, photo(100, 70, 2).words)).toBeGreaterThan(36);
});

test("tiles are painted in their region only, from the message's origin on", () => {
  const picture = blankPicture(100, 80);
  const decoder = new RemoteFxDecoder(new WorkBudget());
  const tiles = greyTiles({ column: 0, row: 0, level: 200 }, { column: 1, row: 0, level: 90 });
  const data = message(HEADERS, region([3, 2, 10, 4], [60, 0, 8, 1], [70, 5, 500, 1]), tiles);
  expect(decoder.decode(data, picture, 10, 20)).toEqual([
    { x: 13, y: 22, width: 10, height: 4 },
    { x: 70, y: 20, width: 8, height: 1 },
    { x: 80, y: 25, width: 20, height: 1 },
  ]);
  const count = (level: number) => picture.words.filter((word) => word === rgbWord(level, level, level)).length;
  expect(count(200)).toBe(40 + 4);
  expect(count(90)).toBe(4 + 20);
  expect(count(0)).toBe(8000 - 68);
  expect(picture.words[22 * 100 + 13]).toBe(rgbWord(200, 200, 200));
});

test("headers hold for the messages that follow; no rectangle is the whole channel", () => {
  const picture = blankPicture(200, 100);
  const decoder = new RemoteFxDecoder(new WorkBudget());
  expect(decoder.decode(HEADERS, picture, 0, 0)).toEqual([]);
  const tiles = greyTiles({ column: 0, row: 0, level: 50 }, { column: 3, row: 0, level: 70 });
  expect(decoder.decode(message(region(), tiles), picture, 0, 0)).toEqual([{ x: 0, y: 0, width: 128, height: 64 }]);
  expect(picture.words.filter((word) => word === rgbWord(50, 50, 50)).length).toBe(4096);
  expect(picture.words.filter((word) => word === rgbWord(70, 70, 70)).length).toBe(0);
});

test("a decoder that missed the stream's headers reads all it needs from the message", () => {
  const stream = freeRdpStream("remotefx-rlgr3");
  const picture = blankPicture(100, 70);
  new RemoteFxDecoder(new WorkBudget()).decode(withoutHeaders(stream), picture, 0, 0);
  expect(psnr(picture.words, photo(100, 70, 2).words)).toBeGreaterThan(36);

  const grey = blankPicture(70, 70);
  const tiles = greyTiles({ column: 1, row: 1, level: 50 });
  expect(new RemoteFxDecoder(new WorkBudget()).decode(message(region(), tiles), grey, 0, 0)).toEqual([
    { x: 0, y: 0, width: 70, height: 70 },
  ]);
  expect(grey.words[69 * 70 + 69]).toBe(rgbWord(50, 50, 50));
});

test("wrong headers and tiles are refused", () => {
  const picture = blankPicture(64, 64);
  const badEntropy = greyTiles({ column: 0, row: 0, level: 1 });
  badEntropy[13] = 0x40; // properties
  const badQuantization = greyTiles({ column: 0, row: 0, level: 1 });
  badQuantization[22] = 0x56;
  const badTile = greyTiles({ column: 0, row: 0, level: 1 });
  badTile[33] = 1; // quantIdxY
  for (const data of [
    block(0xccc0, new ByteWriter().u32(1).u16(0x0100).toBytes()),
    block(0xccc0, new ByteWriter().u32(0xcaccacca).u16(0x0200).toBytes()),
    block(
      0xccc3,
      new ByteWriter()
        .u8(1, 0xff, 0)
        .u16(32, 0x28 | (4 << 9))
        .toBytes(),
    ),
    block(0x1234, new Uint8Array(0)),
    new ByteWriter().u16(0xccc0).u32(5).toBytes(),
    message(HEADERS, region(), badEntropy),
    message(HEADERS, region(), badQuantization),
    message(HEADERS, region(), badTile),
  ]) {
    expect(() => new RemoteFxDecoder(new WorkBudget()).decode(data, picture, 0, 0)).toThrow(GraphicsDecodeError);
  }
});

test("messages that would keep the machine busy for long are refused", () => {
  const everywhere = region(...new Array<[number, number, number, number]>(65_535).fill([0, 0, 64, 64]));
  const oneTile = greyTiles({ column: 0, row: 0, level: 9 });
  const manyTiles = greyTiles(...new Array(20_000).fill({ column: 0, row: 0, level: 9 }));
  for (const data of [
    message(HEADERS, everywhere, ...new Array(40).fill(oneTile)),
    message(HEADERS, region([0, 0, 64, 64]), manyTiles),
    message(HEADERS, region([0, 0, 1, 1], ...new Array(65_534).fill([9999, 9999, 1, 1])), manyTiles),
    message(...new Array(70).fill(everywhere)),
  ]) {
    const decoder = new RemoteFxDecoder(new WorkBudget());
    expect(() => decoder.decode(data, blankPicture(64, 64), 0, 0)).toThrow(/far more than the desktop/);
  }
});

test("garbage gives a result or a GraphicsDecodeError", () => {
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    mutated(freeRdpStream("remotefx-rlgr3")),
    mutated(message(HEADERS, region([0, 0, 64, 64]), greyTiles({ column: 0, row: 0, level: 9 }))),
  );
  const picture = blankPicture(64, 48);
  fc.assert(
    fc.property(garbage, (data) => {
      expectResultOrDecodeError(() => new RemoteFxDecoder(new WorkBudget()).decode(data, picture, 0, 0));
    }),
  );
});
