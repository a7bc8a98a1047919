import type { Failure } from "@passerelle/tunnel";
import { expect, test } from "vitest";
import { Reconnection } from "./reconnection.ts";

const cut: Failure = { code: "connection-lost", detail: "pc:3389 closed the connection" };
const refused: Failure = { code: "port-closed", detail: "pc:3389 ECONNREFUSED" };
const wrong: Failure = { code: "wrong-credentials" };

/** The answers to failures, one after another, of a desktop that was there. */
function answers(failures: readonly Failure[], hasCookie: boolean): (number | Failure)[] {
  const reconnection = new Reconnection();
  reconnection.active(0);
  return failures.map((failure) => reconnection.after(failure, hasCookie, 1));
}

test("tries a few times with a cookie, then tells the first failure", () => {
  const failures = [cut, refused, refused, refused, refused, refused];
  expect(answers(failures, true)).toEqual([0, 1_000, 3_000, 9_000, 27_000, cut]);
});

test("tries less often without a cookie", () => {
  expect(answers([cut, refused, refused], false)).toEqual([0, 1_000, cut]);
});

test("tells what is no loss at once", () => {
  expect(answers([wrong], true)).toEqual([wrong]);
  expect(answers([cut, wrong], true)).toEqual([0, wrong]);
});

test("tells a desktop that never was", () => {
  expect(new Reconnection().after(cut, true, 0)).toEqual(cut);
});

test("goes on counting for a desktop that is cut again and again, and forgets after a minute", () => {
  const reconnection = new Reconnection();
  const cutAt = (now: number) => reconnection.after(cut, false, now);
  reconnection.active(0);
  expect(cutAt(1)).toBe(0);
  reconnection.active(2);
  expect(cutAt(3)).toBe(1_000);
  reconnection.active(4);
  expect(cutAt(5)).toEqual(cut);
  reconnection.active(6);
  expect(cutAt(100_000)).toBe(0);
});
