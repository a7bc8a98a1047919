import { describe, expect, test } from "vitest";
import { type AccountLimits, validityOf } from "./validity.ts";

const UNLIMITED: AccountLimits = {
  validFrom: null,
  validUntil: null,
  accessWindowStart: null,
  accessWindowEnd: null,
  timezone: "Indian/Antananarivo",
};
/** 01:30 on the 11th in Antananarivo (UTC+3). */
const MOMENT = new Date("2026-03-10T22:30:00Z");

describe("the validity of an account", () => {
  test.each<[Partial<AccountLimits>, string]>([
    [{}, "usable"],
    [{ validFrom: "2026-03-11" }, "usable"],
    [{ validFrom: "2026-03-12" }, "not-valid"],
    [{ validUntil: "2026-03-11" }, "usable"],
    [{ validUntil: "2026-03-10" }, "not-valid"],
    [{ validUntil: "2026-03-10", timezone: "UTC" }, "usable"],
    [{ validFrom: "2026-03-12", validUntil: "2026-03-10" }, "not-valid"],
    [{ validFrom: "2026-04-01", validUntil: "2026-03-11" }, "not-valid"],
    [{ accessWindowStart: "01:30:00", accessWindowEnd: "01:30:00" }, "usable"],
    [{ accessWindowStart: "08:00:00", accessWindowEnd: "18:00:00" }, "not-accessible"],
    [{ accessWindowStart: "22:00:00", accessWindowEnd: "06:00:00" }, "usable"],
    [{ accessWindowStart: "02:00:00" }, "not-accessible"],
    [{ accessWindowEnd: "01:00:00" }, "not-accessible"],
    [{ timezone: "Nowhere/At-all" }, "usable"],
  ])("%j is %s", (limits, expected) => {
    expect(validityOf({ ...UNLIMITED, ...limits }, MOMENT)).toBe(expected);
  });

  // Clocks go forward on 29 March 2026, from 02:00 to 03:00, and back on 25 October, from 03:00 to 02:00.
  test.each([
    ["2026-03-28T07:00:00Z", "usable"],
    ["2026-03-29T06:00:00Z", "usable"],
    ["2026-03-29T05:59:59Z", "not-accessible"],
    ["2026-10-24T06:00:00Z", "usable"],
    ["2026-10-25T06:59:59Z", "not-accessible"],
    ["2026-10-25T07:00:00Z", "usable"],
  ])("hours are those of the clock on the wall, in summer and winter: %s is %s", (moment, expected) => {
    const hours = { accessWindowStart: "08:00:00", accessWindowEnd: "17:00:00", timezone: "Europe/Paris" };
    expect(validityOf({ ...UNLIMITED, ...hours }, new Date(moment))).toBe(expected);
  });

  test.each(["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"])(
    "a night is one window, whatever its clocks do: %s",
    (moment) => {
      const night = { accessWindowStart: "22:00:00", accessWindowEnd: "06:00:00", timezone: "Europe/Paris" };
      expect(validityOf({ ...UNLIMITED, ...night }, new Date(moment))).toBe("usable");
    },
  );
});
