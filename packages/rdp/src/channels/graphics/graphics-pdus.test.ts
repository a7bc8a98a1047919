import { describe, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { buildCapabilitySets, capabilityFlags, capabilityVersions } from "./capability-sets.ts";
import {
  decodeCapsAdvertise,
  decodeCapsConfirm,
  decodeFrameAcknowledge,
  encodeCapsAdvertise,
  encodeCapsConfirm,
  encodeFrameAcknowledge,
} from "./graphics-pdus.ts";

describe("buildCapabilitySets", () => {
  const sets = (avc: boolean) => new Map(buildCapabilitySets({ avc }).map(({ version, flags }) => [version, flags]));
  const { smallCache, thinClient, avc420Enabled, avcDisabled } = capabilityFlags;

  test("offers 8 to 10.7 without H.264", () => {
    const offered = sets(false);
    expect([...offered.keys()].map((version) => version.toString(16))).toEqual([
      ...["80004", "80105", "a0002", "a0200", "a0301", "a0400", "a0502", "a0600", "a0701"],
    ]);
    for (const [version, flags] of offered) {
      expect((flags & avcDisabled) !== 0).toBe(version >= capabilityVersions.v10);
      expect(flags & (thinClient | avc420Enabled)).toBe(0);
    }
  });

  test("version 10.1, which cannot decline H.264, is offered with it only", () => {
    expect(sets(false).has(capabilityVersions.v101)).toBe(false);
    expect(sets(true).get(capabilityVersions.v101)).toBe(0);
  });

  test("H.264 is offered in every version's own way", () => {
    const offered = sets(true);
    expect(offered.get(capabilityVersions.v81)).toBe(smallCache | avc420Enabled);
    for (const flags of offered.values()) expect(flags & avcDisabled).toBe(0);
  });

  test("version 10.3 has no small cache flag", () => {
    for (const [version, flags] of sets(false)) {
      expect((flags & smallCache) !== 0).toBe(version !== capabilityVersions.v103);
    }
  });
});

describe("PDUs", () => {
  test("CapsAdvertise comes back", () => {
    for (const avc of [false, true]) {
      const sets = buildCapabilitySets({ avc });
      expect(decodeCapsAdvertise(encodeCapsAdvertise(sets))).toEqual(sets);
    }
    expect(toHex(encodeCapsAdvertise([{ version: 0x80004, flags: 2 }]))).toBe(
      "1200000016000000" + "0100" + "040008000400000002000000",
    );
  });

  test("version 10.1 has 16 reserved bytes", () => {
    expect(encodeCapsAdvertise([{ version: capabilityVersions.v101, flags: 0 }]).length).toBe(8 + 2 + 8 + 16);
  });

  test("CapsConfirm comes back", () => {
    const set = { version: capabilityVersions.v107, flags: 0x22 };
    expect(decodeCapsConfirm(encodeCapsConfirm(set))).toEqual(set);
  });

  test("FrameAcknowledge", () => {
    const acknowledge = { queueDepth: 5, frameId: 6, totalFramesDecoded: 7 };
    expect(toHex(encodeFrameAcknowledge(acknowledge))).toBe("0d00000014000000" + "050000000600000007000000");
    expect(decodeFrameAcknowledge(encodeFrameAcknowledge(acknowledge))).toEqual(acknowledge);
  });

  test("counts that lie are refused", () => {
    expect(() => decodeCapsAdvertise(fromHex("120000000a000000ffff"))).toThrow("65535 capability sets");
    expect(() => decodeCapsAdvertise(fromHex("1200000000000000ffff"))).toThrow("pduLength 0");
  });
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodeCapsAdvertise, [encodeCapsAdvertise(buildCapabilitySets({ avc: true }))]);
  expectOnlyTypedErrors(decodeCapsConfirm, [encodeCapsConfirm({ version: 1, flags: 2 })]);
  expectOnlyTypedErrors(decodeFrameAcknowledge, [new Uint8Array(20)]);
});
