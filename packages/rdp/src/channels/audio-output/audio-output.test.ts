import { beforeEach, expect, test } from "vitest";
import type { OpenChannel } from "../channel-handler.ts";
import { type AudioFormat, AudioFormatTag } from "./audio-format.ts";
import { AudioOutput } from "./audio-output.ts";
import {
  type ClientAudioPdu,
  decodeClientAudioPdu,
  encodeServerAudioPdu,
  encodeWave,
  type ServerAudioPdu,
} from "./audio-output-pdus.ts";

const pcm: AudioFormat = {
  ...{ tag: AudioFormatTag.Pcm, channels: 2, rate: 44100, bytesPerSecond: 176400 },
  ...{ blockAlign: 4, bits: 16, extra: new Uint8Array(0) },
};
const mono: AudioFormat = { ...pcm, channels: 1, blockAlign: 2, bytesPerSecond: 88200 };
const offer: ServerAudioPdu = { type: "formats", version: 8, lastBlock: 0, formats: [pcm, mono] };

/** What was heard of the server. */
let heard: string[];
let output: AudioOutput;

beforeEach(() => {
  heard = [];
  output = new AudioOutput({
    offered: (formats) => heard.push(`offered ${formats.length}`),
    wave: ({ format, block, timestamp, data }) =>
      heard.push(`wave ${format.channels} ${block} ${timestamp} ${data.join(".")}`),
    volume: (left, right) => heard.push(`volume ${left} ${right}`),
    stopped: () => heard.push("stopped"),
    failed: () => heard.push("failed"),
  });
});

class Channel implements OpenChannel {
  readonly name = "rdpsnd";
  sent: ClientAudioPdu[] = [];

  send(message: Uint8Array): void {
    this.sent.push(decodeClientAudioPdu(message));
  }

  close(): void {}

  receive(pdu: ServerAudioPdu): void {
    output.received(encodeServerAudioPdu(pdu), this);
  }
}

test("formats are agreed, and waves of both kinds heard and confirmed", () => {
  const channel = new Channel();
  channel.receive(offer);
  output.choose([mono]);
  channel.receive({ type: "training", timestamp: 9, packSize: 100, data: new Uint8Array(4) });
  channel.receive({ type: "wave2", timestamp: 65_530, format: 0, block: 1, audioTimestamp: 0, data: Uint8Array.of(5) });
  channel.receive({
    ...{ type: "waveInfo", timestamp: 20, format: 0, block: 2, beginning: Uint8Array.of(1, 2, 3, 4), length: 2 },
  });
  output.received(encodeWave(Uint8Array.of(5, 6)), channel);
  channel.receive({ type: "volume", left: 1, right: 2 });
  channel.receive({ type: "pitch", pitch: 3 });
  channel.receive({ type: "close" });
  output.confirm({ block: 1, timestamp: 65_530 }, 10.4);
  expect(heard).toEqual([...["offered 2", "wave 1 1 65530 5", "wave 1 2 20 1.2.3.4.5.6", "volume 1 2", "stopped"]]);
  expect(channel.sent).toEqual([
    { type: "formats", version: 8, flags: 3, formats: [mono] },
    { type: "qualityMode", mode: 0 },
    { type: "trainingConfirm", timestamp: 9, packSize: 100 },
    { type: "waveConfirm", block: 1, timestamp: 4 },
  ]);
});

test("an old server is not told a quality", () => {
  const channel = new Channel();
  channel.receive({ ...offer, version: 5 });
  output.choose([pcm]);
  output.choose([mono]);
  expect(channel.sent.map(({ type }) => type)).toEqual(["formats"]);
});

test("the channel that offers last is the one that counts", () => {
  const first = new Channel();
  const second = new Channel();
  first.receive(offer);
  output.choose([pcm]);
  second.receive(offer);
  output.choose([pcm]);
  first.receive({ type: "close" });
  first.receive({ type: "wave2", timestamp: 0, format: 9, block: 1, audioTimestamp: 0, data: new Uint8Array(0) });
  output.closed(first);
  output.confirm({ block: 3, timestamp: 1 }, 0);
  expect(heard).toEqual(["offered 2", "offered 2"]);
  expect(second.sent.at(-1)).toEqual({ type: "waveConfirm", block: 3, timestamp: 1 });
  output.closed(second);
  expect(heard.at(-1)).toBe("stopped");
});

test("waves in formats that were not agreed are confirmed and left out", () => {
  const channel = new Channel();
  const wave = { type: "wave2", timestamp: 5, format: 1, block: 1, audioTimestamp: 0, data: pcm.extra } as const;
  channel.receive(offer);
  channel.receive(wave);
  output.choose([pcm]);
  channel.receive({ ...wave, block: 2 });
  expect(heard).toEqual(["offered 2"]);
  expect(channel.sent.filter(({ type }) => type === "waveConfirm")).toEqual([
    { type: "waveConfirm", block: 1, timestamp: 5 },
    { type: "waveConfirm", block: 2, timestamp: 5 },
  ]);
});
