import { expect, test } from "vitest";
import { ApiError, type ExpectedField } from "../api/api-error.ts";
import { stepAfter } from "./login-step.ts";

function asks(...expected: ExpectedField[]): ApiError {
  return new ApiError("INSUFFICIENT_CREDENTIALS", 403, { expected });
}

const username = { name: "username", type: "USERNAME" };
const code = { name: "guac-totp", type: "GUAC_TOTP_CODE" };

test("an expired password asks for a new one", () => {
  const fresh = { name: "new-password", type: "PASSWORD" };
  expect(stepAfter(asks(username, fresh, { ...fresh, name: "confirm-new-password" }))).toEqual({
    kind: "new-password",
  });
});

test("a second factor asks for a code, for a passkey, or for either", () => {
  const passkey = { name: "passkey", type: "PASSERELLE_PASSKEY", options: "{}" };
  expect(stepAfter(asks(code))).toEqual({ kind: "code", passkey: undefined });
  expect(stepAfter(asks(code, passkey))).toEqual({ kind: "code", passkey: "{}" });
  expect(stepAfter(asks(passkey))).toEqual({ kind: "code", passkey: "{}" });
});

test("the first time shows what a phone needs", () => {
  const enrolment = { secret: "ABC", qrCode: "data:image/png;base64,AAAA" };
  expect(stepAfter(asks({ ...code, ...enrolment }))).toEqual({ kind: "enrol", enrolment });
  // Only a picture that is in the answer itself is shown.
  expect(stepAfter(asks({ ...code, secret: "ABC", qrCode: "https://elsewhere.example/" }))?.kind).toBe("code");
});

test("a refusal asks for nothing", () => {
  expect(stepAfter(new ApiError("INVALID_CREDENTIALS", 403, { expected: [username] }))).toBeUndefined();
  expect(stepAfter(asks({ name: "duo_code", type: "REDIRECT" }))).toBeUndefined();
  expect(stepAfter(new Error("x"))).toBeUndefined();
});
