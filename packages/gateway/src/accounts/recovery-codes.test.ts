import { expect, test } from "vitest";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes.ts";

test("recovery codes are ten, different, and easy to type", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  }
});

test("a recovery code is the same however it is typed", () => {
  const hash = recoveryCodeHash("01ab-cdef-ghjk-mnpq");
  expect(hash).toHaveLength(32);
  for (const typed of ["01abcdefghjkmnpq", " O1AB CDEF-GHJK MNPQ ", "oiab-cdef-ghjk-mnpq", "0Lab-cdef-ghjk-mnpq"]) {
    expect(recoveryCodeHash(typed)).toEqual(hash);
  }
  expect(recoveryCodeHash("01ab-cdef-ghjk-mnpr")).not.toEqual(hash);
});

test.each(["", "123456", "01ab-cdef-ghjk-mnp", "01ab-cdef-ghjk-mnpqq", "u1ab-cdef-ghjk-mnpq"])("%j is none", (code) => {
  expect(recoveryCodeHash(code)).toBeUndefined();
});
