import { expect, it } from "vitest";
import { formatsOf } from "./formats.ts";

it("writes numbers in English", () => {
  const { milliseconds, rate, bytes, share, number } = formatsOf("en");
  expect([milliseconds(4.25), milliseconds(123.6), rate(1_250), rate(1_500_000), rate(0)]).toEqual([
    "4.3 ms",
    "124 ms",
    "10 kbit/s",
    "12 Mbit/s",
    "0 kbit/s",
  ]);
  expect([bytes(512), bytes(48_000_000), share(0.126), number(29.6)]).toEqual(["0.5 kB", "48 MB", "13%", "30"]);
});

it("writes them in French", () => {
  const { milliseconds, bytes } = formatsOf("fr");
  expect([milliseconds(4.25), bytes(48_000_000)].map((text) => text.replaceAll(/\s/g, " "))).toEqual([
    "4,3 ms",
    "48 Mo",
  ]);
});
