import { describe, expect, test, vi } from "vitest";
import { isTimeZone, timeZoneOf } from "./time-zone.ts";

const now = new Date("2026-07-01T12:00:00Z");

describe("time zones", () => {
  test("without daylight saving have no dates", () => {
    expect(timeZoneOf("Indian/Antananarivo", now)).toEqual({
      bias: -180,
      standardName: "East Africa Time",
      standardBias: 0,
      daylightName: "East Africa Time",
      daylightBias: 0,
    });
  });

  test("of Europe change on the last Sundays of March and October", () => {
    expect(timeZoneOf("Europe/Paris", now)).toEqual({
      bias: -60,
      standardName: "Central European Standard Time",
      standardBias: 0,
      standardDate: { month: 10, dayOfWeek: 0, week: 5, hour: 3, minute: 0 },
      daylightName: "Central European Summer Time",
      daylightBias: -60,
      daylightDate: { month: 3, dayOfWeek: 0, week: 5, hour: 2, minute: 0 },
    });
  });

  test("of America change on the second Sunday of March and the first of November", () => {
    const zone = timeZoneOf("America/New_York", now);
    expect(zone.bias).toBe(300);
    expect(zone.daylightDate).toEqual({ month: 3, dayOfWeek: 0, week: 2, hour: 2, minute: 0 });
    expect(zone.standardDate).toEqual({ month: 11, dayOfWeek: 0, week: 1, hour: 2, minute: 0 });
  });

  test("of the southern half have summer across the new year", () => {
    const zone = timeZoneOf("Australia/Sydney", now);
    expect(zone.bias).toBe(-600);
    expect(zone.daylightDate?.month).toBe(10);
    expect(zone.standardDate?.month).toBe(4);
  });

  test("may save half an hour", () => {
    const zone = timeZoneOf("Australia/Lord_Howe", now);
    expect(zone.bias).toBe(-630);
    expect(zone.daylightBias).toBe(-30);
  });

  test("UTC has no bias at all", () => {
    expect(timeZoneOf("UTC", now)).toMatchObject({ bias: -0, daylightBias: 0 });
  });

  test("have one description however they are written, and offsets are none", () => {
    expect(timeZoneOf("eUROPE/pARIS", now)).toEqual(timeZoneOf("Europe/Paris", now));
    const made = vi.spyOn(Intl, "DateTimeFormat");
    timeZoneOf("EUROPE/paris", now);
    expect(made).toHaveBeenCalledTimes(1);
    made.mockRestore();
    expect(isTimeZone("+01:23")).toBe(false);
  });

  test("are known by their IANA names", () => {
    expect(isTimeZone("Europe/Paris")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
  });
});
