import { expect, test } from "vitest";
import { hoursSearch } from "./hours-search.ts";

test("an address is taken as far as it makes sense", () => {
  const address = {
    zone: "Indian/Antananarivo",
    month: "2026-11",
    day: "2026-11-31",
    by: "team",
    unit: "hour",
    user: 42,
  };
  expect(hoursSearch(address)).toEqual({ zone: "Indian/Antananarivo", month: "2026-11", by: "team", user: "42" });
  expect(hoursSearch({ zone: "<script>", from: {}, sort: "--x", other: "x" })).toEqual({});
});
