import { describe, expect, test } from "vitest";
import {
  isAllowedNow,
  parseHosts,
  parseTimes,
  type ResolveHost,
  RestrictionSyntaxError,
  type Restrictions,
  restrictionsOf,
} from "./restrictions.ts";

const ADDRESS = "192.0.2.7";
const nobody: ResolveHost = async () => [];
const one: ResolveHost = async (name) => {
  if (name !== "office.example") {
    throw new Error("ENOTFOUND");
  }
  return ["::ffff:192.0.2.7", "2001:db8::7"];
};

function restrictions(given: Partial<Restrictions>): Restrictions {
  return { ...restrictionsOf({}), ...given };
}

function at(moment: string, given: Partial<Restrictions>): Promise<string> {
  return isAllowedNow(restrictions(given), new Date(moment), ADDRESS, nobody);
}

function from(address: string, given: Partial<Restrictions>, resolve = one): Promise<string> {
  return isAllowedNow(restrictions(given), new Date(0), address, resolve);
}

describe("times", () => {
  test.each([
    ["2026-11-23T08:59:59Z", "time"], // a Monday
    ["2026-11-23T09:00:00Z", "allowed"],
    ["2026-11-23T17:29:59Z", "allowed"],
    ["2026-11-23T17:30:00Z", "time"],
    ["2026-11-24T10:00:00Z", "time"],
    ["2026-11-29T23:59:59Z", "allowed"], // Sunday, to its end
    ["2026-11-30T00:00:00Z", "time"],
  ])("at %s of the week: %s", async (moment, expected) => {
    expect(await at(moment, { timeAllowed: "1:0900-1730; 0:2200-2359" })).toBe(expected);
    expect(await at(moment, { timeAllowed: "1:0900-1730;7:2200-2400" })).toBe(expected);
  });

  test("may go over midnight, also from Sunday to Monday", async () => {
    const night = { timeAllowed: "7:2200-0600" };
    expect(await at("2026-11-29T21:59:00Z", night)).toBe("time");
    expect(await at("2026-11-29T22:00:00Z", night)).toBe("allowed");
    expect(await at("2026-11-30T05:59:00Z", night)).toBe("allowed");
    expect(await at("2026-11-30T06:00:00Z", night)).toBe("time");
    expect(await at("2026-11-30T22:00:00Z", night)).toBe("time");
    expect(await at("2026-11-25T05:59:00Z", { timeAllowed: "*:2200-0600" })).toBe("allowed");
  });

  test("that are denied win", async () => {
    const both = { timeAllowed: "*:0900-1700", timeDenied: "*:1200-1300" };
    expect(await at("2026-11-23T11:59:00Z", both)).toBe("allowed");
    expect(await at("2026-11-23T12:00:00Z", both)).toBe("time");
    expect(await at("2026-11-23T20:00:00Z", { timeDenied: "*:1200-1300" })).toBe("allowed");
  });

  test.each([
    // Clocks go forward on 29 March and back on 25 October 2026 in Paris, never in Antananarivo (UTC+3).
    ["Europe/Paris", "2026-03-28T07:59:00Z", "time"],
    ["Europe/Paris", "2026-03-28T08:00:00Z", "allowed"],
    ["Europe/Paris", "2026-03-29T06:59:00Z", "time"],
    ["Europe/Paris", "2026-03-29T07:00:00Z", "allowed"],
    ["Europe/Paris", "2026-10-24T07:00:00Z", "allowed"],
    ["Europe/Paris", "2026-10-25T07:00:00Z", "time"],
    ["Europe/Paris", "2026-10-25T08:00:00Z", "allowed"],
    ["Indian/Antananarivo", "2026-03-28T06:00:00Z", "allowed"],
    ["Indian/Antananarivo", "2026-03-29T06:00:00Z", "allowed"],
    ["Indian/Antananarivo", "2026-03-29T05:59:00Z", "time"],
    ["Indian/Antananarivo", "2026-10-25T06:00:00Z", "allowed"],
    [null, "2026-03-29T09:00:00Z", "allowed"],
    [null, "2026-03-29T08:59:00Z", "time"],
  ])("from 9 o'clock in %s, at %s: %s", async (timezone, moment, expected) => {
    expect(await at(moment, { timeAllowed: "*:0900-1700", timezone })).toBe(expected);
  });

  test("in the hour that is left out or comes twice are what the clocks show", async () => {
    const paris = { timeAllowed: "7:0230-0330", timezone: "Europe/Paris" };
    expect(await at("2026-03-29T00:59:00Z", paris)).toBe("time"); // 01:59
    expect(await at("2026-03-29T01:00:00Z", paris)).toBe("allowed"); // 03:00
    expect(await at("2026-10-25T00:30:00Z", paris)).toBe("allowed"); // 02:30, summer
    expect(await at("2026-10-25T01:00:00Z", paris)).toBe("time"); // 02:00, winter
    expect(await at("2026-10-25T01:30:00Z", paris)).toBe("allowed"); // 02:30, winter
  });

  test("are of the day that it is in the zone", async () => {
    const monday = { timeAllowed: "1:0000-2400", timezone: "Pacific/Auckland" };
    expect(await at("2026-11-22T12:00:00Z", monday)).toBe("allowed");
    expect(await at("2026-11-23T12:00:00Z", monday)).toBe("time");
  });

  test.each(["1", "8:0900-1000", "1:900-1000", "1:0900-2500", "1:0960-1000", "1:0900-1000,2:0900-1000", "1:2400-0100"])(
    "%j are none, and allow nothing",
    async (list) => {
      expect(() => parseTimes(list)).toThrow(RestrictionSyntaxError);
      expect(await at("2026-11-23T09:30:00Z", { timeAllowed: list })).toBe("time");
      expect(await at("2026-11-23T20:30:00Z", { timeDenied: list })).toBe("time");
    },
  );

  test("in a zone that is none allow nothing", async () => {
    expect(await at("2026-11-23T09:30:00Z", { timeDenied: "1:1200-1300", timezone: "Mars/Olympus" })).toBe("time");
    expect(await at("2026-11-23T09:30:00Z", { timezone: "Mars/Olympus" })).toBe("allowed");
  });
});

describe("hosts", () => {
  test.each([
    ["192.0.2.7", "allowed"],
    ["::ffff:192.0.2.7", "allowed"],
    ["198.51.100.255", "allowed"],
    ["198.51.101.0", "host"],
    ["2001:db8::7", "allowed"],
    ["2001:db8:1:ffff::", "allowed"],
    ["2001:db8:2::", "host"],
    ["192.0.2.8", "host"],
  ])("%s is %s", async (address, expected) => {
    const hostsAllowed = "office.example; 198.51.100.0/24;2001:db8:1::/48";
    expect(await from(address, { hostsAllowed })).toBe(expected);
    expect(await from(address, { hostsDenied: hostsAllowed })).toBe(expected === "host" ? "allowed" : "host");
  });

  test("that are denied win, and so does a denied name that has no address", async () => {
    expect(await from("192.0.2.7", { hostsAllowed: "192.0.2.0/24", hostsDenied: "192.0.2.7" })).toBe("host");
    expect(await from("192.0.2.7", { hostsAllowed: "gone.example" })).toBe("host");
    expect(await from("192.0.2.7", { hostsDenied: "gone.example" })).toBe("host");
  });

  test("are asked for only when a list has names", async () => {
    const never: ResolveHost = () => Promise.reject(new Error("not to be asked"));
    expect(await from("192.0.2.7", { hostsAllowed: "192.0.2.7" }, never)).toBe("allowed");
    expect(await from("192.0.2.7", {}, never)).toBe("allowed");
  });

  test.each(["192.0.2.0/33", "192.0.2", "192.0.2.1/", "a b", "::1/129", "a/b", "-x", "192.0.2.1/8/8", "*"])(
    "%j is none, and allows nothing",
    async (list) => {
      expect(() => parseHosts(list)).toThrow(RestrictionSyntaxError);
      expect(await from(ADDRESS, { hostsAllowed: list })).toBe("host");
      expect(await from(ADDRESS, { hostsDenied: list })).toBe("host");
    },
  );
});

test("are read from attributes", () => {
  const attributes = { "guac-restrict-time-allowed": "1:0900-1700", "passerelle-restrict-timezone": "", other: "x" };
  expect(restrictionsOf(attributes)).toEqual(restrictions({ timeAllowed: "1:0900-1700" }));
});
