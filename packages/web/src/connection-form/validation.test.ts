import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import { problemsOf } from "./validation.ts";

const schema = {
  parameters: [
    {
      name: "all",
      fields: [
        { name: "hostname", type: "TEXT" },
        { name: "port", type: "NUMERIC" },
        { name: "width", type: "NUMERIC" },
        { name: "timezone", type: "TIMEZONE" },
        { name: "enable-drive", type: "BOOLEAN" },
        { name: "drive-path", type: "TEXT" },
      ],
    },
  ],
  attributes: [{ name: "concurrency", fields: [{ name: "max-connections", type: "NUMERIC" }] }],
};

function problems(parameters: Record<string, string | null>, name = "PC", attributes: Record<string, string> = {}) {
  const values = { name, parentIdentifier: "ROOT", parameters: { hostname: "pc", ...parameters }, attributes };
  return problemsOf(((key: string) => key) as TFunction, values, schema);
}

test("a name and a computer are enough", () => {
  expect(problems({})).toEqual({});
});

test("the name is needed and bounded", () => {
  expect(problems({}, "  ")).toEqual({ name: "form.required" });
  expect(problems({}, "x".repeat(129))).toEqual({ name: "form.tooLong" });
});

test.each(["192.168.100.101", "pc-1.example.com", "fe80::1%eth0", "[2001:db8::1]", "::1", "PC", "é.example"])(
  "%s is a computer",
  (hostname) => {
    expect(problems({ hostname })).toEqual({});
  },
);

test.each(["rdp://pc", "pc:3389", "my pc", "user@pc", "pc/x"])("%s is no computer", (hostname) => {
  expect(problems({ hostname })).toEqual({ "parameters.hostname": "form.badHost" });
});

test("a parameter token may stand for any entry", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a parameter token.
  expect(problems({ hostname: "${GUAC_USERNAME:LOWER}.example", port: "${LDAP_PORT}" })).toEqual({});
});

test("the computer is needed", () => {
  expect(problems({ hostname: " " })).toEqual({ "parameters.hostname": "form.required" });
});

test("numbers are whole and in their range", () => {
  expect(problems({ port: "65535", width: "1920" }, "PC", { "max-connections": "0" })).toEqual({});
  expect(problems({ port: "0" })).toEqual({ "parameters.port": "form.outOfRange" });
  expect(problems({ port: "65536" })).toEqual({ "parameters.port": "form.outOfRange" });
  expect(problems({ port: "3389.5" })).toEqual({ "parameters.port": "form.notInteger" });
  expect(problems({}, "PC", { "max-connections": "-1" })).toEqual({ "attributes.max-connections": "form.notInteger" });
});

test("a time zone is one that the browser knows", () => {
  expect(problems({ timezone: "Indian/Antananarivo" })).toEqual({});
  expect(problems({ timezone: "Mars/Olympus" })).toEqual({ "parameters.timezone": "form.badTimeZone" });
});

test("a drive needs a folder, a folder without a drive does not matter", () => {
  expect(problems({ "enable-drive": "true" })).toEqual({ "parameters.drive-path": "form.drivePathNeeded" });
  expect(problems({ "enable-drive": "true", "drive-path": "/drive/a" })).toEqual({});
  expect(problems({ "enable-drive": "", "drive-path": "" })).toEqual({});
});

test("a secret that stays as it is stored is not judged", () => {
  expect(problems({ port: null })).toEqual({});
});
