import { describe, expect, test } from "vitest";
import { matchesLegacyPassword, noLegacyPassword } from "./legacy-password.ts";

/** Guacamole's own first administrator. */
const GUACADMIN = {
  salt: Buffer.from("FE24ADC5E11E2B25288D1704ABE67A79E342ECC26064CE69C5B3177795A82264", "hex"),
  hash: Buffer.from("CA458A7D494E3BE824F5E1E175A1556C0F8EEF2C2D7DF3633BEC4A29C4411960", "hex"),
};

describe("Guacamole's password hash", () => {
  test("matches its password only", () => {
    expect(matchesLegacyPassword("guacadmin", GUACADMIN)).toBe(true);
    expect(matchesLegacyPassword("Guacadmin", GUACADMIN)).toBe(false);
  });

  test("may have no salt", () => {
    const hash = Buffer.from("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "hex");
    expect(matchesLegacyPassword("hello", { hash, salt: null })).toBe(true);
  });

  test("may be of no password, or damaged", () => {
    expect(matchesLegacyPassword("", noLegacyPassword())).toBe(false);
    expect(matchesLegacyPassword("x", { hash: Buffer.alloc(3), salt: null })).toBe(false);
  });
});
