import { expect, it } from "vitest";
import { Heartbeat } from "./heartbeat.ts";

function beats(heartbeat: Heartbeat, count: number, isWatching = true): string[] {
  return Array.from({ length: count }, () => heartbeat.beat(isWatching));
}

it("is dead after five questions without an answer", () => {
  expect(beats(new Heartbeat(), 6)).toEqual(["ask", "ask", "ask", "ask", "ask", "dead"]);
});

it("lives on with every answer, however late", () => {
  const heartbeat = new Heartbeat();
  beats(heartbeat, 5);
  heartbeat.answered();
  expect(beats(heartbeat, 6).at(-2)).toBe("ask");
});

it("expects no answer while nobody watches, nor counts what was missed before", () => {
  const heartbeat = new Heartbeat();
  beats(heartbeat, 5);
  expect(beats(heartbeat, 20, false)).not.toContain("dead");
  expect(beats(heartbeat, 5)).not.toContain("dead");
});

it("gives something new its time", () => {
  const heartbeat = new Heartbeat();
  beats(heartbeat, 6);
  heartbeat.start();
  expect(heartbeat.beat(true)).toBe("ask");
});
