import { expect, test } from "vitest";
import { connection, group } from "./testing/objects.ts";
import { treeStep } from "./tree-keys.ts";
import { treeRows } from "./tree-rows.ts";

const groups = [group("1", "ROOT"), group("2", "ROOT")];
const own = { total: 1, pages: new Map([[0, [connection("9", "1")]]]) };
/** root, group 1 (open), connection 9, group 2. */
const rows = treeRows(
  groups,
  new Set(["1"]),
  new Map([
    ["1", own],
    ["ROOT", { total: 0, pages: new Map() }],
  ]),
);

test("arrows walk, and stop at the ends", () => {
  expect(treeStep(rows, 0, "ArrowDown")).toEqual({ focus: 1 });
  expect(treeStep(rows, 0, "ArrowUp")).toBeUndefined();
  expect(treeStep(rows, 3, "ArrowDown")).toBeUndefined();
  expect(treeStep(rows, 3, "Home")).toEqual({ focus: 0 });
  expect(treeStep(rows, 0, "End")).toEqual({ focus: 3 });
  expect(treeStep(rows, 0, "PageDown")).toEqual({ focus: 3 });
});

test("right opens a group and then goes into it; left goes to the group and then closes it", () => {
  expect(treeStep(rows, 3, "ArrowRight")).toEqual({ toggle: "2" });
  expect(treeStep(rows, 1, "ArrowRight")).toEqual({ focus: 2 });
  expect(treeStep(rows, 2, "ArrowRight")).toBeUndefined();
  expect(treeStep(rows, 2, "ArrowLeft")).toEqual({ focus: 1 });
  expect(treeStep(rows, 1, "ArrowLeft")).toEqual({ toggle: "1" });
});

test("other keys are not the tree's", () => {
  expect(treeStep(rows, 1, "a")).toBeUndefined();
});
