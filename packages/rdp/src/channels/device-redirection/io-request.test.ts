import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { toHex } from "../../testing/hex.ts";
import { decodeIoCompletion, encodeIoCompletion } from "./io-completion.ts";
import { decodeIoRequest, encodeIoRequest, type IoOperation, type IoRequest } from "./io-request.ts";
import { openRedirectionMessage } from "./redirection-header.ts";

const u32 = fc.nat(0xffffffff);
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const data = fc.uint8Array({ maxLength: 50 });
const path = fc.string({ maxLength: 20 }).map((text) => `\\${text.replaceAll("\0", "")}`);
const operation: fc.Arbitrary<IoOperation> = fc.oneof(
  fc.record({
    ...{ type: fc.constant("create" as const), desiredAccess: u32, allocationSize: u64, attributes: u32 },
    ...{ sharedAccess: u32, disposition: u32, options: u32, path },
  }),
  fc.record({ type: fc.constant("close" as const) }),
  fc.record({ type: fc.constant("read" as const), offset: u64, length: u32 }),
  fc.record({ type: fc.constant("write" as const), offset: u64, data }),
  fc.record({ type: fc.constant("deviceControl" as const), outputLength: u32, code: u32, input: data }),
  fc.record({ type: fc.constantFrom("queryInformation", "queryVolume"), informationClass: u32, length: fc.nat(100) }),
  fc.record({ type: fc.constantFrom("setInformation", "setVolume"), informationClass: u32, data }),
  fc.record({ type: fc.constant("queryDirectory" as const), informationClass: u32, isInitial: fc.boolean(), path }),
  fc.record({ type: fc.constant("notifyChange" as const), isTree: fc.boolean(), filter: u32 }),
  fc.record({
    type: fc.constant("lockControl" as const),
    operation: fc.constantFrom("shared" as const, "exclusive" as const, "unlock" as const),
    waits: fc.boolean(),
    ranges: fc.array(fc.record({ offset: u64, length: u64 }), { maxLength: 4 }),
  }),
  fc.record({ type: fc.constant("unknown" as const), major: fc.integer({ min: 0x20, max: 0xff }), minor: u32 }),
);
const header = { deviceId: u32, fileId: u32, completionId: u32 };
const request = fc.tuple(fc.record(header), operation).map(([head, body]): IoRequest => ({ ...head, ...body }));

function decode(message: Uint8Array): IoRequest {
  return decodeIoRequest(openRedirectionMessage(message).body);
}

test("requests come back as they were sent", () => {
  fc.assert(
    fc.property(request, (sent) => {
      expect(decode(encodeIoRequest(sent))).toEqual(sent);
    }),
  );
});

test("a request that was cut behind its header is of no known type", () => {
  fc.assert(
    fc.property(request, (sent) => {
      const cut = encodeIoRequest(sent).subarray(0, 24);
      const isWhole = sent.type === "close" || sent.type === "unknown";
      expect(decode(cut).type).toBe(isWhole ? sent.type : "unknown");
    }),
  );
});

test("whatever a request says of its lengths, nothing but a DecodeError comes of it", () => {
  expectOnlyTypedErrors(decode, fc.sample(request, 50).map(encodeIoRequest));
});

test("a create as Windows sends it", () => {
  const sent: IoRequest = {
    ...{ deviceId: 1, fileId: 0, completionId: 2, type: "create", desiredAccess: 0x120089, allocationSize: 0n },
    ...{ attributes: 0x80, sharedAccess: 7, disposition: 1, options: 0x60, path: "\\a" },
  };
  expect(toHex(encodeIoRequest(sent))).toBe(
    "72445249" +
      "01000000" +
      "00000000" +
      "02000000" +
      "00000000" +
      "00000000" +
      "89001200" +
      "0000000000000000" +
      "80000000" +
      "07000000" +
      "01000000" +
      "60000000" +
      "06000000" +
      "5c0061000000",
  );
});

test.each([
  ["create", { fileId: 5, information: 1 }, "0500000001"],
  ["close", {}, "00000000"],
  ["read", { data: Uint8Array.of(1, 2) }, "020000000102"],
  ["write", { length: 9 }, "0900000000"],
  ["setInformation", { length: 9 }, "0900000000"],
  ["queryDirectory", {}, "0000000000"],
  ["queryDirectory", { data: Uint8Array.of(1) }, "0100000001"],
  ["lockControl", {}, "0000000000"],
] as const)("the answer to %s %j", (type, completion, body) => {
  const asked = { deviceId: 1, fileId: 2, completionId: 3, type } as unknown as IoRequest;
  const message = encodeIoCompletion(asked, { status: 0x80000006, ...completion });
  expect(toHex(message)).toBe(`72444349${"01000000"}${"03000000"}${"06000080"}${body}`);
  const decoded = decodeIoCompletion(openRedirectionMessage(message).body, () => type);
  expect(decoded).toMatchObject({ deviceId: 1, completionId: 3, status: 0x80000006, ...completion });
});
