import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Activity } from "./activity.ts";
import type { Stretch } from "./stretch.ts";

const IDLE_LIMIT = 300;

/** As the definition has it: moments in a row with pauses up to the limit are one stretch. */
function stretchesOf(moments: readonly number[]): Stretch[] {
  const begins = moments.filter((at, index) => index === 0 || at - (moments[index - 1] ?? 0) > IDLE_LIMIT);
  return begins.map((start, index) => {
    const own = moments.filter((at) => at >= start && at < (begins[index + 1] ?? Number.POSITIVE_INFINITY));
    return { start, end: own.at(-1) ?? start };
  });
}

/** Input after so long, a heartbeat that is written at once or later, or one that fails. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("input" as const), after: fc.nat({ max: 2 * IDLE_LIMIT }) }),
    },
    fc.constantFrom({ kind: "write" as const }, { kind: "written" as const }, { kind: "lost" as const }),
  ),
  { maxLength: 100 },
);

describe("activity", () => {
  test("becomes the stretches of its definition, whenever and however often it is written", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const activity = new Activity(IDLE_LIMIT);
        const table = new Map<number, number>();
        const moments: number[] = [];
        let underWay: readonly Stretch[] | undefined;
        const written = () => {
          for (const { start, end } of underWay ?? []) table.set(start, end);
          activity.saved(underWay ?? []);
          underWay = undefined;
        };
        for (const step of history) {
          if (step.kind === "input") {
            moments.push((moments.at(-1) ?? 1000) + step.after);
            activity.seen(moments.at(-1) ?? 0);
          } else if (step.kind === "write") underWay ??= activity.unsaved;
          else if (step.kind === "written") written();
          else underWay = undefined;
        }
        underWay = activity.unsaved;
        written();
        expect([...table].map(([start, end]) => ({ start, end }))).toEqual(stretchesOf(moments));
        expect(activity.unsaved).toEqual([]);
      }),
    );
  });

  test("keeps a bounded number of stretches for a database that is away, the last ones", () => {
    const activity = new Activity(IDLE_LIMIT);
    for (let index = 0; index < 5000; index++) activity.seen(index * 1000);
    expect(activity.unsaved).toHaveLength(2000);
    expect(activity.unsaved.at(-1)).toEqual({ start: 4_999_000, end: 4_999_000 });
  });

  test("is never more than the time between first and last input", () => {
    const activity = new Activity(IDLE_LIMIT);
    for (const at of [0, 300, 601]) activity.seen(at);
    expect(activity.unsaved).toEqual([
      { start: 0, end: 300 },
      { start: 601, end: 601 },
    ]);
  });
});
