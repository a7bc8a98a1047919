import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StandardSecurity } from "../security/standard-security.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex } from "../testing/hex.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { decodeFastPathOutput, encodeFastPathUpdate, Fragmentation, UpdateCode } from "./fast-path-output.ts";
import { decodeSlowPathPointer, decodeSlowPathUpdate } from "./slow-path-output.ts";

function security(role: "client" | "server"): StandardSecurity {
  const random = new Uint8Array(32).fill(5);
  return new StandardSecurity({
    role,
    method: 2,
    clientRandom: random,
    serverRandom: random,
    environment: nodeEnvironment(),
  });
}

describe("fast-path output", () => {
  it("splits a PDU into its updates, as views", () => {
    const pdu = fromHex("00 0e 05 00 00 a3 21 02 00 aa bb 03 00 00");
    const updates = [...decodeFastPathOutput(pdu, undefined)];
    expect(updates).toEqual([
      { header: fromHex("05"), data: fromHex("") },
      { header: fromHex("a3 21"), data: fromHex("aa bb") },
      { header: fromHex("03"), data: fromHex("") },
    ]);
    expect(updates[1]?.data.buffer).toBe(pdu.buffer);
  });

  it("comes back as it was sent, in fragments where it is large", () => {
    fc.assert(
      fc.property(fc.nat(60000), (size) => {
        const data = Uint8Array.from({ length: size }, (_, index) => index & 0xff);
        const pdus = encodeFastPathUpdate(UpdateCode.SurfaceCommands, data);
        const updates = pdus.flatMap((pdu) => [...decodeFastPathOutput(pdu, undefined)]);
        expect(Buffer.concat(updates.map((update) => update.data))).toEqual(Buffer.from(data));
        const kinds = updates.map(({ header }) => ((header[0] as number) >> 4) & 3);
        if (kinds.length === 1) expect(kinds).toEqual([Fragmentation.Single]);
        else {
          expect(kinds[0]).toBe(Fragmentation.First);
          expect(kinds.at(-1)).toBe(Fragmentation.Last);
          expect(new Set(kinds.slice(1, -1)).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each([false, true])("is decrypted under standard security, salted checksum %s", (salted) => {
    const sealed = security("server").seal(fromHex("05 00 00"), salted);
    const pdu = new Uint8Array([salted ? 0xc0 : 0x80, sealed.length + 2, ...sealed]);
    expect([...decodeFastPathOutput(pdu, security("client"))]).toEqual([{ header: fromHex("05"), data: fromHex("") }]);
    pdu[5] = (pdu[5] as number) ^ 1;
    expect(() => [...decodeFastPathOutput(pdu, security("client"))]).toThrow(DecodeError);
  });

  it("that is encrypted without an agreement is refused", () => {
    expect(() => [...decodeFastPathOutput(fromHex("80 0d 00 00 00 00 00 00 00 00 05 00 00"), undefined)]).toThrow(
      DecodeError,
    );
  });

  it("withstands garbage", () => {
    expectOnlyTypedErrors((bytes) => [...decodeFastPathOutput(bytes, undefined)], [fromHex("00 05 05 00 00")]);
    expectOnlyTypedErrors((bytes) => [...decodeFastPathOutput(bytes, security("client"))]);
  });
});

describe("slow-path output", () => {
  it.each([
    ["01 00 00 00", UpdateCode.Bitmap, "01 00 00 00"],
    ["02 00 00 00 00 01 00 00", UpdateCode.Palette, "02 00 00 00 00 01 00 00"],
    ["03 00 00 00", UpdateCode.Synchronize, ""],
  ])("graphics update %s has the fast-path form", (hex, code, data) => {
    expect(decodeSlowPathUpdate(fromHex(hex))).toEqual({ header: Uint8Array.of(code), data: fromHex(data) });
  });

  it("drawing orders are left out", () => {
    expect(decodeSlowPathUpdate(fromHex("00 00 00 00 00 00 00 00"))).toBeUndefined();
  });

  it.each([
    ["01 00 00 00 00 00 00 00", UpdateCode.PointerHidden, ""],
    ["01 00 00 00 00 7f 00 00", UpdateCode.PointerDefault, ""],
    ["03 00 00 00 10 00 20 00", UpdateCode.PointerPosition, "10 00 20 00"],
    ["06 00 00 00 aa", UpdateCode.PointerColor, "aa"],
    ["07 00 00 00 03 00", UpdateCode.PointerCached, "03 00"],
    ["08 00 00 00 bb", UpdateCode.PointerNew, "bb"],
    ["09 00 00 00 cc", UpdateCode.PointerLarge, "cc"],
  ])("pointer update %s has the fast-path form", (hex, code, data) => {
    expect(decodeSlowPathPointer(fromHex(hex))).toEqual({ header: Uint8Array.of(code), data: fromHex(data) });
  });

  it("withstands garbage", () => {
    expectOnlyTypedErrors(decodeSlowPathUpdate);
    expectOnlyTypedErrors(decodeSlowPathPointer);
  });
});
