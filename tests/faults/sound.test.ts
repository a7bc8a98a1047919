import type { DeviceLine, HeadlessDesktop } from "@passerelle/headless";
import {
  imaFormat,
  MicrophoneServer,
  type Playground,
  pcmFormat,
  SoundServer,
  startPlayground,
  tone,
} from "@passerelle/playground";
import { OpenResult } from "@passerelle/rdp";
import {
  DeviceDown,
  DeviceUp,
  decodeImaAdpcm,
  decodeJson,
  decodeSoundBlock,
  encodeJson,
  encodeSoundPlayed,
  ImaAdpcmEncoder,
  type MicrophoneState,
  type SoundFormat,
  type SoundState,
} from "@passerelle/tunnel";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { until } from "../servers/ports.ts";
import { GatewayProcess } from "./gateway-process.ts";

const PATIENCE = 60_000;
const CD = pcmFormat(44_100, 2);
const VOICE = pcmFormat(16_000, 1);

let gateway: GatewayProcess;
let playground: Playground;
let desktop: HeadlessDesktop;
let line: DeviceLine | undefined;
/** The server's side of the session that was opened last. */
let sound: SoundServer;
let microphone: MicrophoneServer;
let makeSound: () => SoundServer;

/** What a page hears that plays each block at once, unless it is deaf. */
class Page {
  readonly states: SoundState["state"][] = [];
  readonly formats: SoundFormat[] = [];
  readonly blocks: Uint8Array[] = [];
  readonly microphone: MicrophoneState[] = [];
  volume: number[] = [];
  closings = 0;
  isDeaf = false;

  take(type: number, payload: Uint8Array): void {
    switch (type) {
      case DeviceDown.SoundState:
        this.states.push((decodeJson(payload) as SoundState).state);
        return;
      case DeviceDown.SoundFormat:
        this.formats.push(decodeJson(payload) as SoundFormat);
        return;
      case DeviceDown.SoundVolume:
        this.volume = [payload[0] ?? 0, payload[1] ?? 0, payload[2] ?? 0, payload[3] ?? 0];
        return;
      case DeviceDown.SoundClosed:
        this.closings++;
        return;
      case DeviceDown.MicrophoneState:
        this.microphone.push(decodeJson(payload) as MicrophoneState);
        return;
      case DeviceDown.SoundBlock: {
        const { block, timestamp, data } = decodeSoundBlock(payload);
        this.blocks.push(new Uint8Array(data));
        if (!this.isDeaf) line?.send(DeviceUp.SoundPlayed, encodeSoundPlayed({ block, timestamp }));
      }
    }
  }
}

beforeAll(async () => {
  gateway = await GatewayProcess.start();
  playground = await startPlayground({
    channels: () => {
      sound = makeSound();
      microphone = new MicrophoneServer([CD, VOICE]);
      return [sound, microphone];
    },
  });
  const port = String(playground.port);
  await gateway.addConnection("desk", { port, "enable-audio-input": "true" });
  await gateway.addConnection("mute", { port, "disable-audio": "true" });
}, PATIENCE);

afterEach(async () => {
  line?.close();
  await desktop?.disconnect();
  expect([...sound.problems, ...microphone.problems]).toEqual([]);
});

afterAll(async () => {
  await playground?.stop();
  await gateway?.stop();
});

async function open(connection = "desk"): Promise<Page> {
  desktop = await gateway.open(connection);
  return attach();
}

async function attach(): Promise<Page> {
  const page = new Page();
  line = await gateway.devices({
    session: desktop.session ?? "",
    received: ({ type, payload }) => page.take(type, payload),
  });
  return page;
}

/** The power of what was added, beside that of the sound. */
function noiseOf(heard: readonly number[], wanted: Int16Array): number {
  const power = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0);
  return power(heard.map((sample, at) => sample - (wanted[at] ?? 0))) / power([...wanted]);
}

test.each(["rdpsnd", "AUDIO_PLAYBACK_DVC"] as const)(
  "PCM on %s is heard as it was played, in a quarter of the bytes",
  async (channel) => {
    makeSound = () => new SoundServer({ formats: [CD], channel });
    const page = await open();
    expect(await sound.agreed).toEqual([CD]);
    expect(await sound.train(1000)).toBe(1000);
    const played = tone(CD, 440, 0, 44_100);
    for (let at = 0; at < played.length; at += 17_640) {
      await sound.play(played.subarray(at, at + 17_640));
    }
    expect(sound.qualityMode).toBe(0);
    expect(page.formats).toMatchObject([{ codec: "ima-adpcm", rate: 44_100, channels: 2 }]);
    const bytes = page.blocks.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(played.length / 3.9);
    const heard = page.blocks.flatMap((block) => [...decodeImaAdpcm(block, 2, page.formats[0]?.blockAlign ?? 0)]);
    const wanted = new Int16Array(played.buffer);
    expect(heard.length).toBeGreaterThan(wanted.length - 20);
    expect(noiseOf(heard, wanted)).toBeLessThan(0.01);
  },
);

test("a server of version 5 sends its waves in two messages; what is compressed is left as it is", async () => {
  const adpcm = imaFormat(22_050, 1, 512);
  makeSound = () => new SoundServer({ formats: [CD, adpcm], version: 5 });
  const page = await open();
  expect(await sound.agreed).toEqual([adpcm]);
  const block = new ImaAdpcmEncoder(1).encode(tone(pcmFormat(22_050, 1), 440, 0, 1017));
  await sound.play(block);
  await sound.play(Uint8Array.of(1, 2, 3, 4));
  expect(page.blocks).toEqual([block, Uint8Array.of(1, 2, 3, 4)]);
  expect(sound.qualityMode).toBeUndefined();
  sound.setVolume(0x1234, 0xffff);
  sound.setPitch(0x10000);
  sound.stop();
  await until("the page hears that it is over", () => page.closings === 1);
  expect(page.volume).toEqual([0x34, 0x12, 0xff, 0xff]);
});

test("a page that hears nothing, or is away, keeps no server waiting", async () => {
  makeSound = () => new SoundServer({ formats: [VOICE] });
  const page = await open();
  await sound.agreed;
  page.isDeaf = true;
  const block = tone(VOICE, 440, 0, 320);
  expect(await sound.play(block)).toBeGreaterThan(1000);
  line?.close();
  await Promise.all(Array.from({ length: 200 }, () => sound.play(block)));
  const next = await attach();
  await until("the next page is told how things stand", () => next.states.includes("ready"));
  await sound.play(block);
  expect(next.blocks.length).toBe(1);
});

test("the desktop hears the person who lets it, and nobody else", async () => {
  makeSound = () => new SoundServer({ formats: [VOICE] });
  const page = await open();
  // The voice costs less of the line than the CD.
  expect(await microphone.agreed).toEqual([VOICE, CD]);
  const denied = microphone.listen(320);
  await until("the page is asked", () => page.microphone.at(-1)?.state === "open");
  line?.send(DeviceUp.MicrophoneBlock, new Uint8Array(160));
  line?.send(DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed: false }));
  expect(await denied).toBe(OpenResult.AccessDenied);
  const allowed = microphone.listen(320);
  await until("the page is asked again", () => page.microphone.length === 4);
  const capture = page.microphone.at(-1);
  expect(capture).toMatchObject({
    codec: "ima-adpcm",
    channels: 1,
    rate: 16_000,
    framesPerBlock: 313,
    blockAlign: 160,
  });
  line?.send(DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed: true }));
  expect(await allowed).toBe(OpenResult.Ok);
  const spoken = tone(VOICE, 440, 0, 313 * 10);
  const encoder = new ImaAdpcmEncoder(1);
  for (let at = 0; at < 10; at++) {
    line?.send(DeviceUp.MicrophoneBlock, encoder.encode(spoken.subarray(at * 626, (at + 1) * 626)));
  }
  await until("the desktop has heard it", () => microphone.recorded.length === 9);
  expect(microphone.recorded.map(({ length }) => length)).toEqual(Array(9).fill(640));
  const heard = new Int16Array(Uint8Array.from(Buffer.concat(microphone.recorded)).buffer);
  expect(noiseOf([...heard], new Int16Array(spoken.buffer))).toBeLessThan(0.01);
});

test("a page that sends rubbish loses its line, not the desktop", async () => {
  makeSound = () => new SoundServer({ formats: [VOICE] });
  await open();
  const closed = line?.closed;
  line?.send(DeviceUp.SoundPlayed, new Uint8Array(3));
  expect(await closed).toBe(1008);
  expect(desktop.status.kind).toBe("active");
});

test("a server that breaks the protocol of sound loses it, and nothing else", async () => {
  makeSound = () => new SoundServer({ formats: [VOICE] });
  const page = await open();
  await sound.agreed;
  sound.sendRaw(Uint8Array.of(7, 0, 0xff, 0xff));
  await until("the page is told", () => page.states.at(-1) === "failed");
  await microphone.agreed;
  expect(desktop.status.kind).toBe("active");
});

test("a connection without sound has no channel of it", async () => {
  let isOpened = false;
  makeSound = () => {
    const server = new SoundServer({ formats: [VOICE] });
    server.opened = () => {
      isOpened = true;
    };
    return server;
  };
  const page = await open("mute");
  expect(page.states).toEqual([]);
  expect(isOpened).toBe(false);
});
