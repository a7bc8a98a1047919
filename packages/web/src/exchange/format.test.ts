import { expect, test } from "vitest";
import { decodeText, detectFormat } from "./format.ts";

test("the name of a file says its format", () => {
  expect(detectFormat("[]", "desks.csv")).toBe("csv");
  expect(detectFormat("name,protocol", "desks.YML")).toBe("yaml");
  expect(detectFormat("name: x", "desks.json")).toBe("json");
});

test("without a telling name its beginning does", () => {
  expect(detectFormat(' \n[{"name":"a"}]', "desks.txt")).toBe("json");
  expect(detectFormat("name,protocol,hostname\nPC,rdp,pc")).toBe("csv");
  expect(detectFormat("---\n- name: a")).toBe("yaml");
  expect(detectFormat("- name: a\n  protocol: rdp")).toBe("yaml");
  expect(detectFormat('"name";"protocol"')).toBe("csv");
  expect(detectFormat("")).toBe("csv");
});

test("UTF-8 and marked UTF-16 are text, zeros are in none; the mark at the beginning is dropped", () => {
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe("a");
  expect(decodeText(new Uint8Array([0xff, 0xfe, 0x61, 0]))).toBe("a");
  expect(decodeText(new Uint8Array([0xe9, 0x74, 0xe9]))).toBeUndefined();
  expect(decodeText(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00]))).toBeUndefined();
});
