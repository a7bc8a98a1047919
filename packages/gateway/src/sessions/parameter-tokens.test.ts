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
    ["two tokens, the first modified", `${token("GUAC_USERNAME:LOWER")}-${token("GUAC_USERNAME")}`, "marie-Marie"],
    ["a brace after a token", `{${token("GUAC_USERNAME:UPPER")}}`, "{MARIE}"],
    ["an escaped token before another", `$${token("A:LOWER")}${token("GUAC_USERNAME")}`, `${token("A:LOWER")}Marie`],
    ["a source that is not there", token("LDAP_MAIL:LOWER"), token("LDAP_MAIL:LOWER")],
    ["a token that is not closed", "$\u007bGUAC_USERNAME", "$\u007bGUAC_USERNAME"],
    ["an empty value", `a${token("EMPTY")}b`, "ab"],
    ["a name in the wrong case", token("guac_username"), token("guac_username")],
    ["a dollar without braces", "100 $", "100 $"],
  ])("%s", (_, value, expanded) => {
    expect(expandTokens(value, tokens)).toBe(expanded);
  });

  test("of a session bear Guacamole's names", () => {
    const principal = { userId: 1, username: "marie", remoteHost: "203.0.113.9", signIn: "s" };
    const parameters = { hostname: `${token("GUAC_USERNAME")}.example` };
    const connection = { identifier: "7", name: "Alexandra", protocol: "rdp", parameters };
    const startedAt = new Date(2026, 0, 2, 3, 4, 5);
    expect(tokensOf({ principal, connection, typedPassword: "typed", uuid: "uuid", startedAt })).toEqual({
      GUAC_USERNAME: "marie",
      GUAC_PASSWORD: "typed",
      GUAC_CLIENT_ADDRESS: "203.0.113.9",
      GUAC_CLIENT_HOSTNAME: "203.0.113.9",
      GUAC_DATE: "20260102",
      GUAC_TIME: "030405",
      JDBC_STARTDATE: "20260102",
      JDBC_STARTTIME: "030405",
      JDBC_CONNECTION_ID: "7",
      JDBC_CONNECTION_NAME: "Alexandra",
      JDBC_PROTOCOL: "rdp",
      JDBC_HOSTNAME: "marie.example",
      HISTORY_UUID: "uuid",
      HISTORY_PATH: "/var/lib/guacamole/recordings",
    });
  });
});
