import type { SoundFormat } from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type DecodedListener, makeBlockDecoder } from "./block-decoder.ts";
import { decodableCodecs } from "./web-codecs.ts";

/** A decoder that answers when the test has it do so. */
class FakeAudioDecoder {
  static all: FakeAudioDecoder[] = [];
  static known = ["opus"];
  state = "unconfigured";
  config: AudioDecoderConfig | undefined;
  readonly #init: AudioDecoderInit;

  constructor(init: AudioDecoderInit) {
    this.#init = init;
    FakeAudioDecoder.all.push(this);
  }

  static async isConfigSupported({ codec }: AudioDecoderConfig): Promise<AudioDecoderSupport> {
    if (codec === "mp4a.40.2" && !FakeAudioDecoder.known.includes("aac")) throw new TypeError("what is that?");
    return { supported: true };
  }

  configure(config: AudioDecoderConfig): void {
    this.state = "configured";
    this.config = config;
  }

  decode(): void {
    if (this.state === "closed") throw new DOMException("closed", "InvalidStateError");
  }

  close(): void {
    this.state = "closed";
  }

  /** Two channels of ten samples, at twice the rate: AAC has such extensions. */
  answer(): void {
    const copyTo = (plane: Float32Array, { planeIndex }: AudioDataCopyToOptions) => plane.fill(planeIndex + 1);
    const sound = { numberOfChannels: 2, numberOfFrames: 10, sampleRate: 48_000, copyTo, close: () => {} };
    this.#init.output(sound as unknown as AudioData);
  }

  fail(): void {
    this.state = "closed";
    this.#init.error(new DOMException("no", "EncodingError"));
  }
}

const format = (changes: Partial<SoundFormat>): SoundFormat => ({
  ...{ codec: "pcm", channels: 2, rate: 24_000, bits: 16, blockAlign: 4, extra: "" },
  ...changes,
});

/** Writes down what is told. */
function notes(): DecodedListener & { readonly told: unknown[] } {
  const told: unknown[] = [];
  return {
    told,
    decoded: (id, planes, rate) => told.push([id, planes.map((plane) => plane.length), rate]),
    skipped: (id) => told.push(`skipped ${id}`),
    failed: () => told.push("failed"),
  };
}

beforeEach(() => {
  FakeAudioDecoder.all = [];
  FakeAudioDecoder.known = ["opus", "aac"];
  vi.stubGlobal("AudioDecoder", FakeAudioDecoder);
  vi.stubGlobal("EncodedAudioChunk", class {});
});

afterEach(() => void vi.unstubAllGlobals());

test.each([
  [format({}), 2],
  [format({ bits: 8, blockAlign: 2 }), 4],
  [format({ codec: "alaw", bits: 8 }), 4],
  [format({ codec: "mulaw", bits: 8, channels: 1 }), 8],
  [format({ codec: "ima-adpcm", bits: 4, blockAlign: 8 }), 1],
  [format({ codec: "ms-adpcm", bits: 4, channels: 1, blockAlign: 8 }), 4],
])("%o is decoded at once", (format, frames) => {
  const listener = notes();
  makeBlockDecoder(format, listener)?.decode(7, new Uint8Array(8));
  expect(listener.told).toEqual([[7, new Array(format.channels).fill(frames), 24_000]]);
});

test.each([
  { channels: 0 },
  { channels: 9 },
  { rate: 100 },
  { rate: 1e6 },
  { bits: 24 },
  { codec: "ima-adpcm", blockAlign: 0 },
  { codec: "ms-adpcm", blockAlign: 0 },
] as const)("nobody plays %o", (changes) => {
  expect(makeBlockDecoder(format(changes), notes())).toBeUndefined();
});

test("a browser says what it decodes, and one without decoders nothing", async () => {
  expect(await decodableCodecs()).toEqual(["aac", "opus"]);
  FakeAudioDecoder.known = ["opus"];
  expect(await decodableCodecs()).toEqual(["opus"]);
  vi.unstubAllGlobals();
  expect(await decodableCodecs()).toEqual([]);
});

test("the browser's decoder gets the configuration, and its sound goes with the block's id", () => {
  const listener = notes();
  const decoder = makeBlockDecoder(format({ codec: "aac", extra: "EZA=" }), listener);
  decoder?.decode(1, new Uint8Array(5));
  decoder?.decode(2, new Uint8Array(5));
  decoder?.decode(3, new Uint8Array());
  const [browser] = FakeAudioDecoder.all;
  expect(browser?.config).toEqual({
    ...{ codec: "mp4a.40.2", sampleRate: 24_000, numberOfChannels: 2, description: Uint8Array.of(0x11, 0x90) },
  });
  browser?.answer();
  browser?.answer();
  browser?.answer();
  expect(listener.told).toEqual([
    "skipped 3",
    [1, [10, 10], 48_000],
    [2, [10, 10], 48_000],
    [undefined, [10, 10], 48_000],
  ]);
  decoder?.decode(4, new Uint8Array(5));
  decoder?.close();
  expect(listener.told.at(-1)).toBe("skipped 4");
  expect(browser?.state).toBe("closed");
});

test("blocks that never come back are given up", () => {
  const listener = notes();
  const decoder = makeBlockDecoder(format({ codec: "opus" }), listener);
  for (let id = 0; id < 40; id++) decoder?.decode(id, new Uint8Array(5));
  expect(listener.told).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((id) => `skipped ${id}`));
});

test("a decoder that fails is made again, but not for ever", () => {
  const listener = notes();
  const decoder = makeBlockDecoder(format({ codec: "opus" }), listener);
  for (let id = 0; id < 4; id++) {
    decoder?.decode(id, new Uint8Array(5));
    FakeAudioDecoder.all.at(-1)?.fail();
  }
  decoder?.decode(4, new Uint8Array(5));
  FakeAudioDecoder.all.at(-1)?.answer();
  expect(FakeAudioDecoder.all).toHaveLength(5);
  expect(listener.told).not.toContain("failed");
  // One that is closed and has not said so yet is not asked any more.
  FakeAudioDecoder.all.at(-1)?.close();
  for (let id = 5; id < 9; id++) {
    decoder?.decode(id, new Uint8Array(5));
    FakeAudioDecoder.all.at(-1)?.fail();
  }
  expect(listener.told.at(-1)).toBe("failed");
});
