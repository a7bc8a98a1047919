import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import {
  type ClientAudioPdu,
  decodeClientAudioPdu,
  decodeServerAudioPdu,
  decodeWave,
  encodeClientAudioPdu,
  encodeServerAudioPdu,
  encodeWave,
  type ServerAudioPdu,
} from "./audio-output-pdus.ts";

/** The dump of [MS-RDPEA] 4.1.1. */
const SERVER_FORMATS = fromHex(`
  072b900008fb8b00e0f1090070271f77 00000500ff0500000100020022560000
  885801000400100000000600020022 5600 0044ac000002000800000007000200
  2256000044ac00000200080000000200 020022560000275700000004040020 00
  f4030700000100000002 00ff00000000 c0004000f0000000cc0130ff880118ff
  1100020022560000b956000000040400 0200f903`);

const format = fc.record({
  tag: fc.nat(0xffff),
  channels: fc.nat(0xffff),
  rate: fc.nat(0xffffffff),
  bytesPerSecond: fc.nat(0xffffffff),
  blockAlign: fc.nat(0xffff),
  bits: fc.nat(0xffff),
  extra: fc.uint8Array({ maxLength: 40 }),
});
const formats = fc.array(format, { maxLength: 20 });
const wave = { timestamp: fc.nat(0xffff), format: fc.nat(0xffff), block: fc.nat(255) };
const data = fc.uint8Array({ maxLength: 200 });
const type = <Type extends string>(name: Type) => fc.constant(name);

const serverPdu: fc.Arbitrary<ServerAudioPdu> = fc.oneof(
  fc.record({ type: type("formats"), version: fc.nat(0xffff), lastBlock: fc.nat(255), formats }),
  fc.record({ type: type("training"), timestamp: fc.nat(0xffff), packSize: fc.nat(0xffff), data }),
  fc.record({
    type: type("waveInfo"),
    ...wave,
    beginning: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    length: fc.nat(60_000),
  }),
  fc.record({ type: type("wave2"), ...wave, audioTimestamp: fc.nat(0xffffffff), data }),
  fc.record({ type: type("volume"), left: fc.nat(0xffff), right: fc.nat(0xffff) }),
  fc.record({ type: type("pitch"), pitch: fc.nat(0xffffffff) }),
  fc.record({ type: type("close") }),
  fc.record({ type: type("other"), messageType: fc.constantFrom(8, 9, 10, 11, 99) }),
);
const clientPdu: fc.Arbitrary<ClientAudioPdu> = fc.oneof(
  fc.record({ type: type("formats"), version: fc.nat(0xffff), flags: fc.nat(0xffffffff), formats }),
  fc.record({ type: type("qualityMode"), mode: fc.nat(0xffff) }),
  fc.record({ type: type("trainingConfirm"), timestamp: fc.nat(0xffff), packSize: fc.nat(0xffff) }),
  fc.record({ type: type("waveConfirm"), timestamp: fc.nat(0xffff), block: fc.nat(255) }),
);

test("the specification's formats are read", () => {
  const pdu = decodeServerAudioPdu(SERVER_FORMATS);
  if (pdu.type !== "formats") throw new Error(pdu.type);
  expect(pdu).toMatchObject({ version: 5, lastBlock: 255 });
  expect(pdu.formats.map(({ tag, channels, rate, blockAlign }) => [tag, channels, rate, blockAlign])).toEqual([
    [1, 2, 22050, 4],
    [6, 2, 22050, 2],
    [7, 2, 22050, 2],
    [2, 2, 22050, 1024],
    [17, 2, 22050, 1024],
  ]);
  expect(toHex(pdu.formats[4]?.extra ?? new Uint8Array(0))).toBe("f903");
});

test("the specification's Wave2 is read", () => {
  const pdu = decodeServerAudioPdu(fromHex("0d001000 16a1 0300 02 000000 c2b8ac0d 270c4583"));
  expect(pdu).toEqual({
    ...{ type: "wave2", timestamp: 0xa116, format: 3, block: 2, audioTimestamp: 0x0dacb8c2 },
    data: fromHex("270c4583"),
  });
});

test("what either side sends is read as it was written", () => {
  const server = fc.property(serverPdu, (pdu) => {
    expect(decodeServerAudioPdu(encodeServerAudioPdu(pdu))).toEqual(pdu);
  });
  const client = fc.property(clientPdu, (pdu) => {
    expect(decodeClientAudioPdu(encodeClientAudioPdu(pdu))).toEqual(pdu);
  });
  fc.assert(server);
  fc.assert(client);
});

test("a wave in two messages is put together", () => {
  const sound = fromHex("0102030405060708");
  const info = decodeServerAudioPdu(
    encodeServerAudioPdu({
      ...{ type: "waveInfo", timestamp: 1, format: 0, block: 7 },
      ...{ beginning: sound.subarray(0, 4), length: 4 },
    }),
  );
  if (info.type !== "waveInfo") throw new Error(info.type);
  const message = encodeWave(sound.subarray(4));
  expect(toHex(message)).toBe("0000000005060708");
  expect(decodeWave(message, info.beginning, info.length)).toEqual(sound);
});

test.each([
  ["more formats than bytes", "07001400 00000000000000000000000000 00 ffff ff 0600 00", "65535 formats in 0 bytes"],
  ["a body that is longer than the message", "0d00ffff 0000", "65535 bytes wanted"],
  ["a wave that is shorter than its head", "02000b00 0000 0000 00 000000 01020304", "BodySize 11"],
])("%s is refused", (_, message, problem) => {
  expect(() => decodeServerAudioPdu(fromHex(message))).toThrow(problem);
});

test("a wave that brings less than was announced is refused", () => {
  expect(() => decodeWave(fromHex("000000000506"), fromHex("01020304"), 4)).toThrow("4 bytes wanted, 2 left");
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodeServerAudioPdu, [SERVER_FORMATS]);
  expectOnlyTypedErrors(decodeClientAudioPdu, [encodeClientAudioPdu({ type: "waveConfirm", timestamp: 5, block: 1 })]);
});
