import { expect, test } from "vitest";
import { accountStates } from "./account-states.ts";

const inOrder = { disabled: false, mustChange: false, validFrom: null, validUntil: null };
const now = new Date(2026, 10, 23, 23, 59);

test("an account in order has nothing to say", () => {
  expect(accountStates(inOrder, now)).toEqual([]);
  expect(accountStates({ ...inOrder, validFrom: "2026-11-23", validUntil: "2026-11-23" }, now)).toEqual([]);
});

test("the gravest comes first", () => {
  const account = { disabled: true, mustChange: true, validFrom: null, validUntil: "2026-11-22" };
  expect(accountStates(account, now)).toEqual(["disabled", "expired", "mustChange"]);
  expect(accountStates({ ...inOrder, validFrom: "2026-11-24" }, now)).toEqual(["notYetValid"]);
});
