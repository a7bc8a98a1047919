import { describe, expect, it } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { clientSettings } from "../testing/settings.ts";
import { Reader } from "../wire/reader.ts";
import {
  bitmapCodecsSet,
  type CapabilitySet,
  capabilitySet,
  decodeCapabilitySets,
  encodeCapabilitySets,
  findBitmapCodecs,
  findCapabilitySet,
} from "./capability-sets.ts";
import { clientCapabilities, MAX_UPDATE_SIZE } from "./client-capabilities.ts";

const SIZES = new Map([
  // lengthCapability of [MS-RDPBCGR] 2.2.7, less the header of four bytes
  [0x01, 20],
  [0x02, 24],
  [0x03, 84],
  [0x04, 36],
  [0x05, 8],
  [0x07, 8],
  [0x08, 6],
  [0x09, 4],
  [0x0a, 4],
  [0x0c, 4],
  [0x0d, 84],
  [0x0e, 4],
  [0x0f, 4],
  [0x10, 48],
  [0x11, 8],
  [0x14, 8],
  [0x1a, 4],
  [0x1b, 2],
  [0x1c, 8],
  [0x1e, 4],
]);

const server: readonly CapabilitySet[] = [
  capabilitySet("bitmap", { desktopWidth: 1280, desktopHeight: 720, preferredBitsPerPixel: 32 }),
  capabilitySet("multifragmentUpdate", { maxRequestSize: 0x38400 }),
];

function typesOf(sets: readonly CapabilitySet[]): number[] {
  return sets.map(([type]) => type);
}

describe("capability sets", () => {
  it("have the sizes of the specification", () => {
    for (const [type, data] of clientCapabilities(clientSettings(), server)) {
      if (SIZES.has(type)) expect([type, data.length]).toEqual([type, SIZES.get(type)]);
    }
  });

  it("are the specification's bytes ([MS-RDPBCGR] 4.1.13: pointer, share, control, colour cache)", () => {
    const bytes = (set: CapabilitySet) => toHex(set[1]);
    expect(bytes(capabilitySet("pointer", { colorPointer: 1, colorPointerCacheSize: 20, pointerCacheSize: 21 }))).toBe(
      "010014001500",
    );
    expect(bytes(capabilitySet("control", { controlInterest: 2, detachInterest: 2 }))).toBe("0000000002000200");
    expect(bytes(capabilitySet("colorCache", { cacheSize: 6 }))).toBe("06000000");
  });

  it("come back as they were sent", () => {
    const sets = clientCapabilities(clientSettings(), server);
    expect(decodeCapabilitySets(new Reader(encodeCapabilitySets(sets), "test"))).toEqual(sets);
    expect(findCapabilitySet(sets, "input")).toMatchObject({ keyboardLayout: 0x040c, keyboardFunctionKeys: 12 });
  });

  it("name the keyboard of 106 keys for Japanese, for which Windows has the American layout otherwise", () => {
    const keyboard = (keyboardLayout: number) =>
      findCapabilitySet(clientCapabilities(clientSettings({ keyboardLayout }), server), "input");
    expect(keyboard(0x0411)).toMatchObject({ keyboardType: 7, keyboardSubType: 2 });
    expect(keyboard(0x0002_0418)).toMatchObject({ keyboardType: 4, keyboardSubType: 0 });
  });

  it("that are short, as of old servers, have zeros for what they lack", () => {
    expect(findCapabilitySet([[0x08, fromHex("01 00 14 00")]], "pointer")).toEqual({
      colorPointer: 1,
      colorPointerCacheSize: 20,
      pointerCacheSize: 0,
    });
    expect(findCapabilitySet([], "pointer")).toBeUndefined();
  });

  it("withstand garbage", () => {
    const good = encodeCapabilitySets(clientCapabilities(clientSettings(), server));
    expectOnlyTypedErrors((bytes) => decodeCapabilitySets(new Reader(bytes, "test")), [good]);
    expectOnlyTypedErrors((bytes) => findBitmapCodecs([[0x1d, bytes]]), [bitmapCodecsSet([])[1]]);
  });
});

describe("client capabilities", () => {
  it("take the desktop size from the server", () => {
    const bitmap = findCapabilitySet(clientCapabilities(clientSettings(), server), "bitmap");
    expect(bitmap).toMatchObject({ desktopWidth: 1280, desktopHeight: 720 });
  });

  it("never offer drawing orders, yet have the flags that every client must set", () => {
    const order = findCapabilitySet(clientCapabilities(clientSettings(), server), "order");
    expect(order?.orderFlags).toBe(0x000a);
    const [, data] = clientCapabilities(clientSettings(), server).find(([type]) => type === 3) as CapabilitySet;
    expect(data.subarray(32, 64).every((byte) => byte === 0)).toBe(true);
  });

  it("never offer the caches of drawing orders, which Guacamole's parameters can disable", () => {
    const sets = clientCapabilities(clientSettings(), server);
    for (const cache of [0x04, 0x10, 0x11]) {
      expect(sets.find(([type]) => type === cache)?.[1].every((byte) => byte === 0) ?? true).toBe(true);
    }
  });

  it("list no codec that is not decoded: neither image RemoteFX nor JPEG", () => {
    const guids = findBitmapCodecs(clientCapabilities(clientSettings(), server)).map(({ guid }) => toHex(guid));
    expect(guids).toEqual(["122f777672bd6344afb3b73c9c6f7886", "b91b8dca0f004f15589fae2d1a87e2d6"]);
  });

  it("ask for the desktop's colour depth, and 32 bits only when all colours are wanted", () => {
    const bits = (colorDepth: number) =>
      findCapabilitySet(clientCapabilities(clientSettings({ colorDepth }), server), "bitmap")?.preferredBitsPerPixel;
    expect([8, 15, 16, 24, 32].map(bits)).toEqual([8, 15, 16, 24, 32]);
  });

  it("let no server thin out colours: neither subsampling nor dynamic fidelity of planar bitmaps", () => {
    const bitmap = findCapabilitySet(clientCapabilities(clientSettings(), server), "bitmap");
    expect((bitmap?.drawingFlags ?? 0) & (0x02 | 0x04)).toBe(0);
  });

  it("offer no compression", () => {
    const sets = clientCapabilities(clientSettings(), server);
    expect(findCapabilitySet(sets, "general")).toMatchObject({ compressionTypes: 0, compressionLevel: 0 });
    expect(findCapabilitySet(sets, "virtualChannel")?.flags).toBe(0);
  });

  it("without surface codecs list neither them nor surface commands: hosts send what is listed", () => {
    const types = typesOf(clientCapabilities(clientSettings({ surfaceCodecs: false, colorDepth: 16 }), server));
    expect(types.filter((type) => [0x1c, 0x1d, 0x1e].includes(type))).toEqual([]);
  });

  it("with surface codecs list RemoteFX as 3 and NSCodec as 1, with more than one frame in flight", () => {
    const sets = clientCapabilities(clientSettings(), server);
    expect(findBitmapCodecs(sets).map(({ id }) => id)).toEqual([3, 1]);
    expect(findBitmapCodecs(sets)[0]?.properties.length).toBe(49);
    expect(findCapabilitySet(sets, "surfaceCommands")?.flags).toBe(0x52);
    expect(findCapabilitySet(sets, "frameAcknowledge")?.maxUnacknowledgedFrames).toBeGreaterThanOrEqual(2);
  });

  it("with RemoteFX take updates at least as large as the server names, for Windows uses none otherwise", () => {
    const size = (surfaceCodecs: boolean, sets: readonly CapabilitySet[]) =>
      findCapabilitySet(clientCapabilities(clientSettings({ surfaceCodecs }), sets), "multifragmentUpdate")
        ?.maxRequestSize;
    expect(size(true, server)).toBeGreaterThanOrEqual(0x38400);
    expect(size(false, server)).toBe(0x38400);
    expect(size(false, [])).toBe(0xffff);
    expect(size(false, [capabilitySet("multifragmentUpdate", { maxRequestSize: 0xffffffff })])).toBe(MAX_UPDATE_SIZE);
  });
});
