import { expect, test } from "vitest";
import type { Redirection } from "../output.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { Writer } from "../wire/writer.ts";
import { decodeRedirectionPacket, encodeRedirectionPacket } from "./redirection.ts";

const full: Redirection = {
  targets: ["10.0.0.5", "fe80::1"],
  sessionId: 7,
  loadBalanceInfo: new TextEncoder().encode("tsv://VMResource.1"),
  credentials: { username: "zoé", domain: "DOM", password: "pass" },
};

/** A packet with these flags, each field being what `fields` appends. */
function packet(flags: number, fields: (writer: Writer) => void): Uint8Array {
  const writer = new Writer().u16(0x400).u16(0).u32(3).u32(flags);
  fields(writer);
  return writer.finish();
}

function field(writer: Writer, text: string): void {
  writer
    .u32(text.length * 2 + 2)
    .utf16(text)
    .u16(0);
}

test("decoding gives back what was encoded", () => {
  expect(decodeRedirectionPacket(encodeRedirectionPacket(full))).toEqual(full);
  const bare = { targets: [], sessionId: 9 };
  expect(decodeRedirectionPacket(encodeRedirectionPacket(bare))).toEqual(bare);
});

test("every name is a target, the best first", () => {
  const bytes = packet(0x1 | 0x100 | 0x200 | 0x1000 | 0x8000 | 0x10000, (writer) => {
    for (const text of ["10.0.0.5", "pc.example", "PC", "tsv", "guid", "certificate"]) field(writer, text);
  });
  expect(decodeRedirectionPacket(bytes).targets).toEqual(["pc.example", "10.0.0.5", "PC"]);
});

test("an encrypted password is left out", () => {
  const bytes = packet(0x4 | 0x10 | 0x4000, (writer) => {
    field(writer, "zoé");
    writer.u32(4).u32(0x12345678);
  });
  expect(decodeRedirectionPacket(bytes)).toEqual({ targets: [], sessionId: 3, credentials: { username: "zoé" } });
});

test("LB_NOREDIRECT leads nowhere else", () => {
  const bytes = packet(0x1 | 0x80, (writer) => field(writer, "10.0.0.5"));
  expect(decodeRedirectionPacket(bytes).targets).toEqual([]);
});

test("a field that claims more than there is is refused", () => {
  expect(() => decodeRedirectionPacket(packet(2, (writer) => writer.u32(0xffffffff)))).toThrow(
    "4294967295 bytes wanted",
  );
  const addresses = packet(0x800, (writer) => writer.u32(4).u32(0xffffffff));
  expect(() => decodeRedirectionPacket(addresses)).toThrow("4294967295 addresses");
});

test("what could not be sent to the next server is refused", () => {
  const redirection = (over: Partial<Redirection>) => encodeRedirectionPacket({ ...full, ...over });
  const decode = (over: Partial<Redirection>) => () => decodeRedirectionPacket(redirection(over));
  expect(decode({ loadBalanceInfo: new Uint8Array(239) })).toThrow("load balance info of 239 bytes");
  expect(decode({ loadBalanceInfo: new Uint8Array(238) })).not.toThrow();
  expect(decode({ credentials: { username: "z".repeat(257) } })).toThrow("text of 516 bytes");
  expect(decode({ targets: ["z".repeat(257)] })).toThrow("text of 516 bytes");
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodeRedirectionPacket, [encodeRedirectionPacket(full)]);
});
