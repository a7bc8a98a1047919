import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PageFile } from "./page-file.ts";

const CONTENT = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 31) % 251));

/** A page that sends `CONTENT` in chunks, and remembers from where. */
function page(content: Buffer = CONTENT, chunk = 50_000) {
  const opened: number[] = [];
  const open = async (offset: number) => {
    opened.push(offset);
    async function* chunks() {
      for (let at = offset; at < content.length; at += chunk) yield content.subarray(at, at + chunk);
    }
    return Readable.from(chunks(), { objectMode: false });
  };
  return { opened, file: new PageFile(CONTENT.length, open) };
}

test("ranges in order are one upload", async () => {
  const { opened, file } = page();
  for (let at = 0; at < CONTENT.length; at += 65_536) {
    expect(CONTENT.subarray(at, at + 65_536).equals(await file.read(at, 65_536))).toBe(true);
  }
  expect(opened).toEqual([0]);
});

test("ranges a little out of order are as well, all asked for at once", async () => {
  const { opened, file } = page();
  const order = [2, 0, 1, 3, 5, 4];
  const read = await Promise.all(order.map((part) => file.read(part * 100_000, 100_000)));
  for (const [index, part] of order.entries()) {
    expect(CONTENT.subarray(part * 100_000, (part + 1) * 100_000).equals(read[index] ?? new Uint8Array(0))).toBe(true);
  }
  expect(opened).toEqual([200_000, 0]);
});

test("a jump asks the page anew", async () => {
  const { opened, file } = page();
  await file.read(0, 10);
  expect(CONTENT.subarray(2_500_000, 2_500_010).equals(await file.read(2_500_000, 10))).toBe(true);
  expect(CONTENT.subarray(5, 15).equals(await file.read(5, 10))).toBe(true);
  expect(opened).toEqual([0, 2_500_000, 5]);
});

test("nothing is read beyond the end", async () => {
  const { opened, file } = page();
  expect(await file.read(CONTENT.length, 10)).toHaveLength(0);
  expect(await file.read(CONTENT.length + 5, 10)).toHaveLength(0);
  expect(opened).toEqual([]);
  expect(await file.read(CONTENT.length - 5, 10)).toHaveLength(5);
});

test("a file that ends too early is an error, and can be asked for again", async () => {
  const { opened, file } = page(CONTENT.subarray(0, 100_000));
  await expect(file.read(90_000, 20_000)).rejects.toThrow("no answer");
  expect(await file.read(0, 10)).toHaveLength(10);
  expect(opened).toEqual([90_000, 0]);
});

test("any ranges are those of the file", async () => {
  const range = fc.tuple(fc.nat(CONTENT.length), fc.nat(300_000));
  await fc.assert(
    fc.asyncProperty(fc.array(range, { maxLength: 8 }), async (ranges) => {
      const { file } = page();
      for (const [from, length] of ranges) {
        expect(CONTENT.subarray(from, from + length).equals(await file.read(from, length))).toBe(true);
      }
      file.close();
    }),
    { numRuns: 10 },
  );
});
