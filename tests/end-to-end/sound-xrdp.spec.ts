import { DeviceLine, HeadlessDesktop } from "@passerelle/headless";
import { pcmFormat, tone } from "@passerelle/playground";
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
} from "@passerelle/tunnel";
import { expect, test } from "@playwright/test";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";
import { Xrdp } from "../servers/xrdp.ts";
import { SessionMicrophone, SessionSound } from "../servers/xrdp-sound.ts";
import { DesktopPage } from "./desktop-page.ts";
import { hearOutput, pitch } from "./sound-tap.ts";

const DISPLAY = 44;
const CD = pcmFormat(44_100, 2);
const SECOND = CD.bytesPerSecond;
const FREQUENCY = 441;

let server: Xrdp;
let gateway: GatewayProcess;
let connection: string;

test.beforeAll(async () => {
  server = await Xrdp.start(await DebianRoot.open("bookworm"), { security: "tls", firstDisplay: DISPLAY });
  gateway = await GatewayProcess.start();
  connection = await gateway.createConnection("xrdp", {
    hostname: "127.0.0.1",
    port: String(server.port),
    username: TEST_USER,
    password: TEST_PASSWORD,
    "ignore-cert": "true",
    "enable-audio-input": "true",
  });
});
test.afterAll(async () => {
  await gateway.stop();
  server.stop();
});

/** A page that confirms each block as soon as it comes. */
class Listener {
  /** Of the last block. */
  format: SoundFormat | undefined;
  readonly blocks: Uint8Array[] = [];
  microphone: MicrophoneState | undefined;
  line: DeviceLine | undefined;
  readonly desktop: HeadlessDesktop;

  private constructor(desktop: HeadlessDesktop) {
    this.desktop = desktop;
  }

  static async open(decodes: readonly "opus"[]): Promise<Listener> {
    const account = { url: gateway.url, username: ADMIN, password: ADMIN_PASSWORD };
    const listener = new Listener(await HeadlessDesktop.open({ ...account, connection }));
    listener.line = await DeviceLine.open({
      ...account,
      decodes,
      session: listener.desktop.session ?? "",
      received: ({ type, payload }) => listener.#take(type, payload),
    });
    await server.display();
    return listener;
  }

  get bytes(): number {
    return this.blocks.reduce((sum, { length }) => sum + length, 0);
  }

  async close(): Promise<void> {
    this.line?.close();
    await this.desktop.disconnect();
  }

  #take(type: number, payload: Uint8Array): void {
    if (type === DeviceDown.SoundFormat) this.format = decodeJson(payload) as SoundFormat;
    if (type === DeviceDown.MicrophoneState) this.microphone = decodeJson(payload) as MicrophoneState;
    if (type !== DeviceDown.SoundBlock) return;
    const { block, timestamp, data } = decodeSoundBlock(payload);
    this.blocks.push(new Uint8Array(data));
    this.line?.send(DeviceUp.SoundPlayed, encodeSoundPlayed({ block, timestamp }));
  }
}

/** How often in a second the first channel swings. */
function frequencyOf(samples: Int16Array, channels: number): number {
  const frames = samples.length / channels;
  let upward = 0;
  for (let at = channels; at < samples.length; at += channels) {
    if ((samples[at - channels] ?? 0) < 0 && (samples[at] ?? 0) >= 0) upward++;
  }
  return (upward * CD.rate) / frames;
}

test("what a session plays arrives as Opus where the page decodes that", async () => {
  const listener = await Listener.open(["opus"]);
  const sound = await SessionSound.open(server, DISPLAY);
  sound.play(tone(CD, FREQUENCY, 0, CD.rate));
  await until("Opus has come", () => listener.format?.codec === "opus" && listener.blocks.length >= 14);
  expect(listener.format).toMatchObject({ rate: 44_100, channels: 2 });
  expect(listener.bytes).toBeLessThan(SECOND / 8);
  sound.close();
  await listener.close();
});

test("what a session plays arrives as ADPCM where the page decodes nothing else", async () => {
  const listener = await Listener.open([]);
  const sound = await SessionSound.open(server, DISPLAY);
  sound.play(tone(CD, FREQUENCY, 0, CD.rate));
  await until("a second of sound has come", () => listener.bytes > (SECOND / 4) * 0.95);
  expect(listener.format).toMatchObject({ codec: "ima-adpcm", rate: 44_100, channels: 2 });
  expect(listener.bytes).toBeLessThan((SECOND / 4) * 1.01);
  const { blockAlign = 0 } = listener.format ?? {};
  const heard = listener.blocks.flatMap((block) => [...decodeImaAdpcm(block, 2, blockAlign)]);
  expect(frequencyOf(Int16Array.from(heard), 2)).toBeCloseTo(FREQUENCY, -1);
  sound.close();
  await listener.close();
});

test("a browser plays xrdp's Opus at the pitch that it has", async ({ page }) => {
  await hearOutput(page);
  await DesktopPage.open(page, gateway, connection);
  await page.mouse.click(300, 300);
  const sound = await SessionSound.open(server, DISPLAY);
  const frames = CD.rate / 50;
  let at = 0;
  const playing = setInterval(() => {
    sound.play(tone(CD, FREQUENCY, at, frames));
    at += frames;
  }, 20);
  try {
    await expect.poll(() => pitch(page)).toBeGreaterThan(0);
    await expect.poll(async () => Math.abs((await pitch(page)) - FREQUENCY)).toBeLessThan(12);
  } finally {
    clearInterval(playing);
    sound.close();
  }
});

test("a session records what the page says, as long as it is allowed", async () => {
  const listener = await Listener.open([]);
  const microphone = await SessionMicrophone.open(server, DISPLAY);
  await until("the page is asked", () => listener.microphone?.state === "open");
  const capture = listener.microphone;
  expect(capture).toMatchObject({ codec: "ima-adpcm", channels: 1, rate: 44_100 });
  const frames = capture?.state === "open" ? capture.framesPerBlock : 0;
  listener.line?.send(DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed: true }));
  const encoder = new ImaAdpcmEncoder(1);
  for (let at = 0; at < CD.rate / 2; at += frames) {
    listener.line?.send(DeviceUp.MicrophoneBlock, encoder.encode(tone({ ...CD, channels: 1 }, FREQUENCY, at, frames)));
  }
  let recorded = Buffer.alloc(0);
  await until("half a second was recorded", async () => {
    recorded = Buffer.concat([recorded, await microphone.read(32_000)]);
    return recorded.length > SECOND * 0.4;
  });
  const samples = new Int16Array(Uint8Array.from(recorded).buffer);
  expect(frequencyOf(samples, 2)).toBeCloseTo(FREQUENCY, -1);
  microphone.close();
  await until("the page may stop", () => listener.microphone?.state === "closed");
  await listener.close();
});
