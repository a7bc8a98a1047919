import { AudioFormatTag } from "@passerelle/rdp";
import { ImaAdpcmEncoder } from "@passerelle/tunnel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordableFormats, recordingOf } from "./recording.ts";
import { aac, ima, law, pcm } from "./testing/audio-formats.ts";

test("what is good enough for a voice and takes least of the line comes first", () => {
  const offered = [
    pcm(44_100, 2),
    pcm(8000, 1),
    ima(22_050, 2),
    law(16_000, 1),
    pcm(16_000, 2),
    aac(),
    pcm(16_000, 1, 8),
  ];
  expect(recordableFormats(offered)).toEqual([
    ...[pcm(16_000, 2), law(16_000, 1), pcm(44_100, 2), ima(22_050, 2), pcm(8000, 1)],
  ]);
});

test("for PCM the page sends ADPCM in mono, and the server gets it on all channels", () => {
  const { capture, blockBytes, packetBytes, convert } = recordingOf(pcm(16_000, 2), 1024);
  expect(capture).toEqual({
    ...{ codec: "ima-adpcm", channels: 1, rate: 16_000, bits: 4, blockAlign: 160, framesPerBlock: 313 },
  });
  expect([blockBytes, packetBytes]).toEqual([160, 4096]);
  const samples = new Int16Array(313).fill(500);
  const block = new ImaAdpcmEncoder(1).encode(new Uint8Array(samples.buffer));
  const bytes = convert(block);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect(bytes.length).toBe(313 * 4);
  expect([view.getInt16(0, true), view.getInt16(2, true)]).toEqual([500, 500]);
});

test("ADPCM goes to the server as the page makes it, in the server's blocks", () => {
  const { capture, blockBytes, packetBytes } = recordingOf(ima(22_050, 1, 512), 2000);
  expect(capture).toMatchObject({ codec: "ima-adpcm", blockAlign: 512, framesPerBlock: 1017 });
  expect([blockBytes, packetBytes]).toEqual([512, 1024]);
});

test("A-law comes in pieces that are soon full", () => {
  const { capture, packetBytes } = recordingOf(law(16_000, 1), 4000);
  expect(capture).toMatchObject({ codec: "alaw", framesPerBlock: 320 });
  expect(packetBytes).toBe(4000);
});

test("a server that wants packets of one frame gets 200 in a second", () => {
  const format = pcm(48_000, 1);
  const { packetBytes, blockBytes, convert } = recordingOf(format, 1);
  const framesOfBlock = convert(new Uint8Array(blockBytes)).length / format.blockAlign;
  expect(packetBytes / format.blockAlign).toBe(240);
  expect(framesOfBlock).toBeGreaterThan(200);
  expect(recordingOf(law(8000, 1), 1)).toMatchObject({ packetBytes: 40, blockBytes: 40 });
  expect(recordingOf(ima(48_000, 1, 8), 1).packetBytes).toBe(27 * 8);
});

test("whatever a server asks for, a block of the page holds sound and a packet at most a second", () => {
  const format = fc.record({
    tag: fc.constantFrom(...Object.values(AudioFormatTag)),
    channels: fc.nat(3),
    rate: fc.oneof(fc.nat(60_000), fc.constantFrom(8000, 48_000)),
    bits: fc.constantFrom(4, 8, 16),
    blockAlign: fc.nat(9000),
    bytesPerSecond: fc.nat(),
    extra: fc.constant(new Uint8Array(0)),
  });
  const property = fc.property(fc.array(format), fc.nat(0xffffffff), (formats, framesPerPacket) => {
    for (const recordable of recordableFormats(formats)) {
      const { capture, blockBytes, packetBytes, convert } = recordingOf(recordable, framesPerPacket);
      expect(capture.framesPerBlock).toBeGreaterThan(0);
      expect(blockBytes).toBeGreaterThan(0);
      expect(packetBytes).toBeGreaterThan(0);
      expect(packetBytes).toBeLessThanOrEqual(recordable.rate * 4);
      expect(convert(new Uint8Array(blockBytes)).length).toBeGreaterThan(0);
    }
  });
  fc.assert(property, { numRuns: 300 });
});
