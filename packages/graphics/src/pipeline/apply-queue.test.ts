import { describe, expect, it } from "vitest";
import { ApplyQueue, type Work, workOf } from "./apply-queue.ts";

/** Work that logs its steps and waits between them. */
function steps(log: string[], name: string, ...waits: Promise<void>[]): Work {
  let next = 0;
  return {
    goOn: () => {
      log.push(`${name}${next}`);
      return waits[next++];
    },
    bytes: 10,
  };
}

describe("ApplyQueue", () => {
  it("does work at once when nothing waits", () => {
    const log: string[] = [];
    const queue = new ApplyQueue(() => log.push("ready"));
    queue.add(workOf(() => log.push("a")));
    queue.add(workOf(() => log.push("b")));
    expect(log).toEqual(["a", "b"]);
    expect([queue.length, queue.bytes]).toEqual([0, 0]);
  });

  it("does all that follows in its turn", async () => {
    const log: string[] = [];
    const queue = new ApplyQueue(() => queue.run());
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    queue.add(steps(log, "a", first.promise, second.promise));
    queue.add(workOf(() => log.push("b"), 5));
    queue.add(steps(log, "c", first.promise));
    queue.add(workOf(() => log.push("d")));
    expect([queue.length, queue.bytes]).toEqual([4, 25]);
    second.resolve();
    await second.promise;
    expect(log).toEqual(["a0"]);
    first.resolve();
    await first.promise;
    await second.promise;
    expect(log).toEqual(["a0", "a1", "a2", "b", "c0"]);
    await first.promise;
    expect(log).toEqual(["a0", "a1", "a2", "b", "c0", "c1", "d"]);
    expect([queue.length, queue.bytes]).toEqual([0, 0]);
  });

  it("is empty after an error, which it throws to whoever has run it", async () => {
    const broken = workOf(() => {
      throw new Error("broken");
    });
    const wait = Promise.withResolvers<void>();
    const errors: unknown[] = [];
    const queue: ApplyQueue = new ApplyQueue(() => {
      try {
        queue.run();
      } catch (error) {
        errors.push(error);
      }
    });
    expect(() => queue.add(broken)).toThrow("broken");
    expect(queue.length).toBe(0);
    queue.add(steps([], "a", wait.promise));
    queue.add(broken);
    queue.add(broken);
    wait.resolve();
    await wait.promise;
    expect(errors).toEqual([new Error("broken")]);
    expect([queue.length, queue.bytes]).toEqual([0, 0]);
  });

  it("forgets what waits when it is cleared", async () => {
    const log: string[] = [];
    const queue = new ApplyQueue(() => log.push("ready"));
    const wait = Promise.withResolvers<void>();
    queue.add(steps(log, "a", wait.promise));
    queue.clear();
    expect([queue.length, queue.bytes]).toEqual([0, 0]);
    wait.resolve();
    await wait.promise;
    expect(log).toEqual(["a0"]);
  });
});
