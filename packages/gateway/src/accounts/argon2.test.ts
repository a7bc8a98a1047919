import { describe, expect, test } from "vitest";
import { hashPassword, matchesPassword } from "./argon2.ts";

describe("Argon2id hashes", () => {
  test("match their password only", async () => {
    const hash = await hashPassword("pässwörd");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await matchesPassword("pässwörd", hash)).toBe(true);
    expect(await matchesPassword("passwörd", hash)).toBe(false);
  });

  test("carry their own cost", async () => {
    // RFC 9106's function with other parameters than ours, from the reference implementation's test.c.
    const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await matchesPassword("password", hash)).toBe(true);
  });

  test.each([
    ["", "$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$AAAA", "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$AAAA"],
  ])("refuse what is none, or would cost too much", async (...hashes) => {
    for (const hash of hashes) {
      expect(await matchesPassword("password", hash)).toBe(false);
    }
  });
});
