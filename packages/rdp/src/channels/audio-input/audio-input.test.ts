import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { type AudioFormat, AudioFormatTag } from "../audio-output/audio-format.ts";
import { AudioInput } from "./audio-input.ts";
import {
  type ClientInputPdu,
  decodeClientInputPdu,
  decodeServerInputPdu,
  encodeClientInputPdu,
  encodeServerInputPdu,
  OpenResult,
  type ServerInputPdu,
} from "./audio-input-pdus.ts";

const pcm: AudioFormat = {
  ...{ tag: AudioFormatTag.Pcm, channels: 1, rate: 16000, bytesPerSecond: 32000 },
  ...{ blockAlign: 2, bits: 16, extra: Uint8Array.of(1, 2) },
};
const OTHER_PCM = { ...pcm, rate: 8000, bytesPerSecond: 16000 };

let heard: string[];
let sent: ClientInputPdu[];
let input: AudioInput;
const channel = {
  name: "AUDIO_INPUT",
  send: (message: Uint8Array) => void sent.push(decodeClientInputPdu(message)),
  close: () => {},
};
const receive = (pdu: ServerInputPdu) => input.received(encodeServerInputPdu(pdu));

beforeEach(() => {
  heard = [];
  sent = [];
  input = new AudioInput({
    choose: (formats) => formats.slice(0, 2),
    opened: (format, framesPerPacket) => heard.push(`opened ${format.rate} ${framesPerPacket}`),
    changed: (format) => heard.push(`changed ${format.rate}`),
    closed: () => heard.push("closed"),
    failed: () => heard.push("failed"),
  });
  input.opened(channel);
});

test("the server is told what can be recorded, and gets it", () => {
  receive({ type: "version", version: 1 });
  receive({ type: "formats", formats: [pcm, OTHER_PCM, pcm] });
  receive({ type: "open", framesPerPacket: 320, format: 1, capture: pcm });
  input.reply(OpenResult.Ok);
  input.send(Uint8Array.of(7));
  receive({ type: "formatChange", format: 0 });
  input.closed();
  input.send(Uint8Array.of(8));
  expect(heard).toEqual(["opened 8000 320", "changed 16000", "closed"]);
  expect(sent).toEqual([
    { type: "version", version: 1 },
    { type: "dataIncoming" },
    { type: "formats", formats: [pcm, OTHER_PCM] },
    { type: "formatChange", format: 1 },
    { type: "openReply", result: 0 },
    { type: "dataIncoming" },
    { type: "data", data: Uint8Array.of(7) },
    { type: "formatChange", format: 0 },
  ]);
});

test("a format that was not agreed is an error", () => {
  expect(() => receive({ type: "open", framesPerPacket: 1, format: 0, capture: pcm })).toThrow("format 0");
  receive({ type: "formats", formats: [pcm] });
  expect(() => receive({ type: "formatChange", format: 1 })).toThrow("format 1");
});

test("the client says how long its formats are", () => {
  expect(toHex(encodeClientInputPdu({ type: "formats", formats: [{ ...pcm, extra: new Uint8Array(0) }] }))).toBe(
    "02010000001b00000001000100803e0000007d0000020010000000",
  );
});

test("what both sides send is read as it was written", () => {
  const index = fc.nat(0xffffffff);
  const pdus = fc.oneof(
    fc.record({ type: fc.constant("version" as const), version: index }),
    fc.record({ type: fc.constant("formats" as const), formats: fc.array(fc.constantFrom(pcm, OTHER_PCM)) }),
    fc.record({ type: fc.constant("formatChange" as const), format: index }),
  );
  const property = fc.property(pdus, (pdu) => {
    expect(decodeServerInputPdu(encodeServerInputPdu(pdu))).toEqual(pdu);
    expect(decodeClientInputPdu(encodeClientInputPdu(pdu))).toEqual(pdu);
  });
  fc.assert(property);
  const open = { type: "open", framesPerPacket: 5, format: 6, capture: pcm } as const;
  expect(decodeServerInputPdu(encodeServerInputPdu(open))).toEqual(open);
});

test("more formats than bytes are refused", () => {
  expect(() => decodeServerInputPdu(fromHex("02ffffffff00000000"))).toThrow("4294967295 formats in 0 bytes");
});

test("garbage gives a typed error", () => {
  const open = encodeServerInputPdu({ type: "open", framesPerPacket: 5, format: 6, capture: pcm });
  expectOnlyTypedErrors(decodeServerInputPdu, [open, encodeServerInputPdu({ type: "formats", formats: [pcm] })]);
  expectOnlyTypedErrors(decodeClientInputPdu, [encodeClientInputPdu({ type: "openReply", result: 1 })]);
});
