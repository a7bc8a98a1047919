import { expect, test } from "vitest";
import type { HoursAccess } from "../api/hours.ts";
import { hoursSectionsFor, mayOpen } from "./sections.ts";

const agent: HoursAccess = { teams: [], all: false, correct: false, administer: false, zone: "UTC" };
const leader = { ...agent, teams: [{ identifier: "Support", name: "Support" }] };
const auditor = { ...agent, all: true };
const clerk = { ...auditor, correct: true };
const keys = (access: HoursAccess) => hoursSectionsFor(access).map(({ key }) => key);

test("everybody has their own hours, and no more pages than they have a use for", () => {
  expect(keys(agent)).toEqual(["own"]);
  expect(keys(leader)).toEqual(["own", "report", "day"]);
  expect(keys(auditor)).toEqual(["own", "report", "day", "corrections", "closing", "planning", "roles"]);
  expect(keys(clerk)).toEqual([...keys(auditor), "mail"]);
});

test("an address opens what the navigation shows, and people's days to who sees others", () => {
  for (const path of ["/hours", "/hours/"]) expect(mayOpen(agent, path)).toBe(true);
  for (const path of ["/hours/report", "/hours/people/rina", "/hours/closing/2026-10/1", "/hours/mail"]) {
    expect(mayOpen(agent, path)).toBe(false);
  }
  expect(mayOpen(leader, "/hours/people/rina")).toBe(true);
  expect(mayOpen(leader, "/hours/corrections")).toBe(false);
  expect(mayOpen(auditor, "/hours/closing/2026-10/1")).toBe(true);
  expect(mayOpen(auditor, "/hours/mail")).toBe(false);
});
