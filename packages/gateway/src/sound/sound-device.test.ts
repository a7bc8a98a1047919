import { type AudioFormat, decodeClientAudioPdu, encodeServerAudioPdu } from "@passerelle/rdp";
import { decodeImaAdpcm, encodeSoundPlayed, type SoundBlock, TunnelFormatError } from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { SoundDevice } from "./sound-device.ts";
import { aac, ima, pcm } from "./testing/audio-formats.ts";
import { TestLink, TestPage } from "./testing/test-page.ts";

const adpcm = ima(22_050, 1);

/** The server, on its static channel. */
class Server {
  readonly sent: ReturnType<typeof decodeClientAudioPdu>[] = [];
  readonly #output;
  readonly #channel = {
    name: "rdpsnd",
    send: (message: Uint8Array) => void this.sent.push(decodeClientAudioPdu(message)),
    close: () => {},
  };

  constructor(device: SoundDevice) {
    const [output] = device.connect(new TestLink());
    if (!output) throw new Error("no channel");
    this.#output = output;
  }

  offer(...formats: AudioFormat[]): void {
    this.#receive({ type: "formats", version: 8, lastBlock: 0, formats });
  }

  play(block: number, data = Uint8Array.of(block), format = 0): void {
    this.#receive({ type: "wave2", timestamp: block * 10, format, block, audioTimestamp: 0, data });
  }

  setVolume(left: number, right: number): void {
    this.#receive({ type: "volume", left, right });
  }

  stop(): void {
    this.#receive({ type: "close" });
  }

  get chosen(): readonly AudioFormat[] | undefined {
    return this.sent.find((pdu) => pdu.type === "formats")?.formats;
  }

  /** Block and timestamp of each confirmation. */
  get confirmed(): number[][] {
    return this.sent.flatMap((pdu) => (pdu.type === "waveConfirm" ? [[pdu.block, pdu.timestamp]] : []));
  }

  #receive(pdu: Parameters<typeof encodeServerAudioPdu>[0]): void {
    this.#output.received(encodeServerAudioPdu(pdu), this.#channel);
  }
}

let device: SoundDevice;
let server: Server;
let page: TestPage;
const heard = (block: number) => device.received(0, encodeSoundPlayed({ block, timestamp: block * 10 }));
const blocks = () => (page.of("SoundBlock") as SoundBlock[]).map(({ block }) => block);

beforeEach(() => {
  vi.useFakeTimers();
  device = new SoundDevice(silentLogger());
  server = new Server(device);
  page = new TestPage();
});
afterEach(() => {
  device.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("a block goes to the page at once, and is confirmed with the time that passed until it was heard", () => {
  device.attached(page);
  server.offer(adpcm);
  server.play(1);
  server.play(2);
  vi.advanceTimersByTime(120);
  heard(1);
  vi.advanceTimersByTime(20);
  heard(2);
  heard(2);
  expect(page.heard.map(([type]) => type)).toEqual([
    ...["SoundState", "SoundState", "SoundFormat", "SoundBlock", "SoundBlock"],
  ]);
  expect(page.of("SoundState")).toEqual([{ state: "waiting" }, { state: "ready" }]);
  expect(page.of("SoundFormat")).toMatchObject([{ codec: "ima-adpcm", rate: 22_050, blockAlign: 512 }]);
  expect(page.of("SoundBlock")).toEqual([
    { block: 1, timestamp: 10, data: Uint8Array.of(1) },
    { block: 2, timestamp: 20, data: Uint8Array.of(2) },
  ]);
  expect(server.confirmed).toEqual([
    [1, 130],
    [2, 160],
  ]);
});

test("PCM is compressed on its way", () => {
  device.attached(page);
  server.offer(pcm(44_100, 2));
  const tone = Int16Array.from({ length: 2 * 882 }, (_, at) => 10_000 * Math.sin((at >> 1) / 20));
  server.play(1, new Uint8Array(tone.buffer));
  expect(page.of("SoundFormat")).toMatchObject([{ codec: "ima-adpcm", channels: 2, rate: 44_100, blockAlign: 2048 }]);
  const [block] = page.of("SoundBlock") as SoundBlock[];
  expect(block?.data.length).toBeLessThan(tone.byteLength / 3.9);
  expect(decodeImaAdpcm(block?.data ?? new Uint8Array(0), 2, 2048).length).toBe(2 * 881);
});

test("too little PCM to be compressed is confirmed and waits for more", () => {
  device.attached(page);
  server.offer(pcm(44_100, 1));
  server.play(1, new Uint8Array(8));
  expect([blocks(), server.confirmed]).toEqual([[], [[1, 10]]]);
  server.play(2, new Uint8Array(16));
  expect(blocks()).toEqual([2]);
});

test("a server waits for a page to say what it decodes, but not for ever", () => {
  server.offer(aac(), adpcm);
  expect(server.chosen).toBeUndefined();
  device.attached(new TestPage(["aac"]));
  expect(server.chosen).toEqual([aac(), adpcm]);
  const other = new Server(device);
  device.detached();
  other.offer(aac(), adpcm);
  vi.advanceTimersByTime(10_000);
  expect(other.chosen).toEqual([adpcm]);
});

test("what no page hears is confirmed, and not kept", () => {
  server.offer(adpcm);
  vi.advanceTimersByTime(10_000);
  server.play(1);
  expect(server.confirmed).toEqual([[1, 10]]);
  device.attached(page);
  server.play(2);
  vi.advanceTimersByTime(5);
  device.detached();
  server.play(3);
  expect(blocks()).toEqual([2]);
  expect(server.confirmed.slice(1)).toEqual([
    [2, 25],
    [3, 30],
  ]);
});

test("a line that is full gets no more", () => {
  device.attached(page);
  server.offer(adpcm);
  page.unsent = 40_000;
  server.play(1);
  page.unsent = 0;
  server.play(2);
  expect(blocks()).toEqual([2]);
  expect(server.confirmed).toEqual([[1, 10]]);
});

test("a page that hears late gets no more until it has caught up", () => {
  device.attached(page);
  server.offer(adpcm);
  server.play(1);
  vi.advanceTimersByTime(1100);
  server.play(2);
  heard(1);
  server.play(3);
  expect(blocks()).toEqual([1, 3]);
  expect(server.confirmed).toEqual([
    [2, 20],
    [1, 1110],
  ]);
});

test("a page that says nothing does not make the server wait", () => {
  device.attached(page);
  server.offer(adpcm);
  server.play(1);
  vi.advanceTimersByTime(500);
  server.play(2);
  vi.advanceTimersByTime(10_000);
  expect(server.confirmed.map(([block]) => block)).toEqual([1, 2]);
  server.play(3);
  expect(blocks()).toEqual([1, 2, 3]);
});

test("block numbers that come around owe no more than one confirmation each", () => {
  device.attached(page);
  server.offer(adpcm);
  for (let block = 0; block < 600; block++) server.play(block & 0xff);
  expect(server.confirmed.length).toBe(600 - 256);
});

test("another page that cannot decode what was agreed is told so, and the server goes on", () => {
  device.attached(new TestPage(["aac"]));
  server.offer(aac());
  device.attached(page);
  server.play(1);
  server.play(2);
  expect(page.of("SoundState")).toEqual([{ state: "ready" }, { state: "failed" }]);
  expect(server.confirmed.length).toBe(2);
});

test("a server whose formats nobody plays is told that there are none", () => {
  device.attached(page);
  server.offer(aac());
  expect(server.chosen).toEqual([]);
  expect(page.of("SoundState").at(-1)).toEqual({ state: "failed" });
});

test("volume, silence and a new page", () => {
  device.attached(page);
  server.offer(adpcm);
  server.setVolume(1, 0x0203);
  server.play(1);
  server.stop();
  server.stop();
  server.play(2);
  expect(page.heard.map(([type]) => type).slice(2)).toEqual([
    ...["SoundVolume", "SoundFormat", "SoundBlock", "SoundClosed", "SoundFormat", "SoundBlock"],
  ]);
  const next = new TestPage();
  device.attached(next);
  server.play(3);
  expect(next.heard.slice(0, 2)).toEqual([
    ["SoundState", { state: "ready" }],
    ["SoundVolume", [1, 0, 3, 2]],
  ]);
  expect(next.of("SoundFormat").length).toBe(1);
});

test("a new RDP connection begins anew", () => {
  device.attached(page);
  server.offer(adpcm);
  server.play(1);
  device.disconnected();
  expect(page.heard.slice(-2)).toEqual([
    ["SoundClosed", []],
    ["SoundState", { state: "waiting" }],
  ]);
  heard(1);
  expect(server.confirmed).toEqual([]);
});

test("rubbish from the page is an error of the line", () => {
  device.attached(page);
  expect(() => device.received(0, new Uint8Array(4))).toThrow(TunnelFormatError);
});

test("guests hear what the page does and are not waited for, also when nobody else is there", () => {
  const guest = new TestPage();
  device.attached(page);
  server.offer(adpcm);
  server.play(1);
  device.guestAttached(guest);
  server.play(2);
  expect(guest.heard.map(([type]) => type)).toEqual(["SoundState", "SoundFormat", "SoundBlock"]);
  expect(server.confirmed).toEqual([]);
  heard(1);
  heard(2);
  guest.unsent = 1 << 20;
  server.play(3);
  heard(3);
  device.detached();
  guest.unsent = 0;
  server.play(4);
  expect((guest.of("SoundBlock") as SoundBlock[]).map(({ block }) => block)).toEqual([2, 4]);
  expect(blocks()).toEqual([1, 2, 3]);
  expect(server.confirmed.map(([block]) => block)).toEqual([1, 2, 3, 4]);
  device.guestDetached(guest);
  server.play(5);
  expect(guest.of("SoundBlock")).toHaveLength(2);
});
