import { expect, test } from "vitest";
import { keyOfSharedLink, targetOfBookmark } from "./guacamole-address.ts";

function bookmark(...parts: string[]): string {
  return Buffer.from(parts.join("\0")).toString("base64url");
}

test("a bookmark gives the connection or group that it names", () => {
  expect(targetOfBookmark(bookmark("42", "c", "postgresql"))).toEqual({ kind: "connection", identifier: "42" });
  expect(targetOfBookmark("MQBjAHBvc3RncmVzcWw=")).toEqual({ kind: "connection", identifier: "1" });
  expect(targetOfBookmark(bookmark("7", "g", "postgresql"))).toEqual({ kind: "group", identifier: "7" });
});

test("running sessions and garbage give nothing", () => {
  expect(targetOfBookmark(bookmark("7", "a", "postgresql"))).toBeUndefined();
  expect(targetOfBookmark(bookmark("7", "constructor", "postgresql"))).toBeUndefined();
  expect(targetOfBookmark(bookmark("", "c", "postgresql"))).toBeUndefined();
  expect(targetOfBookmark("not base64 %")).toBeUndefined();
  expect(targetOfBookmark("")).toBeUndefined();
});

test("a link to a shared session gives its key", () => {
  const key = "l4QkmNzX-6yJ_o9vWb1sT2cE8fHrAqUgPdIe0K3jM7xZ";
  expect(keyOfSharedLink({ pathname: "/", searchStr: `?key=${key}` })).toBe(key);
  expect(keyOfSharedLink({ pathname: "/", searchStr: "?key=12345" })).toBe("12345");
  expect(keyOfSharedLink({ pathname: "/login", searchStr: `?key=${key}` })).toBeUndefined();
  expect(keyOfSharedLink({ pathname: "/", searchStr: "?key=" })).toBeUndefined();
  expect(keyOfSharedLink({ pathname: "/", searchStr: "" })).toBeUndefined();
});
