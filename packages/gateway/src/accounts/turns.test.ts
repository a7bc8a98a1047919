import { describe, expect, test } from "vitest";
import { TooManyAttempts, Turns } from "./turns.ts";

describe("turns", () => {
  test("run so many at once, in order, and each of them", async () => {
    const turns = new Turns(2, 100);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const work = (index: number) => async () => {
      most = Math.max(most, ++running);
      order.push(index);
      await Promise.resolve();
      running--;
      if (index === 3) {
        throw new Error("failed");
      }
    };
    const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => turns.take(`${index}`, work(index))));
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    expect(results.map((result) => result.status === "rejected")).toEqual([false, false, false, true, false, false]);
  });

  test("refuse more than their share of one key, until some are done", async () => {
    const turns = new Turns(1, 2);
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = turns.take("a", () => promise);
    const second = turns.take("a", async () => {});
    await expect(turns.take("a", async () => {})).rejects.toThrow(TooManyAttempts);
    const other = turns.take("b", async () => {});
    resolve();
    await Promise.all([first, second, other]);
    await expect(turns.take("a", async () => "again")).resolves.toBe("again");
  });
});
