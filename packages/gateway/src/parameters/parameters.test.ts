import { describe, expect, test } from "vitest";
import { attributesFromLimits, limitsFromAttributes } from "./connection-attributes.ts";
import { faultsOfParameters, isSecretParameter } from "./connection-parameters.ts";
import { formsOf } from "./form.ts";
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
