import type { Attach } from "@passerelle/tunnel";
import { describe, expect, test } from "vitest";
import { credentialsFrom, planSession } from "./client-settings.ts";
import { MisconfiguredError } from "./connection-parameters.ts";
import { desktopFor } from "./desktop-geometry.ts";

const attach: Attach = {
  protocol: 1,
  connection: { dataSource: "postgresql", identifier: "1" },
  display: { width: 1367, height: 768, scale: 125 },
  timezone: "Indian/Antananarivo",
  lockKeys: 0,
  decodes: { avc: "none" },
};

function plan(
  parameters: Record<string, string>,
  tokens: Record<string, string> = {},
  protocol = "rdp",
  decodes: Attach["decodes"] = attach.decodes,
) {
  const connection = {
    identifier: "1",
    name: "Alexandra",
    protocol,
    parameters: { hostname: "desktop", ...parameters },
  };
  return planSession(connection, tokens, { ...attach, decodes }, new Date("2026-07-01T12:00:00Z"));
}

describe("connection parameters", () => {
  test("left out have Guacamole's defaults", () => {
    const { settings, devices, ...rest } = plan({});
    expect(devices).toEqual({
      readOnly: false,
      clipboard: { copy: true, paste: true, newlines: "preserve", limit: 10_485_760 },
      sound: "browser",
      microphone: false,
      touch: false,
    });
    expect(rest).toEqual({
      knownCredentials: {},
      layout: "en-us-qwerty",
      port: 3389,
      connectTimeout: 10,
      certificates: { ignore: false, trustOnFirstUse: false, fingerprints: [] },
      readOnly: false,
      display: { width: 1366, height: 768, scale: 125 },
      ignored: [],
    });
    expect(settings).toMatchObject({
      security: "any",
      hostname: "desktop",
      desktop: { width: 1364, height: 768, scale: 125 },
      colorDepth: 32,
      graphicsPipeline: true,
      surfaceCodecs: true,
      keyboardLayout: 0x0409,
      console: false,
      experience: { wallpaper: false, fontSmoothing: false },
    });
    expect(settings.timeZone.bias).toBe(-180);
    expect(settings.credentials).toBeUndefined();
  });

  test("of a whole connection are followed", () => {
    const { settings, ...rest } = plan({
      port: "3390",
      timeout: "30",
      username: "CORP\\marie",
      password: "secret",
      security: "nla",
      "ignore-cert": "true",
      "cert-fingerprints": "sha256:aa,sha1:bb",
      "color-depth": "24",
      "disable-gfx": "true",
      "server-layout": "fr-fr-azerty",
      timezone: "Europe/Paris",
      "enable-wallpaper": "true",
      "enable-font-smoothing": "true",
      console: "true",
      "client-name": "a-name-of-more-than-fifteen",
      "load-balance-info": "tsv://x",
      "preconnection-id": "7",
      "preconnection-blob": "vm",
      "initial-program": "calc.exe",
      "read-only": "true",
      "resize-method": "display-update",
      width: "1030",
      height: "600",
      dpi: "192",
      "wol-send-packet": "true",
      unheard: "of",
    });
    expect(rest).toMatchObject({
      port: 3390,
      connectTimeout: 30,
      readOnly: true,
      resizeMethod: "display-update",
      scale: 200,
    });
    expect(rest.certificates).toEqual({ ignore: true, trustOnFirstUse: false, fingerprints: ["sha256:aa", "sha1:bb"] });
    expect(rest.ignored).toEqual(["wol-send-packet"]);
    expect(settings).toMatchObject({
      security: "nla",
      credentials: { username: "marie", password: "secret", domain: "CORP" },
      desktop: { width: 1028, height: 600, scale: 200 },
      colorDepth: 24,
      graphicsPipeline: false,
      surfaceCodecs: false,
      keyboardLayout: 0x040c,
      clientName: "a-name-of-more-",
      console: true,
      loadBalanceInfo: "tsv://x",
      preconnection: { id: 7, blob: "vm" },
      initialProgram: "calc.exe",
      experience: { wallpaper: true, fontSmoothing: true, theming: false },
    });
    expect(settings.timeZone.bias).toBe(-60);
  });

  test("of Hyper-V's console have its port", () => {
    expect(plan({ security: "vmconnect" }).port).toBe(2179);
  });

  test.each([
    ["port", "0"],
    ["port", "70000"],
    ["port", "3389x"],
    ["security", "ssl"],
    ["color-depth", "12"],
    ["server-layout", "fr"],
    ["timezone", "Mars/Olympus"],
    ["ignore-cert", "yes"],
    ["resize-method", "magic"],
    ["width", "-1"],
    ["preconnection-id", "-1"],
    ["gateway-hostname", "gw"],
    ["remote-app", "||calc"],
    ["load-balance-info", "x".repeat(239)],
  ])("%s = %s is refused by its name", (name, value) => {
    expect(() => plan({ [name]: value })).toThrow(MisconfiguredError);
    expect(() => plan({ [name]: value })).toThrow(new RegExp(`^${name}: `));
  });

  test("without a host name, or of another protocol, are refused", () => {
    expect(() => plan({ hostname: "" })).toThrow("hostname: is not set");
    expect(() => plan({}, {}, "vnc")).toThrow("protocol: vnc is not rdp");
  });

  test("take the values of tokens", () => {
    const { settings } = plan(
      { username: "$\u007bGUAC_USERNAME}", password: "$\u007bGUAC_PASSWORD}" },
      { GUAC_USERNAME: "marie", GUAC_PASSWORD: "typed" },
    );
    expect(settings.credentials).toEqual({ username: "marie", password: "typed", domain: "" });
  });

  test("with a password token that has no value ask for the password", () => {
    const { settings, knownCredentials } = plan({ username: "marie", password: "$\u007bGUAC_PASSWORD}" });
    expect(settings.credentials).toBeUndefined();
    expect(knownCredentials).toEqual({ username: "marie" });
  });
});

describe("pictures", () => {
  const pictures = (parameters: Record<string, string>, avc: Attach["decodes"]["avc"] = "avc444") => {
    const { settings } = plan(parameters, {}, "rdp", { avc });
    const { graphicsPipeline, surfaceCodecs, colorDepth } = settings;
    return { graphicsPipeline, avc: settings.avc, surfaceCodecs, colorDepth };
  };
  const pipeline = { graphicsPipeline: true, surfaceCodecs: true, colorDepth: 32 };
  const bitmaps = { graphicsPipeline: false, surfaceCodecs: false, avc: "none" };

  test.each(["none", "avc420", "avc444"] as const)("are H.264 as far as the browser decodes it: %s", (avc) => {
    expect(pictures({}, avc)).toEqual({ ...pipeline, avc });
  });

  test.each([
    ["are no H.264 without the graphics pipeline", { "disable-gfx": "true" }, { ...bitmaps, colorDepth: 16 }],
    ["have the colour depth of bitmaps", { "disable-gfx": "true", "color-depth": "8" }, { ...bitmaps, colorDepth: 8 }],
    ["have all colours in the graphics pipeline", { "color-depth": "16" }, { ...pipeline, avc: "avc444" }],
    [
      "are bitmaps of all colours where no loss is allowed",
      { "force-lossless": "true" },
      { ...bitmaps, colorDepth: 32 },
    ],
    [
      "may have fewer colours, each without loss",
      { "force-lossless": "true", "color-depth": "24" },
      { ...bitmaps, colorDepth: 24 },
    ],
    [
      "keep all colours where no loss is allowed and the pipeline is off",
      { "force-lossless": "true", "disable-gfx": "true" },
      { ...bitmaps, colorDepth: 32 },
    ],
  ])("%s", (_, parameters, expected) => {
    expect(pictures(parameters)).toEqual(expected);
  });
});

describe("credentials", () => {
  test.each([
    [{ username: "marie" }, { username: "marie", domain: "" }],
    [{ username: "CORP\\marie" }, { username: "marie", domain: "CORP" }],
    [
      { username: "CORP\\marie", domain: "OTHER" },
      { username: "marie", domain: "CORP" },
    ],
    [
      { username: ".\\marie", domain: "" },
      { username: "marie", domain: "." },
    ],
    [{ username: "marie@corp.example" }, { username: "marie@corp.example", domain: "" }],
  ])("%o", (given, expected) => {
    expect(credentialsFrom(given)).toMatchObject(expected);
  });
});

describe("desktop sizes", () => {
  test.each([
    [
      { width: 1921, height: 1081, scale: 100 },
      { width: 1920, height: 1081, scale: 100 },
    ],
    [
      { width: 10, height: 10, scale: 0 },
      { width: 200, height: 200, scale: 100 },
    ],
    [
      { width: 65_535, height: 65_535, scale: 65_535 },
      { width: 8192, height: 8192, scale: 500 },
    ],
  ])("%o", (asked, given) => {
    expect(desktopFor(asked)).toEqual(given);
  });
});
