import fc from "fast-check";
import { expect, test } from "vitest";
import { common, cutInto, indexAt, lengthOf, type Stretch, union, without } from "./stretch.ts";

const LIMIT = 40;
const moment = fc.nat(LIMIT);
/** In any order, overlapping, empty, ending before they begin. */
const anyStretches = fc.array(fc.record({ start: moment, end: moment }), { maxLength: 8 });
const windows = fc
  .uniqueArray(moment, { minLength: 2, maxLength: 6 })
  .map((edges) => edges.sort((one, other) => one - other))
  .map((edges) => edges.slice(1).map((end, index) => ({ start: edges[index] ?? 0, end })));

function moments(stretches: readonly Stretch[]): Set<number> {
  const all = Array.from({ length: LIMIT }, (_, at) => at);
  return new Set(all.filter((at) => stretches.some(({ start, end }) => start <= at && at < end)));
}

function expectTidy(stretches: readonly Stretch[]): void {
  for (const [index, { start, end }] of stretches.entries()) {
    expect(start).toBeLessThan(end);
    expect(start).toBeGreaterThan(stretches[index - 1]?.end ?? -1);
  }
}

test("union, common and without have the moments of sets, and lengthOf counts them", () => {
  fc.assert(
    fc.property(anyStretches, anyStretches, (some, others) => {
      const [one, other] = [union(some), union(others)];
      for (const [found, expected] of [
        [one, moments(some)],
        [common(one, other), moments(some).intersection(moments(others))],
        [without(one, other), moments(some).difference(moments(others))],
      ] as const) {
        expectTidy(found);
        expect(moments(found)).toEqual(expected);
        expect(lengthOf(found)).toBe(expected.size);
      }
    }),
  );
});

test("cutInto gives each window what falls into it, indexAt the window of a moment", () => {
  fc.assert(
    fc.property(anyStretches, windows, moment, (some, wanted, at) => {
      const parts = cutInto(wanted, union(some));
      expect(parts).toEqual(wanted.map((window) => common(union(some), [window])));
      expect(indexAt(wanted, at)).toBe(wanted.findLastIndex(({ start }) => start <= at));
    }),
  );
});
