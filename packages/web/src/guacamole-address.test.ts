import { expect, test } from "vitest";
import { connectionOfBookmark } from "./guacamole-address.ts";

function bookmark(...parts: string[]): string {
  return Buffer.from(parts.join("\0")).toString("base64url");
}

test("a bookmark of a connection gives its identifier", () => {
  expect(connectionOfBookmark(bookmark("42", "c", "postgresql"))).toBe("42");
  expect(connectionOfBookmark("MQBjAHBvc3RncmVzcWw=")).toBe("1");
});

test("groups, running sessions and garbage give nothing", () => {
  expect(connectionOfBookmark(bookmark("7", "g", "postgresql"))).toBeUndefined();
  expect(connectionOfBookmark(bookmark("7", "a", "postgresql"))).toBeUndefined();
  expect(connectionOfBookmark(bookmark("", "c", "postgresql"))).toBeUndefined();
  expect(connectionOfBookmark("not base64 %")).toBeUndefined();
  expect(connectionOfBookmark("")).toBeUndefined();
});
