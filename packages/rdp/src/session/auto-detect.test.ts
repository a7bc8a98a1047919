import { describe, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { AutoDetect } from "./auto-detect.ts";
import {
  type AutoDetectRequest,
  type AutoDetectResponse,
  decodeAutoDetectRequest,
  decodeAutoDetectResponse,
  encodeAutoDetectRequest,
  encodeAutoDetectResponse,
} from "./auto-detect-pdus.ts";

const requests: [AutoDetectRequest, string][] = [
  [{ type: "roundTrip", phase: "connect", sequence: 1 }, "060001000110"],
  [{ type: "roundTrip", phase: "session", sequence: 2 }, "060002000100"],
  [{ type: "bandwidthStart", phase: "connect", sequence: 3 }, "060003001410"],
  [{ type: "bandwidthStart", phase: "session", sequence: 3 }, "060003001400"],
  [{ type: "bandwidthPayload", payload: fromHex("aabb"), sequence: 4 }, "0800040002000200aabb"],
  [{ type: "bandwidthStop", phase: "connect", payload: fromHex("aa"), sequence: 5 }, "080005002b000100aa"],
  [{ type: "bandwidthStop", phase: "session", payload: new Uint8Array(), sequence: 5 }, "060005002904"],
  [{ type: "result", baseRoundTrip: 1, averageRoundTrip: 2, sequence: 6 }, "0e00060040080100000002000000"],
  [{ type: "result", bandwidth: 3, averageRoundTrip: 2, sequence: 6 }, "0e00060080080300000002000000"],
  [
    { type: "result", baseRoundTrip: 1, bandwidth: 3, averageRoundTrip: 2, sequence: 6 },
    "12000600c008010000000300000002000000",
  ],
];

const responses: [AutoDetectResponse, string][] = [
  [{ type: "roundTrip", sequence: 1 }, "060101000000"],
  [{ type: "bandwidth", phase: "connect", duration: 5, byteCount: 9, sequence: 2 }, "0e01020003000500000009000000"],
  [{ type: "bandwidth", phase: "session", duration: 5, byteCount: 9, sequence: 2 }, "0e0102000b000500000009000000"],
  [{ type: "sync", bandwidth: 8000, roundTrip: 30, sequence: 3 }, "0e0103001800401f00001e000000"],
];

describe("[MS-RDPBCGR] 2.2.14", () => {
  test.each(requests)("request %o", (request, bytes) => {
    expect(toHex(encodeAutoDetectRequest(request))).toBe(bytes);
    expect(decodeAutoDetectRequest(fromHex(bytes))).toEqual(request);
  });

  test.each(responses)("response %o", (response, bytes) => {
    expect(toHex(encodeAutoDetectResponse(response))).toBe(bytes);
    expect(decodeAutoDetectResponse(fromHex(bytes))).toEqual(response);
  });
});

describe("AutoDetect", () => {
  function setUp() {
    let now = 1000;
    const detect = new AutoDetect({ now: () => now });
    const ask = (request: AutoDetectRequest) => {
      const response = detect.receive(encodeAutoDetectRequest(request));
      return response && decodeAutoDetectResponse(response);
    };
    const pass = (milliseconds: number) => {
      now += milliseconds;
    };
    return { detect, ask, pass };
  }

  const payload = new Uint8Array(1000);

  test("answers a round trip", () => {
    const { ask } = setUp();
    expect(ask({ type: "roundTrip", phase: "connect", sequence: 4 })).toEqual({ type: "roundTrip", sequence: 4 });
  });

  test("measures the bandwidth while it connects", () => {
    const { detect, ask, pass } = setUp();
    expect(ask({ type: "bandwidthStart", phase: "connect", sequence: 1 })).toBeUndefined();
    ask({ type: "bandwidthPayload", payload, sequence: 2 });
    detect.received(5000);
    pass(25);
    expect(ask({ type: "bandwidthStop", phase: "connect", payload, sequence: 3 })).toEqual({
      type: "bandwidth",
      phase: "connect",
      sequence: 3,
      duration: 25,
      byteCount: 2000,
    });
  });

  test("measures the bandwidth during the session by all that comes", () => {
    const { detect, ask, pass } = setUp();
    detect.received(1);
    ask({ type: "bandwidthStart", phase: "session", sequence: 1 });
    detect.received(3000);
    detect.received(4000);
    pass(10);
    expect(ask({ type: "bandwidthStop", phase: "session", payload: new Uint8Array(), sequence: 1 })).toMatchObject({
      duration: 10,
      byteCount: 7000,
    });
  });

  test("a slower line behind makes the measurement longer", () => {
    const { detect, ask, pass } = setUp();
    detect.setPath({ roundTrip: 200, bandwidth: 80 });
    ask({ type: "bandwidthStart", phase: "session", sequence: 1 });
    detect.received(7000);
    pass(10);
    expect(ask({ type: "bandwidthStop", phase: "session", payload: new Uint8Array(), sequence: 1 })).toMatchObject({
      duration: 700,
      byteCount: 7000,
    });
  });

  test("who knows the line tells it while connecting", () => {
    const { detect, ask } = setUp();
    detect.setPath({ roundTrip: 180.4, bandwidth: 4000 });
    const sync = { type: "sync", roundTrip: 180, bandwidth: 4000 };
    expect(ask({ type: "roundTrip", phase: "connect", sequence: 1 })).toEqual({ ...sync, sequence: 1 });
    expect(ask({ type: "bandwidthStart", phase: "connect", sequence: 2 })).toEqual({ ...sync, sequence: 2 });
    expect(ask({ type: "roundTrip", phase: "session", sequence: 3 })).toEqual({ type: "roundTrip", sequence: 3 });
  });

  test("a stop without a start and UDP's requests are not answered", () => {
    const { detect, ask } = setUp();
    expect(ask({ type: "bandwidthStop", phase: "connect", payload, sequence: 1 })).toBeUndefined();
    expect(detect.receive(fromHex("060001001401"))).toBeUndefined();
  });
});

test("garbage gives a typed error", () => {
  const detect = new AutoDetect({ now: () => 0 });
  expectOnlyTypedErrors(
    (bytes) => detect.receive(bytes),
    requests.map(([, bytes]) => fromHex(bytes)),
  );
  expectOnlyTypedErrors(
    decodeAutoDetectResponse,
    responses.map(([, bytes]) => fromHex(bytes)),
  );
});
