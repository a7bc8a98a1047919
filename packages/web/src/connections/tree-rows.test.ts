import { expect, test } from "vitest";
import { pageLength } from "../api/connections.ts";
import { connection, group } from "./testing/objects.ts";
import { foundRows, type LoadedSource, treeRows } from "./tree-rows.ts";

const groups = [group("1", "ROOT"), group("2", "1"), group("3", "ROOT")];

function loaded(total: number, ...pages: readonly (readonly ReturnType<typeof connection>[])[]): LoadedSource {
  return { total, pages: new Map(pages.entries()) };
}

function shape(rows: ReturnType<typeof treeRows>) {
  return rows.map((row) => `${"-".repeat(row.level)}${row.key}`);
}

test("groups come before connections; only what is open is shown", () => {
  const sources = new Map([
    ["ROOT", loaded(1, [connection("9", "ROOT")])],
    ["1", loaded(0, [])],
    ["3", loaded(1, [connection("8", "3")])],
  ]);
  expect(shape(treeRows(groups, new Set(["1"]), sources))).toEqual([
    "-root",
    "--group:1",
    "---group:2",
    "--group:3",
    "--connection:9",
  ]);
  expect(shape(treeRows(groups, new Set(["3"]), sources))).toContain("---connection:8");
});

test("an open group without anything in it says so", () => {
  const rows = treeRows(groups, new Set(["3"]), new Map([["3", loaded(0, [])]]));
  expect(shape(rows)).toContain("---empty:3");
});

test("every connection has its row before it has arrived, and each row knows the page that it comes with", () => {
  const first = Array.from({ length: pageLength }, (_, index) => connection(String(index), "ROOT"));
  const rows = treeRows([], new Set(), new Map([["ROOT", loaded(pageLength + 2, first)]]));
  expect(rows).toHaveLength(1 + pageLength + 2);
  expect(rows.slice(-2).map((row) => row.kind === "pending" && row.page)).toEqual([1, 1]);
});

test("a page that cannot be loaded is one row that says so", () => {
  const failure = { error: new Error("no"), retry: () => {} };
  const rows = treeRows([], new Set(), new Map([["ROOT", { total: undefined, pages: new Map(), failure }]]));
  expect(rows.map((row) => row.kind)).toEqual(["root", "failed"]);
});

test("what is found is a flat list, groups first", () => {
  const rows = foundRows([group("2", "1")], "x", loaded(1, [connection("9", "3")]));
  expect(shape(rows)).toEqual(["-group:2", "-connection:9"]);
});
