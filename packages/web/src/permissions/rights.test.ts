import { expect, test } from "vitest";
import { grantPatches } from "../api/access.ts";
import { rightsAfter } from "./rights.ts";

test("whoever may change something may see it", () => {
  expect(rightsAfter([], "UPDATE", true)).toEqual(["READ", "UPDATE"]);
  expect(rightsAfter(["READ", "DELETE"], "ADMINISTER", true)).toEqual(["READ", "DELETE", "ADMINISTER"]);
});

test("what may not be seen may not be changed either", () => {
  expect(rightsAfter(["READ", "UPDATE", "DELETE"], "READ", false)).toEqual([]);
  expect(rightsAfter(["READ", "UPDATE", "DELETE"], "UPDATE", false)).toEqual(["READ", "DELETE"]);
});

test("only differences are sent", () => {
  const object = { kind: "connection", identifier: "7" } as const;
  expect(grantPatches(object, ["READ", "DELETE"], ["READ", "UPDATE"])).toEqual([
    { op: "add", path: "/connectionPermissions/7", value: "UPDATE" },
    { op: "remove", path: "/connectionPermissions/7", value: "DELETE" },
  ]);
  expect(grantPatches(object, ["READ"], ["READ"])).toEqual([]);
});
