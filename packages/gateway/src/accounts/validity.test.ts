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
});
