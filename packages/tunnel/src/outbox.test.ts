import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Outbox } from "./outbox.ts";

const message = (mark: number, length = 10) => new Uint8Array(length).fill(mark);
const marks = (messages: Uint8Array[] | undefined) => messages?.map((bytes) => bytes[0]);

describe("outbox", () => {
  test("gives what follows a count", () => {
    const outbox = new Outbox(1000);
    outbox.add(message(1), 2);
    outbox.add(message(2), 1);
    outbox.add(message(3), 3);
    expect(marks(outbox.since(0))).toEqual([1, 2, 3]);
    expect(marks(outbox.since(2))).toEqual([2, 3]);
    expect(marks(outbox.since(6))).toEqual([]);
  });

  test("does not give a part of a message, nor what was never sent", () => {
    const outbox = new Outbox(1000);
    outbox.add(message(1), 2);
    expect(outbox.since(1)).toBeUndefined();
    expect(outbox.since(3)).toBeUndefined();
  });

  test("lets go of what is acknowledged", () => {
    const outbox = new Outbox(1000);
    outbox.add(message(1), 1);
    outbox.add(message(2), 1);
    outbox.acknowledge(1);
    expect(outbox.size).toBe(10);
    expect(outbox.acknowledged).toBe(1);
    expect(outbox.since(0)).toBeUndefined();
    expect(marks(outbox.since(1))).toEqual([2]);
  });

  test("keeps a message until its last record is acknowledged", () => {
    const outbox = new Outbox(1000);
    outbox.add(message(1), 3);
    outbox.acknowledge(2);
    expect(outbox.size).toBe(10);
    expect(outbox.acknowledged).toBe(2);
  });

  test("ignores a count that goes back or was never sent", () => {
    const outbox = new Outbox(1000);
    outbox.add(message(1), 2);
    outbox.acknowledge(2);
    outbox.acknowledge(1);
    outbox.acknowledge(99);
    expect(outbox.acknowledged).toBe(2);
  });

  test("drops the oldest beyond its limit, and says so", () => {
    const outbox = new Outbox(25);
    for (const mark of [1, 2, 3]) outbox.add(message(mark), 1);
    expect(outbox.size).toBe(20);
    expect(outbox.since(0)).toBeUndefined();
    expect(marks(outbox.since(1))).toEqual([2, 3]);
    outbox.add(message(4, 100), 1);
    expect(outbox.size).toBe(0);
    expect(outbox.since(3)).toBeUndefined();
    expect(outbox.since(4)).toEqual([]);
  });

  test("a browser that stops anywhere gets exactly the rest, or is told to start over", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("add" as const),
        length: fc.integer({ min: 1, max: 40 }),
        records: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({ kind: fc.constant("acknowledge" as const), count: fc.nat(60) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(60), (steps, count) => {
        const limit = 100;
        const outbox = new Outbox(limit);
        const ends: number[] = [];
        for (const done of steps) {
          if (done.kind === "acknowledge") outbox.acknowledge(done.count);
          else {
            outbox.add(message(ends.length, done.length), done.records);
            ends.push(outbox.count);
          }
          expect(outbox.size).toBeLessThanOrEqual(limit);
        }
        const rest = marks(outbox.since(count));
        if (!rest) return;
        expect(rest).toEqual([...ends.keys()].filter((mark) => (ends[mark] as number) > count));
        expect([0, ...ends]).toContain(count);
      }),
      { numRuns: 500 },
    );
  });
});
