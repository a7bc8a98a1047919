import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { decodeDib } from "./dib.ts";
import { dibToPng, pngToDib } from "./pictures.ts";

const picture = new PNG({ width: 30, height: 20 });
picture.data = Buffer.from(Uint8Array.from(picture.data, (_, at) => (at % 4 === 3 ? 255 : (at * 7) % 256)));

test.each(["dib", "dib-v5"] as const)("a picture becomes %s and PNG again", async (format) => {
  const dib = await pngToDib(PNG.sync.write(picture), format);
  expect(Buffer.from(decodeDib(dib).rgba).equals(picture.data)).toBe(true);
  const { width, height, data } = PNG.sync.read(Buffer.from(await dibToPng(dib)));
  expect([width, height]).toEqual([30, 20]);
  expect(data.equals(picture.data)).toBe(true);
});

test("a picture that is damaged, none, or too large is told apart", async () => {
  const png = PNG.sync.write(picture);
  const huge = Buffer.from(png);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  for (const bytes of [png.subarray(0, 60), Buffer.from("GIF89a"), huge, new Uint8Array(0)]) {
    await expect(pngToDib(bytes, "dib")).rejects.toThrow("damaged");
  }
  await expect(dibToPng(Uint8Array.of(1, 2, 3))).rejects.toThrow("damaged");
});

test("a picture that becomes longer than it says is damaged", async () => {
  const data = deflateSync(Buffer.alloc(4 << 20));
  const header = (size: number, isInterlaced: boolean) =>
    Buffer.from([0, 0, 0, size, 0, 0, 0, size, 8, 6, 0, 0, isInterlaced ? 1 : 0]);
  const pngOf = (...chunks: (readonly [string, Uint8Array])[]) =>
    Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks.map(chunkOf), chunkOf(["IEND", Buffer.of()])]);
  await expect(pngToDib(pngOf(["IHDR", header(8, true)], ["IDAT", data]), "dib")).rejects.toThrow("damaged");
  const twice = pngOf(["IHDR", header(8, false)], ["IHDR", header(200, false)], ["IDAT", data]);
  await expect(pngToDib(twice, "dib")).rejects.toThrow("damaged");
  const passes = deflateSync(Buffer.alloc(8 * 8 * 4 + 15));
  expect(await pngToDib(pngOf(["IHDR", header(8, true)], ["IDAT", passes]), "dib")).toHaveLength(40 + 8 * 8 * 4);
});

function chunkOf([type, data]: readonly [string, Uint8Array]): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, check]);
}
