import { AudioFormatTag } from "@passerelle/rdp";
import { expect, test } from "vitest";
import { isPlayable, soundFormat, wantedFormats } from "./sound-formats.ts";
import { aac, ima, law, opus, pcm } from "./testing/audio-formats.ts";

const cd = pcm(44_100, 2);

test("a server is asked for what saves the line most, and for nothing that is not compressed", () => {
  const offered = [cd, law(22_050, 2), ima(22_050, 1), ima(44_100, 2), aac(24_000), aac(12_000), pcm(22_050, 1)];
  expect(wantedFormats(offered, ["aac", "opus"])).toEqual([
    ...[aac(12_000), aac(24_000), ima(44_100, 2), ima(22_050, 1)],
  ]);
  expect(wantedFormats(offered, [])).toEqual([ima(44_100, 2), ima(22_050, 1)]);
});

test("a server that compresses nothing is asked for PCM, which the gateway compresses", () => {
  const offered = [law(22_050, 2), pcm(96_000, 2), pcm(44_100, 2, 8), cd, pcm(48_000, 2), pcm(44_100, 6)];
  expect(wantedFormats(offered, [])).toEqual([pcm(48_000, 2), cd, pcm(44_100, 2, 8), law(22_050, 2)]);
});

test("xrdp is asked for PCM too, for what its encoder refuses", () => {
  const xrdpOpus = { ...opus(), tag: AudioFormatTag.XrdpOpus };
  expect(wantedFormats([cd, xrdpOpus], ["opus"])).toEqual([xrdpOpus, cd]);
  expect(wantedFormats([cd, opus()], ["opus"])).toEqual([opus()]);
});

test.each([
  ["PCM of 24 bits", pcm(44_100, 2, 24)],
  ["no channels", pcm(44_100, 0)],
  ["a rate of nothing", pcm(0, 1)],
  ["a rate without end", pcm(4_000_000_000, 1)],
  ["blocks of PCM that hold no sample", { ...cd, blockAlign: 0 }],
  ["ADPCM whose blocks are all header", ima(44_100, 2, 8)],
  ["ADPCM in blocks of 64 KB", ima(44_100, 2, 65_535)],
  ["MS-ADPCM without coefficients", { ...ima(44_100, 2), tag: AudioFormatTag.MsAdpcm }],
  ["AAC with ADTS headers", aac(12_000, 1)],
  ["MP3", { ...cd, tag: 0x55 }],
])("%s is not asked for", (_, format) => {
  expect(isPlayable(format, ["aac", "opus"])).toBe(false);
});

test("thousands of formats are answered with few", () => {
  const offered = Array.from({ length: 3000 }, () => law(22_050, 1));
  expect(wantedFormats(offered, []).length).toBe(64);
});

test("the page is told the AudioSpecificConfig alone, made up where the server says none", () => {
  const config = Buffer.of(0x12, 0x10).toString("base64");
  expect(soundFormat(aac())).toMatchObject({ codec: "aac", rate: 44_100, channels: 2, extra: config });
  expect(soundFormat({ ...aac(), extra: new Uint8Array(0) }).extra).toBe(config);
});

test("Opus is heard at the rate that it was fed with", () => {
  expect(soundFormat({ ...opus(), tag: AudioFormatTag.XrdpOpus, rate: 44_100 })).toMatchObject({
    codec: "opus",
    rate: 44_100,
  });
  expect(soundFormat({ ...opus(), rate: 16_000 })).toMatchObject({ codec: "opus", rate: 48_000 });
});
