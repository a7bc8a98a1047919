import { expect, test } from "vitest";
import { accountProblems, copiedAttributes, draftOf, valuesOf } from "./account-draft.ts";

const stored = {
  username: "rina",
  disabled: false,
  attributes: {
    "guac-full-name": "Rina Rakoto",
    "valid-until": "2027-01-31",
    "access-window-start": "08:00:00",
    timezone: null,
    "guac-totp-key-confirmed": "true",
    "guac-restrict-time-allowed": "1:0800-1800",
  },
};

test("a form that nobody touched stores what was stored", () => {
  const draft = draftOf(stored, valuesOf(stored));
  expect(draft).toMatchObject(stored);
  expect(Object.values(draft.attributes)).not.toContain("");
});

test("what is emptied is unset, and attributes that the form does not know stay", () => {
  const { attributes } = valuesOf(stored);
  const draft = draftOf(stored, {
    disabled: true,
    attributes: { ...attributes, "valid-until": " ", timezone: "UTC " },
  });
  expect(draft.disabled).toBe(true);
  expect(draft.attributes).toMatchObject({ "valid-until": null, timezone: "UTC", "guac-totp-key-confirmed": "true" });
});

test("a copy takes over the rules and nothing of the person", () => {
  expect(copiedAttributes(stored.attributes)).toEqual({
    "valid-until": "2027-01-31",
    "access-window-start": "08:00:00",
    "guac-restrict-time-allowed": "1:0800-1800",
  });
});

test("what makes no sense is named by its attribute", () => {
  const { attributes } = valuesOf(stored);
  expect(accountProblems({ disabled: false, attributes })).toEqual({});
  const wrong = {
    ...attributes,
    "guac-email-address": "rina",
    "valid-from": "2027-02-01",
    timezone: "Mars/Olympus",
  };
  expect(accountProblems({ disabled: false, attributes: wrong })).toEqual({
    "guac-email-address": "account.badEmail",
    "valid-until": "account.reversed",
    timezone: "account.badTimeZone",
  });
});
