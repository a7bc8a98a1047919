import { describe, expect, it } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { decodePreconnection, encodePreconnection } from "./preconnection.ts";
import {
  decodeConnectionConfirm,
  decodeConnectionRequest,
  decodeData,
  encodeConnectionConfirm,
  encodeConnectionRequest,
  SecurityProtocol,
} from "./x224.ts";

// [MS-RDPBCGR] 4.1.1 and 4.1.2
const REQUEST = fromHex(`
  03 00 00 2c 27 e0 00 00 00 00 00 43 6f 6f 6b 69 65 3a 20 6d 73 74 73 68 61 73 68 3d 65 6c 74 6f
  6e 73 0d 0a 01 00 08 00 00 00 00 00`);
const CONFIRM = fromHex("03 00 00 13 0e d0 00 00 12 34 00 02 00 08 00 00 00 00 00");
const routing = new TextEncoder().encode("Cookie: mstshash=eltons");

describe("X.224 Connection Request", () => {
  it("is the specification's example", () => {
    const request = { routing, negotiation: { flags: 0, protocols: SecurityProtocol.Rdp } };
    expect(toHex(encodeConnectionRequest(request))).toBe(toHex(REQUEST));
    expect(decodeConnectionRequest(REQUEST)).toEqual(request);
  });

  it.each([{}, { routing }, { negotiation: { flags: 8, protocols: SecurityProtocol.Hybrid | SecurityProtocol.Ssl } }])(
    "comes back as it was sent: %j",
    (request) => {
      expect(decodeConnectionRequest(encodeConnectionRequest(request))).toEqual(request);
    },
  );

  it("withstands garbage", () => expectOnlyTypedErrors(decodeConnectionRequest, [REQUEST]));
});

describe("X.224 Connection Confirm", () => {
  it("reads the specification's example", () => {
    expect(decodeConnectionConfirm(CONFIRM)).toEqual({ kind: "selected", flags: 0, protocol: SecurityProtocol.Rdp });
  });

  it.each([
    { kind: "legacy" },
    { kind: "selected", flags: 1, protocol: SecurityProtocol.HybridEx },
    { kind: "failure", code: 5 },
  ] as const)("comes back as it was sent: %j", (confirm) => {
    expect(decodeConnectionConfirm(encodeConnectionConfirm(confirm))).toEqual(confirm);
  });

  it("withstands garbage", () => expectOnlyTypedErrors(decodeConnectionConfirm, [CONFIRM]));
});

describe("X.224 Data", () => {
  it("is told from a Disconnect Request", () => {
    expect(decodeData(fromHex("03 00 00 08 02 f0 80 2e"))).toEqual(Uint8Array.of(0x2e));
    expect(decodeData(fromHex("03 00 00 0b 06 80 00 00 00 00 00"))).toBeUndefined();
  });

  it("withstands garbage", () => expectOnlyTypedErrors(decodeData, [fromHex("03 00 00 08 02 f0 80 2e")]));
});

describe("preconnection PDU", () => {
  // [MS-RDPEPS] 4.1 and 4.2
  it("is the specification's version 1 and 2", () => {
    expect(toHex(encodePreconnection({ id: 0xeb99c6ee, blob: "" }))).toBe("100000000000000001000000eec699eb");
    expect(toHex(encodePreconnection({ id: 0, blob: "TestVM" }))).toBe(
      "200000000000000002000000000000000700540065007300740056004d000000",
    );
  });

  it("comes back as it was sent, and withstands garbage", () => {
    const preconnection = { id: 7, blob: "e5d7c6a4-1b2f" };
    expect(decodePreconnection(encodePreconnection(preconnection))).toEqual(preconnection);
    expectOnlyTypedErrors(decodePreconnection, [encodePreconnection(preconnection)]);
  });
});
