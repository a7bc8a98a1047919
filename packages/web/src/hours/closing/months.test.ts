import { expect, test } from "vitest";
import type { Closing } from "../../api/hours-keeping.ts";
import { closableMonths } from "./months.ts";

function closing(month: string, at: number, reopenedAt: number | null = null): Closing {
  const reopened = { reopenedBy: reopenedAt === null ? null : "admin", reopenedAt, reopenedReason: null };
  return { id: at, month, at, by: "clerk", zone: "UTC", valid: true, ...reopened };
}

test("the present month is running, those before it can be closed", () => {
  const months = closableMonths([], "2026-01");
  expect(months).toHaveLength(13);
  expect(months[0]).toEqual({ month: "2026-01", state: "running", closing: undefined });
  expect(months[12]).toEqual({ month: "2025-01", state: "open", closing: undefined });
});

test("a month that was reopened is open until it is closed again", () => {
  const [first, again] = [closing("2025-12", 1, 2), closing("2025-12", 3)];
  expect(closableMonths([first], "2026-01")[1]).toEqual({ month: "2025-12", state: "open", closing: first });
  expect(closableMonths([first, again], "2026-01")[1]).toEqual({ month: "2025-12", state: "closed", closing: again });
});

test("what was closed long ago stays in the list", () => {
  const old = closing("2020-02", 1);
  expect(closableMonths([old], "2026-01").at(-1)).toEqual({ month: "2020-02", state: "closed", closing: old });
});
