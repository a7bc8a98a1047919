import { describe, expect, it } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { decodeData } from "../transport/x224.ts";
import {
  decodeConnectInitial,
  decodeConnectResponse,
  encodeConnectInitial,
  encodeConnectResponse,
} from "./mcs-connect.ts";
import { type DomainPdu, decodeDomainPdu, encodeDomainPdu } from "./mcs-domain.ts";

function carried(pdu: Uint8Array): Uint8Array {
  return decodeData(pdu) as Uint8Array;
}

describe("MCS Connect-Initial and Connect-Response", () => {
  it("begins as the specification's example ([MS-RDPBCGR] 4.1.3)", () => {
    const start = fromHex(`
      03 00 01 a0 02 f0 80 7f 65 82 01 94 04 01 01 04 01 01 01 01 ff 30 19 02 01 22 02 01 02 02 01 00 02 01 01 02 01 00
      02 01 01 02 02 ff ff 02 01 02 30 19 02 01 01 02 01 01 02 01 01 02 01 01 02 01 00 02 01 01 02 02 04 20 02 01 02
      30 1c 02 02 ff ff 02 02 fc 17 02 02 ff ff 02 01 01 02 01 00 02 01 01 02 02 ff ff 02 01 02 04 82 01 33`);
    expect(decodeConnectInitial(carried(new Uint8Array([...start, ...new Uint8Array(307)]))).length).toBe(307);
    // ours writes 65535 as the three bytes that a positive INTEGER takes
    expect(toHex(encodeConnectInitial(new Uint8Array(307)))).toMatch(
      /^030001a502f0807f658201990401010401010101ff301a0201220201020201000201010201000201010203/,
    );
  });

  it("carries user data there and back", () => {
    const userData = Uint8Array.from({ length: 300 }, (_, index) => index & 0xff);
    expect(decodeConnectInitial(carried(encodeConnectInitial(userData)))).toEqual(userData);
    expect(decodeConnectResponse(carried(encodeConnectResponse({ result: 0, userData })))).toEqual({
      result: 0,
      userData,
    });
  });

  it("withstands garbage", () => {
    expectOnlyTypedErrors(decodeConnectInitial, [carried(encodeConnectInitial(new Uint8Array(40)))]);
    expectOnlyTypedErrors(decodeConnectResponse, [
      carried(encodeConnectResponse({ result: 0, userData: new Uint8Array(40) })),
    ]);
  });
});

describe("MCS domain PDUs", () => {
  // [MS-RDPBCGR] 4.1.5 to 4.1.8, 4.2
  it.each<[string, DomainPdu]>([
    ["03 00 00 0c 02 f0 80 04 01 00 01 00", { kind: "erectDomainRequest" }],
    ["03 00 00 08 02 f0 80 28", { kind: "attachUserRequest" }],
    ["03 00 00 0b 02 f0 80 2e 00 00 06", { kind: "attachUserConfirm", result: 0, user: 1007 }],
    ["03 00 00 0c 02 f0 80 38 00 06 03 ef", { kind: "channelJoinRequest", user: 1007, channel: 1007 }],
    [
      "03 00 00 0f 02 f0 80 3e 00 00 06 03 ef 03 ef",
      { kind: "channelJoinConfirm", result: 0, user: 1007, channel: 1007 },
    ],
    ["03 00 00 09 02 f0 80 21 80", { kind: "disconnectProviderUltimatum", reason: 3 }],
    [
      "03 00 00 11 02 f0 80 64 00 06 03 eb 70 80 02 ab cd",
      { kind: "sendDataRequest", user: 1007, channel: 1003, data: Uint8Array.of(0xab, 0xcd) },
    ],
    [
      "03 00 00 11 02 f0 80 68 00 01 03 eb 70 80 02 ab cd",
      { kind: "sendDataIndication", user: 1002, channel: 1003, data: Uint8Array.of(0xab, 0xcd) },
    ],
  ])("%s", (hex, pdu) => {
    expect(toHex(encodeDomainPdu(pdu))).toBe(toHex(fromHex(hex)));
    expect(decodeDomainPdu(carried(fromHex(hex)))).toEqual(pdu);
  });

  it("withstand garbage", () => {
    const data = encodeDomainPdu({ kind: "sendDataIndication", user: 1002, channel: 1003, data: new Uint8Array(200) });
    expectOnlyTypedErrors(decodeDomainPdu, [carried(data)]);
  });
});
