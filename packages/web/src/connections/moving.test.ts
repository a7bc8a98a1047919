import { expect, test } from "vitest";
import { mayMoveInto } from "./moving.ts";
import { asObject, connection, group } from "./testing/objects.ts";

const groups = [group("1", "ROOT"), group("2", "1"), group("3", "2"), group("4", "ROOT")];
const [first, , third, fourth] = groups.map(asObject);
const pc = asObject(connection("9", "2"));

test("things may go to another group and to the top", () => {
  expect(mayMoveInto([pc], "4", groups)).toBe(true);
  expect(mayMoveInto([pc], "ROOT", groups)).toBe(true);
  expect(mayMoveInto(third && fourth ? [third, fourth] : [], "1", groups)).toBe(true);
});

test("nothing moves to where it is, unless something comes with it", () => {
  expect(mayMoveInto([pc], "2", groups)).toBe(false);
  expect(mayMoveInto(fourth ? [pc, fourth] : [], "2", groups)).toBe(true);
  expect(mayMoveInto([], "2", groups)).toBe(false);
});

test("a group never goes into itself, at whatever depth", () => {
  expect(mayMoveInto(first ? [first] : [], "1", groups)).toBe(false);
  expect(mayMoveInto(first ? [first] : [], "3", groups)).toBe(false);
});

test("what may not be changed stays, and so does what is to go where nothing may be changed", () => {
  expect(mayMoveInto([{ ...pc, permissions: ["READ"] }], "4", groups)).toBe(false);
  const readOnly = groups.map((one) => (one.identifier === "4" ? { ...one, permissions: ["READ" as const] } : one));
  expect(mayMoveInto([pc], "4", readOnly)).toBe(false);
  expect(mayMoveInto([pc], "77", groups)).toBe(false);
});
