import { imaFormat, pcmFormat } from "@passerelle/playground";
import {
  AudioInput,
  type ChannelHandler,
  DecodeError,
  encodeServerAudioPdu,
  encodeServerInputPdu,
  encodeWave,
} from "@passerelle/rdp";
import { decodeImaAdpcm } from "@passerelle/tunnel";
import { SoundDevice } from "../../packages/gateway/src/sound/sound-device.ts";
import type { Messages, Target } from "./target.ts";

const CD = pcmFormat(44_100, 2);
const ADPCM = imaFormat(22_050, 1, 512);
const WAVE = { timestamp: 5, format: 0, block: 1 };

/** What a server may send on the channels of sound and microphone, down to what the page gets. */
export function soundTargets(): Target[] {
  const errors = [DecodeError];
  return [
    { name: "sound", errors, seeds: [[...playing()]], run: hear },
    { name: "microphone", errors, seeds: [[...listening()]], run: record },
    {
      name: "IMA ADPCM",
      errors: [],
      seeds: [[new Uint8Array(1024).fill(0x5a)]],
      run: (messages) => {
        for (const message of messages) decodeImaAdpcm(message, 2, 64);
      },
    },
  ];
}

function playing(): Uint8Array[] {
  return [
    encodeServerAudioPdu({ type: "formats", version: 8, lastBlock: 0, formats: [CD, CD] }),
    encodeServerAudioPdu({ type: "training", timestamp: 1, packSize: 20, data: new Uint8Array(16) }),
    encodeServerAudioPdu({ type: "wave2", ...WAVE, audioTimestamp: 9, data: new Uint8Array(100) }),
    encodeServerAudioPdu({ type: "waveInfo", ...WAVE, beginning: new Uint8Array(4), length: 40 }),
    encodeWave(new Uint8Array(40)),
    encodeServerAudioPdu({ type: "volume", left: 1, right: 2 }),
    encodeServerAudioPdu({ type: "formats", version: 5, lastBlock: 0, formats: [CD, ADPCM] }),
    encodeServerAudioPdu({ type: "close" }),
  ];
}

function listening(): Uint8Array[] {
  return [
    encodeServerInputPdu({ type: "version", version: 2 }),
    encodeServerInputPdu({ type: "formats", formats: [CD, ADPCM] }),
    encodeServerInputPdu({ type: "open", framesPerPacket: 441, format: 1, capture: CD }),
    encodeServerInputPdu({ type: "formatChange", format: 0 }),
  ];
}

function hear(messages: Messages): void {
  const nothing = () => {};
  const device = new SoundDevice({ info: nothing, warn: nothing, error: nothing });
  device.attached({ decodes: ["aac", "opus"], send: nothing, unsent: 0 });
  try {
    const link = { perform: (work: () => void) => work(), room: () => Promise.resolve() };
    for (const handler of device.connect(link)) feed(handler, messages);
  } finally {
    device.close();
  }
}

function record(messages: Messages): void {
  const nothing = () => {};
  const input = new AudioInput({
    choose: (formats) => formats,
    opened: nothing,
    changed: nothing,
    closed: nothing,
    failed: nothing,
  });
  feed(input, messages);
}

function feed(handler: ChannelHandler, messages: Messages): void {
  const channel = { name: "fuzz", send: () => {}, close: () => {} };
  handler.opened(channel);
  for (const message of messages) handler.received(message, channel);
}
