import { beforeEach, expect, test } from "vitest";
import type { WritableContent } from "./browser-clipboard.ts";
import { ClipboardWriter } from "./clipboard-writer.ts";
import { FakeClipboard } from "./testing/fake-clipboard.ts";

let clipboard: FakeClipboard;
let written: WritableContent[];
let writer: ClipboardWriter;

beforeEach(() => {
  clipboard = new FakeClipboard();
  written = [];
  writer = new ClipboardWriter(clipboard, async (content) => {
    written.push(content);
  });
});

test("what the desktop copies is written at once where the browser lets it", async () => {
  await writer.write({ text: "a" });
  expect([writer.state.value, clipboard.content, written]).toEqual(["done", { text: "a" }, [{ text: "a" }]]);
  await writer.flush();
  expect(clipboard.writes).toBe(1);
});

test("nothing is written while the page has no focus; when it comes back, the latest is", async () => {
  clipboard.hasFocus = false;
  await writer.write({ text: "a" });
  await writer.write({ text: "b" });
  expect([writer.state.value, clipboard.writes]).toEqual(["waiting", 0]);
  clipboard.hasFocus = true;
  await writer.flush();
  expect([writer.state.value, clipboard.content, clipboard.writes]).toEqual(["done", { text: "b" }, 1]);
});

test("what the browser refuses is written at the next click", async () => {
  clipboard.mayWrite = false;
  await writer.write({ text: "a" });
  expect([writer.state.value, written]).toEqual(["refused", []]);
  clipboard.mayWrite = true;
  await writer.flush();
  expect([writer.state.value, clipboard.content]).toEqual(["done", { text: "a" }]);
});

test("what was forgotten is not written", async () => {
  clipboard.hasFocus = false;
  await writer.write({ text: "a" });
  writer.forget();
  clipboard.hasFocus = true;
  await writer.flush();
  expect([writer.state.value, clipboard.writes]).toEqual(["nothing", 0]);
});
