import { encodeJson, MOST_INLINE_TEXT } from "@passerelle/tunnel";
import { expect, test } from "vitest";
import { bytesOf, describe, isEmpty, withFolders } from "./local-content.ts";

/** The gateway closes a device line on which more comes at once. */
const MOST_BYTES = 1024 * 1024;

const file = (path: string) => ({ path, file: new File(["12345"], path, { lastModified: 7 }) });

test("folders come before what is in them, each once", () => {
  const paths = withFolders([file("a/b/one"), file("a/b/two"), file("a/three"), file("four")]).map(({ path }) => path);
  expect(paths).toEqual(["a", "a/b", "a/b/one", "a/b/two", "a/three", "four"]);
});

test("files are described by path, size and time, folders by their path", () => {
  expect(describe({ files: withFolders([file("a/b")]) }, 3)).toEqual({
    offer: 3,
    formats: [],
    files: [
      { path: "a", isFolder: true, size: 0 },
      { path: "a/b", isFolder: false, size: 5, modified: 7 },
    ],
  });
});

test("a short text is told at once, a long one when it is pasted", () => {
  expect(describe({ text: "a", html: "<i>a" }, 1)).toEqual({ offer: 1, formats: ["text", "html"], text: "a" });
  expect(describe({ text: "é".repeat(MOST_INLINE_TEXT / 2 + 1) }, 1)).toEqual({ offer: 1, formats: ["text"] });
});

test("no description is longer than a message of the device line", () => {
  // JSON has six characters for each of these.
  expect(encodeJson(describe({ text: "\u0001".repeat(MOST_INLINE_TEXT) }, 1)).length).toBeLessThanOrEqual(MOST_BYTES);
  const files = (count: number) => describe({ files: Array.from({ length: count }, (_, n) => file(`file ${n}`)) }, 1);
  expect(encodeJson(files(10_000)).length).toBeLessThanOrEqual(MOST_BYTES);
  expect(files(20_000)).toBeUndefined();
});

test("the bytes of a format are UTF-8, or the picture itself", async () => {
  const image = new Blob(["png"]);
  const content = { text: "é", image };
  expect(await bytesOf(content, "text")?.text()).toBe("é");
  expect(bytesOf(content, "image")).toBe(image);
  expect(bytesOf(content, "html")).toBeUndefined();
});

test("nothing, an empty text and no files are empty", () => {
  expect([{}, { text: "" }, { files: [] }].map(isEmpty)).toEqual([true, true, true]);
  expect(isEmpty({ text: "a" })).toBe(false);
});
