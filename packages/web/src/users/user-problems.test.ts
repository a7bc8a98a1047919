import { expect, test } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { isNameTaken, refusedAttribute, refusedUserField } from "./user-problems.ts";

const refusal = (message: string, key = "APP.TEXT_UNTRANSLATED") =>
  new ApiError("BAD_REQUEST", 400, { message, translatableMessage: { key } });

test("a password that the policy refuses is a matter of the password", () => {
  expect(refusedUserField(refusal("too short", "PASSWORD_POLICY.ERROR_TOO_SHORT"))).toBe("password");
  expect(refusedUserField(refusal("blank", "LOGIN.ERROR_PASSWORD_BLANK"))).toBe("password");
});

test("a name that exists is a matter of the name", () => {
  const taken = refusal('User "rina" already exists.');
  expect(isNameTaken(taken)).toBe(true);
  expect(refusedUserField(taken)).toBe("username");
});

test("an attribute is known by its name at the beginning of the message", () => {
  const error = refusal('guac-restrict-hosts-allowed: "x y" is no host name');
  expect(refusedAttribute(error, ["timezone", "guac-restrict-hosts-allowed"])).toBe("guac-restrict-hosts-allowed");
  expect(refusedAttribute(error, ["timezone"])).toBeUndefined();
});

test("other failures are a matter of no field", () => {
  const unreachable = new ApiError("UNREACHABLE", 0);
  expect(refusedUserField(unreachable)).toBeUndefined();
  expect(refusedUserField(refusal("something else"))).toBeUndefined();
  expect(refusedAttribute(unreachable, ["timezone"])).toBeUndefined();
});
