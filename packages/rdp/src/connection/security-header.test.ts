import { describe, expect, it } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import {
  decodeMultitransportRequest,
  decodeMultitransportResponse,
  encodeMultitransportRequest,
  encodeMultitransportResponse,
  MULTITRANSPORT_DECLINED,
} from "./multitransport.ts";
import {
  decodeBasicSecurity,
  decodeSecurityExchange,
  encodeBasicSecurity,
  encodeSecurityExchange,
  SecurityFlag,
} from "./security-header.ts";

describe("security header", () => {
  it("comes back as it was sent", () => {
    const bytes = encodeBasicSecurity(SecurityFlag.Info, Uint8Array.of(1, 2));
    expect(toHex(bytes)).toBe("400000000102");
    expect(decodeBasicSecurity(bytes)).toEqual({ flags: SecurityFlag.Info, data: Uint8Array.of(1, 2) });
    expectOnlyTypedErrors(decodeBasicSecurity, [bytes]);
  });
});

describe("security exchange", () => {
  it("comes back as it was sent", () => {
    const bytes = encodeSecurityExchange(new Uint8Array(72).fill(9));
    expect(toHex(bytes.subarray(0, 4))).toBe("48000000"); // as in [MS-RDPBCGR] 4.1.9
    expect(decodeSecurityExchange(bytes)).toEqual(new Uint8Array(72).fill(9));
    expectOnlyTypedErrors(decodeSecurityExchange, [bytes, fromHex("ff ff ff ff 00")]);
  });
});

describe("multitransport", () => {
  it("requests and responses come back as they were sent", () => {
    const request = { requestId: 7, protocol: 1, cookie: new Uint8Array(16).fill(3) };
    expect(decodeMultitransportRequest(encodeMultitransportRequest(request))).toEqual(request);
    const response = encodeMultitransportResponse(7, MULTITRANSPORT_DECLINED);
    expect(toHex(response)).toBe("0700000004400080");
    expect(decodeMultitransportResponse(response)).toEqual({ requestId: 7, result: MULTITRANSPORT_DECLINED });
    expectOnlyTypedErrors(decodeMultitransportRequest, [encodeMultitransportRequest(request)]);
    expectOnlyTypedErrors(decodeMultitransportResponse, [response]);
  });
});
