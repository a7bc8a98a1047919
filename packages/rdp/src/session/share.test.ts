import { describe, expect, it } from "vitest";
import { capabilitySet, findCapabilitySet } from "../connection/capability-sets.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { DecodeError } from "../wire/decode-error.ts";
import {
  decodeFrameAcknowledge,
  decodeRefreshRect,
  decodeSuppressOutput,
  encodeFrameAcknowledge,
  encodeRefreshRect,
  encodeSuppressOutput,
} from "./display.ts";
import {
  ControlAction,
  decodeControl,
  encodeControl,
  encodeFontList,
  encodeFontMap,
  encodeSynchronize,
} from "./finalization.ts";
import { decodeKeyboardIndicators, encodeKeyboardIndicators } from "./keyboard-indicators.ts";
import { decodeSessionInfo, encodeSessionInfo } from "./save-session-info.ts";
import { decodeSetErrorInfo, encodeSetErrorInfo } from "./set-error-info.ts";
import {
  decodeConfirmActive,
  decodeDemandActive,
  decodeShareControl,
  encodeConfirmActive,
  encodeDemandActive,
  encodeShareControl,
  ShareControlType,
} from "./share-control.ts";
import { decodeShareData, encodeShareData, ShareDataType } from "./share-data.ts";

/** The Demand Active PDU of FreeRDP's shadow server, as recorded. */
const DEMAND_ACTIVE = fromHex(`
  7f011100ee03ee03010004006901524450000e000000010018000000000000020000000015040000000000000101
  02001c00200001000100010000040003000001000100000e0100000003005800000000000000000000000000000000000000000001001400
  000001000000aa000101010000000000010001000000000000000100000001000000000000000000000006000000000000840300000000000000
  000008000a000100140014000d005800290000000904000004000000000000000c00000000000000000000000000000000000000000000000000
  00000000000000000000000000000000000000000000000000000000000000000000000000000000000014000c0000000000400600000900
  0800ea0300000e000800010000001a000800004030001b00060003001900060001001c000c0052000000000000001d00330002122f777672
  bd6344afb3b73c9c6f788600040000000000b91b8dca0f004f15589fae2d1a87e2d6000400000000001e0008000000000000000000`);

describe("share control", () => {
  it("reads the Demand Active of a real server", () => {
    const [pdu] = [...decodeShareControl(DEMAND_ACTIVE)];
    expect(pdu).toMatchObject({ type: ShareControlType.DemandActive, source: 1006 });
    const active = decodeDemandActive(pdu?.data as Uint8Array);
    expect(active).toMatchObject({ shareId: 0x000103ee, sourceDescriptor: "RDP" });
    expect(findCapabilitySet(active.capabilities, "bitmap")).toMatchObject({ desktopWidth: 1024, desktopHeight: 768 });
    expect(findCapabilitySet(active.capabilities, "frameAcknowledge")).toBeDefined();
  });

  it("reads several PDUs in one, and leaves flow PDUs out", () => {
    const one = encodeShareControl({ type: ShareControlType.Data, source: 1002, data: Uint8Array.of(1) });
    const flow = fromHex("00 80 41 00 00 00 ea 03");
    const deactivateWithoutSource = fromHex("04 00 16 00");
    const all = new Uint8Array([...one, ...flow, ...one, ...deactivateWithoutSource]);
    expect([...decodeShareControl(all)].map(({ type }) => type)).toEqual([7, 7, ShareControlType.DeactivateAll]);
  });

  it("active PDUs come back as they were sent", () => {
    const active = {
      shareId: 0x103ea,
      sourceDescriptor: "MSTSC",
      capabilities: [capabilitySet("share", { nodeId: 1002 }), capabilitySet("font", { supportFlags: 1 })],
    };
    expect(decodeDemandActive(encodeDemandActive(active))).toEqual(active);
    expect(decodeConfirmActive(encodeConfirmActive(active))).toEqual(active);
  });

  it("withstands garbage", () => {
    expectOnlyTypedErrors(
      (bytes) => {
        for (const { data } of decodeShareControl(bytes)) decodeDemandActive(data);
      },
      [DEMAND_ACTIVE],
    );
  });
});

describe("share data", () => {
  // [MS-RDPBCGR] 4.1.14: the Synchronize PDU, after its security header
  const SYNCHRONIZE = fromHex("16 00 17 00 ef 03 ea 03 01 00 00 01 08 00 1f 00 00 00 01 00 ea 03");

  it("is the specification's Synchronize PDU", () => {
    const pdu = encodeShareData(1007, {
      shareId: 0x103ea,
      type: ShareDataType.Synchronize,
      data: encodeSynchronize(1002),
    });
    expect(toHex(pdu)).toBe(toHex(SYNCHRONIZE));
    const [control] = [...decodeShareControl(SYNCHRONIZE)];
    expect(decodeShareData(control?.data as Uint8Array)).toEqual({
      shareId: 0x103ea,
      type: ShareDataType.Synchronize,
      data: fromHex("01 00 ea 03"),
    });
  });

  it("refuses compression, which was never agreed", () => {
    expect(() => decodeShareData(fromHex("ea 03 01 00 00 01 08 00 1f 21 00 00 01 00 ea 03"))).toThrow(DecodeError);
  });

  it("withstands garbage", () => expectOnlyTypedErrors(decodeShareData, [SYNCHRONIZE.subarray(6)]));
});

describe("finalization", () => {
  it("is the specification's bytes ([MS-RDPBCGR] 4.1.15 to 4.1.22)", () => {
    expect(toHex(encodeControl({ action: ControlAction.Cooperate, grantId: 0, controlId: 0 }))).toBe(
      "0400000000000000",
    );
    expect(toHex(encodeControl({ action: ControlAction.GrantedControl, grantId: 1007, controlId: 1002 }))).toBe(
      "0200ef03ea030000",
    );
    expect(toHex(encodeFontList())).toBe("0000000003003200");
    expect(toHex(encodeFontMap())).toBe("0000000003000400");
    const control = { action: ControlAction.RequestControl, grantId: 0, controlId: 0 };
    expect(decodeControl(encodeControl(control))).toEqual(control);
    expectOnlyTypedErrors(decodeControl, [encodeControl(control)]);
  });
});

describe("display PDUs", () => {
  const rect = { left: 10, top: 20, right: 110, bottom: 220 };

  it("have rectangles that include their edges, and come back as they were sent", () => {
    expect(toHex(encodeRefreshRect([rect]))).toBe("010000000a0014006d00db00");
    expect(decodeRefreshRect(encodeRefreshRect([rect, rect]))).toEqual([rect, rect]);
    expect(toHex(encodeSuppressOutput(undefined))).toBe("00000000");
    expect(decodeSuppressOutput(encodeSuppressOutput(undefined))).toBeUndefined();
    expect(decodeSuppressOutput(encodeSuppressOutput(rect))).toEqual(rect);
    expect(decodeFrameAcknowledge(encodeFrameAcknowledge(0xffffffff))).toBe(0xffffffff);
  });

  it("withstand garbage", () => {
    expectOnlyTypedErrors(decodeRefreshRect, [encodeRefreshRect([rect])]);
    expectOnlyTypedErrors(decodeSuppressOutput, [encodeSuppressOutput(rect)]);
    expectOnlyTypedErrors(decodeFrameAcknowledge);
  });
});

describe("session PDUs", () => {
  it.each([
    { loggedOn: { username: "rakoto", domain: "BUREAU" } },
    { autoReconnect: { logonId: 2, randomBits: new Uint8Array(16).fill(7) } },
    { logonError: { type: 0xfffffffd, data: 3 } },
    { autoReconnect: { logonId: 2, randomBits: new Uint8Array(16).fill(7) }, logonError: { type: 2, data: 1 } },
  ])("session info comes back as it was sent: %j", (info) => {
    expect(decodeSessionInfo(encodeSessionInfo(info))).toEqual(info);
  });

  it("reads the short logon and the plain notification", () => {
    const short = new Uint8Array(4 + 4 + 52 + 4 + 512 + 4);
    short.set([0x4e, 0, 0x54, 0], 8); // "NT"
    short.set([0x65, 0], 64); // "e"
    expect(decodeSessionInfo(short)).toEqual({ loggedOn: { username: "e", domain: "NT" } });
    expect(decodeSessionInfo(fromHex("02 00 00 00"))).toEqual({ loggedOn: { username: "", domain: "" } });
  });

  it("keyboard indicators and error info come back as they were sent", () => {
    expect(decodeKeyboardIndicators(encodeKeyboardIndicators(6))).toBe(6);
    expect(decodeSetErrorInfo(encodeSetErrorInfo(0x0000000c))).toBe(12);
  });

  it("withstand garbage", () => {
    expectOnlyTypedErrors(decodeSessionInfo, [
      encodeSessionInfo({ loggedOn: { username: "a", domain: "b" } }),
      encodeSessionInfo({ autoReconnect: { logonId: 1, randomBits: new Uint8Array(16) } }),
    ]);
    expectOnlyTypedErrors(decodeKeyboardIndicators);
    expectOnlyTypedErrors(decodeSetErrorInfo);
  });
});
