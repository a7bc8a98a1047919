import { describe, expect, test } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS, type PasswordPolicy } from "./account-settings.ts";
import { checkPassword, PasswordRefused } from "./password-policy.ts";

const NONE = DEFAULT_ACCOUNT_SETTINGS.passwordPolicy;

function faultOf(policy: Partial<PasswordPolicy>, password: string): string {
  try {
    checkPassword({ ...NONE, ...policy }, "Élodie", password);
    return "accepted";
  } catch (error) {
    if (error instanceof PasswordRefused) return error.fault;
    throw error;
  }
}

describe("the password policy", () => {
  test.each<[Partial<PasswordPolicy>, string, string]>([
    [{}, "x", "accepted"],
    [{}, "", "blank"],
    [{}, " \t\u3000", "blank"],
    [{ minLength: 8 }, "1234567", "too-short"],
    [{ minLength: 8 }, "12345678", "accepted"],
    [{ minLength: 2 }, "🔑", "too-short"],
    [{ prohibitUsername: true }, "xxÉLODIE1", "contains-username"],
    [{ prohibitUsername: true }, "xxelodie1", "accepted"],
    [{ requireMultipleCase: true }, "lower", "requires-multiple-case"],
    [{ requireMultipleCase: true }, "UPPER", "requires-multiple-case"],
    [{ requireMultipleCase: true }, "éÉ", "accepted"],
    [{ requireDigit: true }, "none", "requires-digit"],
    [{ requireDigit: true }, "one1", "accepted"],
    [{ requireSymbol: true }, "Abc1é", "requires-symbol"],
    [{ requireSymbol: true }, "Abc 1", "accepted"],
  ])("%j says of %j: %s", (policy, password, outcome) => {
    expect(faultOf(policy, password)).toBe(outcome);
  });

  test("names the first fault in Guacamole's order", () => {
    const all = {
      minLength: 9,
      prohibitUsername: true,
      requireMultipleCase: true,
      requireDigit: true,
      requireSymbol: true,
    };
    const passwords = ["élodie", "xxxélodie", "xxxxxxxxx", "xxxxXXXXX", "xxxxXXXX1", "xxxxXXX1!"];
    expect(passwords.map((password) => faultOf(all, password))).toEqual([
      "too-short",
      "contains-username",
      "requires-multiple-case",
      "requires-digit",
      "requires-symbol",
      "accepted",
    ]);
  });
});
