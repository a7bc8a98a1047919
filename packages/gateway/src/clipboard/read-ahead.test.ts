import { expect, test } from "vitest";
import { readAhead } from "./read-ahead.ts";

const KIB = 1024;
const content = new Uint8Array(3_000_000).map((_, at) => at * 7);

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

test("a file comes in its order, though later ranges are there first and some answers are short", async () => {
  const waiting: (() => void)[] = [];
  const read = async (position: number, length: number) => {
    if (position % (512 * KIB) === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else for (const go of waiting.splice(0)) go();
    return content.subarray(position, position + Math.min(length, 100_000));
  };
  expect(await all(readAhead(content.length, read))).toEqual(Buffer.from(content));
  expect(await all(readAhead(0, read))).toHaveLength(0);
});

test("four ranges are on their way at a time, and none once nobody reads", async () => {
  const asked: number[] = [];
  const file = readAhead(100 * 256 * KIB, async (position, length) => {
    asked.push(position / KIB);
    return new Uint8Array(length);
  });
  await file.next();
  expect(asked).toEqual([0, 256, 512, 768]);
  await file.next();
  expect(asked).toHaveLength(5);
  await file.return(undefined);
  expect(asked).toHaveLength(5);
});

test("of a file of 100 MB a few ranges are held at a time", async () => {
  const size = 100_000_000;
  const range = new Uint8Array(256 * KIB);
  let [held, most, read] = [0, 0, 0];
  const file = readAhead(size, async (_, length) => {
    held += length;
    most = Math.max(most, held);
    return range.subarray(0, length);
  });
  for await (const part of file) {
    held -= part.length;
    read += part.length;
  }
  expect(read).toBe(size);
  expect(most).toBe(4 * 256 * KIB);
});

test.each([
  ["none", 0],
  ["too many", 20],
])("an answer of %s bytes breaks it off", async (_, length) => {
  const file = readAhead(10, async () => new Uint8Array(length));
  await expect(all(file)).rejects.toThrow("It is damaged");
});

test("what fails is heard of after what came before it", async () => {
  const file = readAhead(3 * 256 * KIB, async (position, length) => {
    if (position > 0) throw new Error("no more");
    return new Uint8Array(length);
  });
  expect((await file.next()).value).toHaveLength(256 * KIB);
  await expect(file.next()).rejects.toThrow("no more");
});
