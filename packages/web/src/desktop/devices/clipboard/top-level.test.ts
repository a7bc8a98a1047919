import { expect, test } from "vitest";
import { topLevel } from "./top-level.ts";

test("folders stand for what is in them, on all levels", () => {
  const files = [
    { path: "a", isFolder: true, size: 0 },
    { path: "a/b", isFolder: true, size: 0 },
    { path: "a/b/one", isFolder: false, size: 10 },
    { path: "two", isFolder: false, size: 5 },
    { path: "a/three", isFolder: false, size: 1 },
  ];
  expect(topLevel(files)).toEqual([
    { index: 0, name: "a", isFolder: true, size: 11, count: 2 },
    { index: 3, name: "two", isFolder: false, size: 5, count: 0 },
  ]);
});

test("a desktop that names no folder for its files has nothing at the top", () => {
  expect(topLevel([{ path: "lost/one", isFolder: false, size: 1 }])).toEqual([]);
});
