import { type AudioFormat, decodeClientInputPdu, encodeServerInputPdu, OpenResult } from "@passerelle/rdp";
import { DeviceUp, encodeJson, TunnelFormatError } from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { MicrophoneDevice } from "./microphone-device.ts";
import { law, pcm } from "./testing/audio-formats.ts";
import { TestLink, TestPage } from "./testing/test-page.ts";

/** A-law: 4 blocks of the page make a packet. */
const format = law(16_000, 1);
const FRAMES = 1280;
const BLOCK = new Uint8Array(320).fill(7);

class Server {
  readonly sent: ReturnType<typeof decodeClientInputPdu>[] = [];
  readonly link = new TestLink();
  readonly #input;
  readonly #channel = {
    name: "AUDIO_INPUT",
    send: (message: Uint8Array) => void this.sent.push(decodeClientInputPdu(message)),
    close: () => {},
  };

  constructor(device: MicrophoneDevice) {
    const [input] = device.connect(this.link);
    if (!input) throw new Error("no channel");
    this.#input = input;
    input.opened(this.#channel);
  }

  listen(formats: readonly AudioFormat[] = [format], framesPerPacket = FRAMES): void {
    this.#receive({ type: "formats", formats });
    this.#receive({ type: "open", framesPerPacket, format: 0, capture: format });
  }

  change(index: number): void {
    this.#receive({ type: "formatChange", format: index });
  }

  hangUp(): void {
    this.#input.closed();
  }

  get results(): number[] {
    return this.sent.flatMap((pdu) => (pdu.type === "openReply" ? [pdu.result] : []));
  }

  get packets(): Uint8Array[] {
    return this.sent.flatMap((pdu) => (pdu.type === "data" ? [pdu.data] : []));
  }

  #receive(pdu: Parameters<typeof encodeServerInputPdu>[0]): void {
    this.#input.received(encodeServerInputPdu(pdu));
  }
}

let device: MicrophoneDevice;
let server: Server;
let page: TestPage;
const answer = (isAllowed: unknown) => device.received(DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed }));
const say = (block = BLOCK) => device.received(DeviceUp.MicrophoneBlock, block);
const states = () => (page.of("MicrophoneState") as { state: string }[]).map(({ state }) => state);
const settled = () => vi.advanceTimersByTimeAsync(20);

beforeEach(() => {
  vi.useFakeTimers();
  device = new MicrophoneDevice(silentLogger());
  server = new Server(device);
  page = new TestPage();
  device.attached(page);
});
afterEach(() => {
  device.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("the page is asked when the desktop listens, and heard once it is allowed", async () => {
  server.listen([pcm(16_000, 2)], 320);
  expect(page.of("MicrophoneState").at(-1)).toMatchObject({ state: "open", codec: "ima-adpcm", framesPerBlock: 313 });
  expect(server.results).toEqual([]);
  answer(true);
  expect(server.results).toEqual([OpenResult.Ok]);
  for (let block = 0; block < 3; block++) {
    say(new Uint8Array(160));
    await settled();
  }
  expect(server.packets.map(({ length }) => length)).toEqual([1280, 1280]);
  server.hangUp();
  expect(states()).toEqual(["closed", "open", "closed"]);
});

test("nothing is recorded that was not allowed, or not any more", async () => {
  server.listen();
  for (let block = 0; block < 8; block++) say();
  answer(true);
  answer(false);
  for (let block = 0; block < 8; block++) say();
  expect(server.packets).toEqual([]);
  answer(true);
  for (let block = 0; block < 4; block++) {
    say();
    await settled();
  }
  expect(server.packets.length).toBe(1);
  expect(server.results).toEqual([OpenResult.Ok]);
});

test("a refusal is said as one", () => {
  server.listen();
  answer(false);
  expect(server.results).toEqual([OpenResult.AccessDenied]);
  expect(states()).toEqual(["closed", "open", "closed"]);
  answer(true);
  say();
  expect(server.packets).toEqual([]);
});

test("a desktop that listens to nobody is told so", () => {
  device.detached();
  server.listen();
  vi.advanceTimersByTime(60_000);
  expect(server.results).toEqual([OpenResult.Failed]);
});

test("another page is asked anew", async () => {
  server.listen();
  answer(true);
  device.detached();
  page = new TestPage();
  device.attached(page);
  expect(states()).toEqual(["open"]);
  for (let block = 0; block < 4; block++) say();
  expect(server.packets).toEqual([]);
  answer(true);
  expect(server.results).toEqual([OpenResult.Ok]);
});

test("after a change of format, blocks of before are left out until the page has answered", () => {
  server.listen([pcm(16_000, 1), format]);
  answer(true);
  server.change(1);
  say();
  expect(page.of("MicrophoneState").at(-1)).toMatchObject({ codec: "alaw" });
  expect(server.packets).toEqual([]);
});

test("no more is sent than can be said in the time that passes", async () => {
  server.listen();
  answer(true);
  for (let block = 0; block < 1000; block++) say();
  await settled();
  expect(server.packets.length).toBe(12);
});

test("a server that takes nothing loses what is said meanwhile, and gets what is said then", async () => {
  server.listen();
  answer(true);
  server.link.takes = false;
  for (let block = 0; block < 500; block++) {
    say();
    await settled();
  }
  expect(server.packets.length).toBe(1);
  server.link.release();
  await settled();
  expect(server.packets.length).toBeLessThan(30);
  const before = server.packets.length;
  for (let block = 0; block < 4; block++) say();
  await settled();
  expect(server.packets.length).toBe(before + 1);
});

test.each([
  ["an answer of another shape", DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed: "yes" })],
  ["half a block", DeviceUp.MicrophoneBlock, new Uint8Array(100)],
  ["no block", DeviceUp.MicrophoneBlock, new Uint8Array(0)],
  ["a minute at once", DeviceUp.MicrophoneBlock, new Uint8Array(320 * 50 * 60)],
])("%s is an error of the line", (_, type, payload) => {
  server.listen();
  answer(true);
  expect(() => device.received(type, payload)).toThrow(TunnelFormatError);
});

test("a server that changes the format of nothing does not get to listen", () => {
  server.listen();
  server.hangUp();
  server.change(0);
  expect(states().at(-1)).toBe("closed");
});
