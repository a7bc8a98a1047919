import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeHtmlFormat, encodeHtmlFormat } from "./html-format.ts";

test("a fragment goes to Windows and back", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."<!->é🙂\r\nStartFragment:09") }), (fragment) => {
      expect(decodeHtmlFormat(encodeHtmlFormat(fragment))).toBe(fragment);
    }),
  );
});

test("the offsets of the header are those of the bytes", () => {
  const data = Buffer.from(encodeHtmlFormat("<b>é🙂</b>"));
  const offset = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(String(data))?.[1]);
  expect(String(data.subarray(offset("StartFragment"), offset("EndFragment")))).toBe("<b>é🙂</b>");
  const html = String(data.subarray(offset("StartHTML"), offset("EndHTML")));
  expect(html.startsWith("<html>") && html.endsWith("</html>")).toBe(true);
  expect(data.at(-1)).toBe(0);
});

const HTML = "<html><body><!--StartFragment--><i>x</i><!-- EndFragment --></body></html>";

test.each([
  ["nothing of use", `Version:1.0\r\n${HTML}`, "<i>x</i>"],
  ["offsets beyond the end", `Version:0.9\r\nStartFragment:10\r\nEndFragment:99999\r\n${HTML}`, "<i>x</i>"],
  ["offsets the wrong way round", `StartFragment:50\r\nEndFragment:40\r\n${HTML}`, "<i>x</i>"],
  ["no fragment", "StartHTML:-1\r\nEndHTML:-1\r\n<p>all</p>", "<p>all</p>"],
  [
    "several fragments",
    "<!--StartFragment-->a<!--StartFragment-->b<!--EndFragment-->c<!--endfragment-->d",
    "a<!--StartFragment-->b<!--EndFragment-->c",
  ],
  ["nothing at all", "", ""],
  ["no HTML", "Version:0.9\r\n", "Version:0.9\r\n"],
])("a header with %s", (_, data, expected) => {
  expect(decodeHtmlFormat(Buffer.from(data))).toBe(expected);
});

test("any bytes give some text", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (data) => typeof decodeHtmlFormat(data) === "string"));
});

test("many beginnings without an end take no time", () => {
  const html = "<!--StartFragment-->".repeat(200_000);
  const before = performance.now();
  expect(decodeHtmlFormat(Buffer.from(html))).toBe(html);
  expect(performance.now() - before).toBeLessThan(2000);
});
