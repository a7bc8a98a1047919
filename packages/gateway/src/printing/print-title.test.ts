import fc from "fast-check";
import { expect, test } from "vitest";
import { countPages } from "./page-count.ts";
import { printFormat } from "./print-format.ts";
import { printTitle } from "./print-title.ts";
import { simplePdf } from "./testing/documents.ts";

test.each([
  ["%PDF-1.7\n", "pdf"],
  ["%!PS-Adobe-3.0\n", "postscript"],
  ["\x04%!PS", "postscript"],
  ['\x1b%-12345X@PJL JOB NAME="x"\r\n@PJL ENTER LANGUAGE=POSTSCRIPT\r\n%!PS-Adobe-3.0', "postscript"],
  ["PK\x03\x04", undefined],
  ["\x01\x00\x00\x00EMF", undefined],
  ["\x1b%-12345X@PJL ENTER LANGUAGE=PCL\r\n\x1bE", undefined],
  ["hello", undefined],
  ["", undefined],
])("what begins with %j is %s", (beginning, format) => {
  expect(printFormat(Buffer.from(beginning, "latin1"))).toBe(format);
});

test.each([
  ["%!PS\n%%Title: Microsoft Word - Lettre.docx\n", "Microsoft Word - Lettre.docx"],
  ["%!PS\r\n%%Title: (Un \\(petit\\) titre \\351t\\351)\r\n", "Un (petit) titre été"],
  ["%!PS\n%%Title: \xc3\xa9t\xc3\xa9\n", "été"],
  ["%!PS\n%%Title: \xe9t\xe9 \x80\n", "été €"],
  ["%!PS\n%%Title:\t a\x00\x1b[31mb \n", "a [31mb"],
  ["%!PS\n%%Title: (atend)\n", undefined],
  ["%!PS\n%%Title: ()\n", undefined],
  ["%!PS\n", undefined],
])("PostScript %j is called %s", (beginning, title) => {
  expect(printTitle("postscript", Buffer.from(beginning, "latin1"), Buffer.alloc(0))).toBe(title);
});

test.each([
  ["7 0 obj\n<< /Title (Un \\(petit\\)\\\n titre) >>\nendobj\ntrailer << /Info 7 0 R >>", "Un (petit) titre"],
  ["7 0 obj<</Title<FEFF00E9>>>endobj trailer<</Info 7 0 R>>", "é"],
  ["17 0 obj<</Title(x)>>endobj trailer<</Info 7 0 R>>", undefined],
  ["7 0 obj<</Author(x)>>endobj 8 0 obj<</Title(y)>>endobj trailer<</Info 7 0 R>>", undefined],
  ["8 0 obj<</Title(an outline)>>endobj", undefined],
])("PDF %j is called %s", (end, title) => {
  expect(printTitle("pdf", Buffer.alloc(0), Buffer.from(end, "latin1"))).toBe(title);
});

test("a long title ends between two characters", () => {
  const title = Buffer.from(`%%Title: ${"x".repeat(199)}😀😀`);
  expect(printTitle("postscript", title, title)).toBe(`${"x".repeat(199)}😀`);
});

async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

test.each([1, 7, 64, 1000])("pages are counted in pieces of %d bytes", async (length) => {
  expect(await countPages(pieces(simplePdf("x", 12), length))).toBe(12);
});

test("pages that may be compressed are not counted", async () => {
  expect(await countPages(pieces(Buffer.from("<</Type/Page>> <</Type /ObjStm>>"), 5))).toBeUndefined();
  expect(await countPages(pieces(Buffer.from("no page"), 5))).toBeUndefined();
});

test("no title breaks what looks for it", () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(bytes, fc.constantFrom("(", "<", "(\\", "((", "%%Title: "), (noise, before) => {
      const end = Buffer.concat([Buffer.from(`/Info 1 0 R 1 0 obj /Title ${before}`), noise]);
      for (const format of ["pdf", "postscript"] as const) {
        expect([...(printTitle(format, end, end) ?? "")].length).toBeLessThanOrEqual(200);
      }
    }),
  );
});
