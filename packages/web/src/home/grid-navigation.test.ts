import { expect, test } from "vitest";
import { nextInGrid } from "./grid-navigation.ts";

/** Two sections: three cards and one below, then two. */
const cards = [
  { left: 0, top: 0 },
  { left: 300, top: 0 },
  { left: 600, top: 0 },
  { left: 0, top: 100 },
  { left: 0, top: 300 },
  { left: 300, top: 300 },
];

test("left and right follow the reading order across rows", () => {
  expect(nextInGrid(cards, 2, "ArrowRight")).toBe(3);
  expect(nextInGrid(cards, 3, "ArrowLeft")).toBe(2);
  expect(nextInGrid(cards, 0, "ArrowLeft")).toBeUndefined();
  expect(nextInGrid(cards, 5, "ArrowRight")).toBeUndefined();
});

test("up and down go to the nearest card of the next row", () => {
  expect(nextInGrid(cards, 1, "ArrowDown")).toBe(3);
  expect(nextInGrid(cards, 3, "ArrowDown")).toBe(4);
  expect(nextInGrid(cards, 5, "ArrowUp")).toBe(3);
  expect(nextInGrid(cards, 3, "ArrowUp")).toBe(0);
  expect(nextInGrid(cards, 1, "ArrowUp")).toBeUndefined();
  expect(nextInGrid(cards, 4, "ArrowDown")).toBeUndefined();
});

test("Home and End go to the ends, other keys nowhere", () => {
  expect(nextInGrid(cards, 3, "Home")).toBe(0);
  expect(nextInGrid(cards, 3, "End")).toBe(5);
  expect(nextInGrid(cards, 3, "a")).toBeUndefined();
  expect(nextInGrid([], 0, "End")).toBeUndefined();
});
