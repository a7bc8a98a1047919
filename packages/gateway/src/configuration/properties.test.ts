import { expect, test } from "vitest";
import { parseProperties } from "./properties.ts";

test("reads the syntax of java.util.Properties", () => {
  const file = [
    "\uFEFF# a comment \\",
    "! another",
    "",
    "postgresql-hostname: db",
    "  postgresql-port = 5433",
    "postgresql-database guacamole_db",
    "postgresql-password=p\\u00e9:= \\t#\\\\ ",
    "totp-bypass-hosts: 10.0.0.0/8, \\",
    "    192.168.0.0/16",
    "a\\ key\\:with\\=all = x",
    "empty",
    "empty-too=",
    "last=\\",
  ].join("\r\n");
  expect(parseProperties(file)).toEqual([
    { name: "postgresql-hostname", value: "db", line: 4 },
    { name: "postgresql-port", value: "5433", line: 5 },
    { name: "postgresql-database", value: "guacamole_db", line: 6 },
    { name: "postgresql-password", value: "pé:= \t#\\ ", line: 7 },
    { name: "totp-bypass-hosts", value: "10.0.0.0/8, 192.168.0.0/16", line: 8 },
    { name: "a key:with=all", value: "x", line: 10 },
    { name: "empty", value: "", line: 11 },
    { name: "empty-too", value: "", line: 12 },
    { name: "last", value: "", line: 13 },
  ]);
});
