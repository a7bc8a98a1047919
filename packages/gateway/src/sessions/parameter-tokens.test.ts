import { describe, expect, test } from "vitest";
import { expandTokens, tokensOf } from "./parameter-tokens.ts";

const token = (inside: string) => `$\u007b${inside}}`;
const tokens = { GUAC_USERNAME: "Marie", EMPTY: "" };

describe("parameter tokens", () => {
  test.each([
    ["a name", token("GUAC_USERNAME"), "Marie"],
    ["a name amid text, twice", `a-${token("GUAC_USERNAME")}-${token("GUAC_USERNAME")}`, "a-Marie-Marie"],
    ["an escaped token", `$${token("GUAC_USERNAME")}`, token("GUAC_USERNAME")],
    ["an unknown name", token("NOBODY"), token("NOBODY")],
    ["a name of every object", token("constructor"), token("constructor")],
    ["an unknown name that is optional", `a${token("NOBODY:OPTIONAL")}b`, "ab"],
    ["upper case", token("GUAC_USERNAME:UPPER"), "MARIE"],
    ["lower case", token("GUAC_USERNAME:LOWER"), "marie"],
    ["a senseless modifier", token("GUAC_USERNAME:TITLE"), "Marie"],
    ["a modifier that runs to the last brace", `${token("GUAC_USERNAME:LOWER")}-${token("GUAC_USERNAME")}`, "Marie"],
    ["an empty value", `a${token("EMPTY")}b`, "ab"],
    ["a name in the wrong case", token("guac_username"), token("guac_username")],
    ["a dollar without braces", "100 $", "100 $"],
  ])("%s", (_, value, expanded) => {
    expect(expandTokens(value, tokens)).toBe(expanded);
  });

  test("of a session bear Guacamole's names", () => {
    const principal = { userId: 1, username: "marie", remoteHost: "203.0.113.9", signIn: "s" };
    const connection = { identifier: "7", name: "Alexandra", protocol: "rdp", parameters: {} };
    const startedAt = new Date(2026, 0, 2, 3, 4, 5);
    expect(tokensOf(principal, connection, "uuid", startedAt)).toEqual({
      GUAC_USERNAME: "marie",
      GUAC_CLIENT_ADDRESS: "203.0.113.9",
      GUAC_CLIENT_HOSTNAME: "203.0.113.9",
      GUAC_DATE: "20260102",
      GUAC_TIME: "030405",
      JDBC_STARTDATE: "20260102",
      JDBC_STARTTIME: "030405",
      JDBC_CONNECTION_ID: "7",
      JDBC_CONNECTION_NAME: "Alexandra",
      JDBC_PROTOCOL: "rdp",
      HISTORY_UUID: "uuid",
    });
  });
});
