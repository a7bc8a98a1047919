import { describe, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { buildCapabilitySets, capabilityVersions } from "./capability-sets.ts";
import {
  decodeCapsAdvertise,
  decodeCapsConfirm,
  decodeFrameAcknowledge,
  encodeCapsAdvertise,
  encodeCapsConfirm,
  encodeFrameAcknowledge,
} from "./graphics-pdus.ts";

describe("PDUs", () => {
  test("CapsAdvertise comes back", () => {
    for (const avc of ["none", "avc420", "avc444"] as const) {
      const sets = buildCapabilitySets({ avc, monitors: [] });
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
  expectOnlyTypedErrors(decodeCapsAdvertise, [
    encodeCapsAdvertise(buildCapabilitySets({ avc: "avc444", monitors: [] })),
  ]);
  expectOnlyTypedErrors(decodeCapsConfirm, [encodeCapsConfirm({ version: 1, flags: 2 })]);
  expectOnlyTypedErrors(decodeFrameAcknowledge, [new Uint8Array(20)]);
});
