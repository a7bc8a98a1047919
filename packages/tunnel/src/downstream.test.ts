import { describe, expect, test } from "vitest";
import { decodeDesktopSize, decodeJson, encodeDesktopSize, encodeJson } from "./downstream.ts";
import { TunnelFormatError } from "./record.ts";

describe("downstream payloads", () => {
  test("a desktop size comes back", () => {
    expect([...encodeDesktopSize(1920, 1080)]).toEqual([0x80, 0x07, 0x38, 0x04]);
    expect(decodeDesktopSize(encodeDesktopSize(1920, 1080))).toEqual({ width: 1920, height: 1080 });
    expect(() => decodeDesktopSize(new Uint8Array(3))).toThrow(TunnelFormatError);
  });

  test("JSON comes back, in any script", () => {
    const value = { kind: "active", name: "Comptabilité 東京", unicode: true };
    expect(decodeJson(encodeJson(value))).toEqual(value);
  });

  test.each([
    ["text that is not JSON", new TextEncoder().encode("{")],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["nothing", new Uint8Array(0)],
  ])("%s is refused", (_, payload) => {
    expect(() => decodeJson(payload)).toThrow(TunnelFormatError);
  });
});
