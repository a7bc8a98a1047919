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
