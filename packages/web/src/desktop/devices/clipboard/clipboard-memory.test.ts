import { beforeEach, expect, test } from "vitest";
import { ClipboardMemory } from "./clipboard-memory.ts";

let memory: ClipboardMemory;

beforeEach(() => {
  memory = new ClipboardMemory();
});

test("content is new once", async () => {
  expect(await memory.isNew({ text: "a" })).toBe(true);
  expect(await memory.isNew({ text: "a" })).toBe(false);
  expect(await memory.isNew({ text: "b" })).toBe(true);
  expect(await memory.isNew({ text: "b", html: "<b>b</b>" })).toBe(true);
});

test("what the page has written is not new, whatever line ends the browser makes of it", async () => {
  memory.wrote("one\ntwo");
  expect(await memory.isNew({ text: "one\r\ntwo", html: "<p>one" })).toBe(false);
});

test("what was copied here before is new again after the page has written over it", async () => {
  await memory.isNew({ text: "a" });
  memory.wrote("b");
  expect(await memory.isNew({ text: "a" })).toBe(true);
});

test("what the desktop has copied is newer than what nobody has looked at", async () => {
  memory.settle();
  expect(await memory.isNew({ text: "old" })).toBe(false);
  memory.doubt();
  expect(await memory.isNew({ text: "old" })).toBe(false);
  expect(await memory.isNew({ text: "new" })).toBe(true);
});

test("what the browser says has changed is new although the desktop has copied before", async () => {
  memory.settle();
  expect(await memory.isNew({ text: "new" }, true)).toBe(true);
});

test("pictures are the same by their bytes, files by name, size and time", async () => {
  const picture = (byte: number) => new Blob([Uint8Array.of(byte, 2, 3)]);
  expect(await memory.isNew({ image: picture(1) })).toBe(true);
  expect(await memory.isNew({ image: picture(1) })).toBe(false);
  expect(await memory.isNew({ image: picture(9) })).toBe(true);
  const file = (lastModified: number) => [{ path: "a", file: new File(["x"], "a", { lastModified }) }];
  expect(await memory.isNew({ files: file(1) })).toBe(true);
  expect(await memory.isNew({ files: file(1) })).toBe(false);
  expect(await memory.isNew({ files: file(2) })).toBe(true);
});
