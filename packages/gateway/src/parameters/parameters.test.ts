import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  attributesFromUserColumns,
  profileOf,
  USER_ATTRIBUTES,
  userColumnsFromAttributes,
} from "./account-attributes.ts";
import { attributesFromLimits, CONNECTION_ATTRIBUTES, limitsFromAttributes } from "./connection-attributes.ts";
import { faultsOfParameters, isSecretParameter, LATER_PARAMETERS } from "./connection-parameters.ts";
import { faultsOfAttributes, formsOf } from "./form.ts";
import { RDP_PARAMETERS } from "./rdp-parameters.ts";

describe("RDP parameters", () => {
  test("have names of their own", () => {
    const names = RDP_PARAMETERS.flatMap((group) => group.parameters).map((parameter) => parameter.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("that are passwords or keys are secret", () => {
    const secrets = ["password", "gateway-password", "sftp-password", "sftp-private-key", "sftp-passphrase"];
    expect(secrets.filter(isSecretParameter)).toEqual(secrets);
    expect(["private-key", "passphrase"].every(isSecretParameter)).toBe(true);
    expect(isSecretParameter("hostname")).toBe(false);
  });

  test("of type PASSWORD are all secret", () => {
    const passwords = RDP_PARAMETERS.flatMap((group) => group.parameters).filter((one) => one.type === "PASSWORD");
    expect(passwords.every((parameter) => parameter.secret)).toBe(true);
  });

  test("make Guacamole's forms", () => {
    const forms = formsOf(RDP_PARAMETERS);
    expect(forms[0]).toEqual({
      name: "network",
      fields: [
        { name: "hostname", type: "TEXT" },
        { name: "port", type: "NUMERIC" },
        { name: "timeout", type: "NUMERIC" },
      ],
    });
    const fields = forms.flatMap((form) => form.fields);
    expect(fields.find((field) => field.name === "ignore-cert")?.options).toEqual(["true"]);
    expect(fields.find((field) => field.name === "resize-method")?.options).toEqual([
      "",
      "display-update",
      "reconnect",
    ]);
  });

  test.each([
    [{ port: "3389", security: "nla", "ignore-cert": "true", "unknown-name": "anything", width: "" }, []],
    [{ port: `\${PORT}`, username: `\${GUAC_USERNAME}` }, []],
    [{ port: "0" }, ['port must be a whole number from 1 to 65535, not "0".']],
    [{ port: "33.5" }, ['port must be a whole number from 1 to 65535, not "33.5".']],
    [{ "ignore-cert": "yes" }, ['ignore-cert must be true or false, not "yes".']],
    [{ security: "none" }, ['security must be one of any, nla, nla-ext, rdp, tls, vmconnect, not "none".']],
  ])("%j have the faults %j", (parameters, faults) => {
    expect(faultsOfParameters("rdp", parameters)).toEqual(faults);
    expect(faultsOfParameters("vnc", parameters)).toEqual([]);
  });
});

describe("parameters whose function comes later", () => {
  test("are marked in the forms, and nothing else is", () => {
    const fields = formsOf(RDP_PARAMETERS).flatMap((form) => form.fields);
    const later = fields.filter((field) => field.later).map((field) => field.name);
    expect(later).toEqual(LATER_PARAMETERS);
    expect(later).toEqual(expect.arrayContaining(["static-channels", "recording-path", "enable-sftp", "wol-mac-addr"]));
    for (const name of ["hostname", "security", "disable-glyph-caching", "enable-drive", "disable-copy"]) {
      expect(later).not.toContain(name);
    }
  });

  test("are those that no session asks for", () => {
    const sources = ["sessions/client-settings.ts", "sessions/connection-parameters.ts", "devices/device-plan.ts"]
      .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8"))
      .join();
    // What a session would be another without is refused rather than left out; caches of drawing orders are never offered.
    const refused = ["gateway-hostname", "remote-app"];
    const needless = ["disable-bitmap-caching", "disable-offscreen-caching", "disable-glyph-caching"];
    const names = RDP_PARAMETERS.flatMap((group) => group.parameters).map((parameter) => parameter.name);
    const used = names.filter((name) => sources.includes(`"${name}"`) && !refused.includes(name));
    expect([...used, ...needless, ...LATER_PARAMETERS].sort()).toEqual(names.sort());
  });
});

describe("attributes", () => {
  test.each([
    [USER_ATTRIBUTES, { "valid-from": "2028-02-29", "access-window-end": "23:59", timezone: "europe/paris" }, []],
    [
      USER_ATTRIBUTES,
      { "valid-from": "2026-02-29" },
      ['valid-from must be a date such as 2026-12-31, not "2026-02-29".'],
    ],
    [
      USER_ATTRIBUTES,
      { "access-window-start": "8:00" },
      ['access-window-start must be a time such as 08:30:00, not "8:00".'],
    ],
    [USER_ATTRIBUTES, { timezone: "+03:00" }, ['timezone must be a time zone such as Europe/Paris, not "+03:00".']],
    [USER_ATTRIBUTES, { "guac-full-name": "x".repeat(257) }, ["guac-full-name may have at most 256 characters."]],
    [USER_ATTRIBUTES, { "guac-full-name": "😀".repeat(256), unknown: "\t" }, []],
    [
      CONNECTION_ATTRIBUTES,
      { "guac-restrict-time-allowed": "1:0900" },
      ['guac-restrict-time-allowed: "1:0900" is no time such as 1:0900-1730 or *:0000-2359.'],
    ],
    [CONNECTION_ATTRIBUTES, { weight: "many", "guacd-encryption": "" }, [expect.stringContaining("whole number")]],
    [CONNECTION_ATTRIBUTES, { "guacd-encryption": "tls" }, ['guacd-encryption must be one of none, ssl, not "tls".']],
  ])("are checked by their forms: %#", (groups, attributes, faults) => {
    expect(faultsOfAttributes(groups, attributes as Record<string, string>)).toEqual(faults);
  });

  test("of users go into columns and come back", () => {
    const attributes = {
      "guac-full-name": "N",
      "guac-email-address": null,
      "guac-organization": "O",
      "guac-organizational-role": "R",
      expired: "true",
      "access-window-start": "08:00:00",
      "access-window-end": null,
      "valid-from": "2026-01-01",
      "valid-until": null,
      timezone: "Europe/Paris",
    };
    expect(attributesFromUserColumns(userColumnsFromAttributes(attributes))).toEqual(attributes);
    expect(profileOf(attributes)).toEqual({
      "guac-full-name": "N",
      "guac-email-address": null,
      "guac-organization": "O",
      "guac-organizational-role": "R",
    });
  });
});

describe("connection attributes", () => {
  test("go into columns and come back", () => {
    const attributes = {
      "max-connections": "2",
      "max-connections-per-user": "0",
      weight: "-1",
      "failover-only": "true",
      "guacd-hostname": "guacd",
      "guacd-port": "4822",
      "guacd-encryption": "ssl",
    };
    expect(attributesFromLimits(limitsFromAttributes(attributes))).toEqual(attributes);
  });

  test("that are no numbers are dropped, as in Guacamole", () => {
    const limits = limitsFromAttributes({ "max-connections": "many", weight: "", "guacd-port": "99999999999" });
    expect(limits).toMatchObject({ max_connections: null, connection_weight: null, proxy_port: null });
  });
});
