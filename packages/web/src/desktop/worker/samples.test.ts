import { expect, it } from "vitest";
import { Samples } from "./samples.ts";

it("tells the median and the 95th percentile", () => {
  const samples = new Samples(1_000);
  for (let value = 100; value >= 1; value--) samples.add(0, value);
  expect(samples.spread(0)).toEqual({ median: 50, high: 95 });
});

it("forgets what is long ago", () => {
  const samples = new Samples(1_000);
  samples.add(0, 7);
  samples.add(900, 3);
  expect(samples.spread(999)).toEqual({ median: 3, high: 7 });
  expect(samples.spread(1_000)).toEqual({ median: 3, high: 3 });
  expect(samples.spread(1_900)).toBeUndefined();
});

it("keeps a bounded number", () => {
  const samples = new Samples(1_000);
  for (let value = 0; value < 5_000; value++) samples.add(0, value);
  expect(samples.spread(0)).toEqual({ median: 4_499, high: 4_949 });
});
