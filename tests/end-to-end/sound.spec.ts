import { lawFormat, MicrophoneServer, packetFormat, pcmFormat, SoundServer, tone } from "@passerelle/playground";
import { type AudioFormat, AudioFormatTag } from "@passerelle/rdp";
import { expect, type Page, test } from "@playwright/test";
import config from "../playwright.config.ts";
import { AAC_TONE } from "./aac-tone.ts";
import { expectAccessible } from "./accessibility.ts";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";
import { hearOutput, loudness, opusTone, pitch, requireGesture } from "./sound-tap.ts";

const { launchOptions } = config.use ?? {};
test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  },
});

/** Milliseconds of sound that the playground sends at a time. */
const BLOCK = 20;
const SILENCE = 0.001;

/** What the playground plays in a format, block after block, and what pitch is to be heard. */
interface Music {
  readonly format: AudioFormat;
  readonly pitch: number;
  /** The blocks, played again and again. */
  blocks(page: Page): Promise<readonly Uint8Array[]>;
  /** Milliseconds of a block. */
  readonly each: number;
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

const pcm = pcmFormat(22_050, 1);
const muLaw = lawFormat(AudioFormatTag.MuLaw, 22_050, 2);
const opus = packetFormat(AudioFormatTag.Opus, 48_000, 2);
const aac = packetFormat(AudioFormatTag.Aac, 44_100, 1);

/** The gateway makes IMA ADPCM of it. */
const PCM: Music = {
  format: pcm,
  pitch: 450,
  each: BLOCK,
  blocks: async () => [tone(pcm, 450, 0, (BLOCK * pcm.rate) / 1000)],
};
/** Ten periods of a rectangle between the loudest codes. */
const MU_LAW: Music = {
  format: muLaw,
  pitch: 525,
  each: (420 * 1000) / muLaw.rate,
  blocks: async () => [new Uint8Array(840).map((_, at) => (Math.floor(at / 42) % 2 === 0 ? 0x80 : 0x00))],
};
const OPUS: Music = {
  format: opus,
  pitch: 660,
  each: BLOCK,
  blocks: async (page) => (await opusTone(page, 660)).map(bytes),
};
const AAC: Music = {
  format: aac,
  pitch: 880,
  each: (1024 * 1000) / 44_100,
  blocks: async () => AAC_TONE.map(bytes),
};

/** Plays until it is stopped, in step with the time. */
async function play(server: SoundServer, page: Page, { format, blocks, each }: Music): Promise<() => void> {
  const agreed = await server.agreed;
  const index = agreed.findIndex(({ tag }) => tag === format.tag);
  expect(index, "the gateway takes the format").toBeGreaterThanOrEqual(0);
  const music = await blocks(page);
  const begin = performance.now();
  let played = 0;
  const timer = setInterval(() => {
    for (; played * each < performance.now() - begin; played++) {
      void server.play(music[played % music.length] ?? new Uint8Array(), index);
    }
  }, BLOCK);
  return () => clearInterval(timer);
}

async function expectHeard(page: Page, frequency: number): Promise<void> {
  await expect.poll(async () => Math.abs((await pitch(page)) - frequency)).toBeLessThan(8);
}

/** The loudest of what was recorded lately. */
function loudest(packets: readonly Uint8Array[]): number {
  const samples = new Int16Array(Buffer.concat(packets.slice(-60)).buffer);
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** What the next desktop has. */
let offered: readonly AudioFormat[] = [];
let session: PlaygroundSession;
let speaker: SoundServer;
let listener: MicrophoneServer;

test.beforeAll(async () => {
  const channels = () => {
    speaker = new SoundServer({ formats: offered });
    listener = new MicrophoneServer([pcmFormat(16_000, 1)]);
    return [speaker, listener];
  };
  session = await PlaygroundSession.start({ channels }, { "enable-audio-input": "true" });
});

test.afterAll(async () => session.stop());

/** Opens a desktop that plays each of these. */
async function expectAllHeard(page: Page, ...music: readonly Music[]): Promise<void> {
  offered = music.map(({ format }) => format);
  await hearOutput(page);
  await session.open(page);
  for (const each of music) {
    const stop = await play(speaker, page, each);
    await expectHeard(page, each.pitch);
    stop();
  }
}

test("what the desktop sends uncompressed is heard", async ({ page }) => {
  await expectAllHeard(page, MU_LAW, PCM);
  await session.leave(page);
});

test("what the desktop sends in Opus and AAC is heard, as loud as the person wants", async ({ page }) => {
  await expectAllHeard(page, AAC, OPUS);
  const stop = await play(speaker, page, OPUS);
  await openPanel(page, "Sound and microphone");
  await expect(page.getByText(/^Opus, \d+ kbit\/s, heard \d+ ms after it arrived$/)).toBeVisible();
  await expectAccessible(page);
  const full = await loudness(page);
  await page.getByRole("button", { name: "Mute the desktop" }).click();
  await expect.poll(() => loudness(page)).toBeLessThan(SILENCE);
  await page.getByRole("slider", { name: "Volume" }).fill("50");
  await expect.poll(() => loudness(page)).toBeGreaterThan(full / 8);
  await expect.poll(() => loudness(page)).toBeLessThan(full / 3);
  speaker.setVolume(0, 0);
  await expect.poll(() => loudness(page)).toBeLessThan(SILENCE);
  speaker.setVolume(0xffff, 0xffff);

  await requireGesture(page);
  await page.reload();
  const notice = page.getByRole("button", { name: "Click to hear the desktop" });
  await expect(notice).toBeVisible();
  expect(await pitch(page)).toBe(0);
  await notice.click();
  await expectHeard(page, OPUS.pitch);
  await expect(notice).toBeHidden();
  stop();
  await expect.poll(() => speaker.unconfirmed).toBe(0);
  expect(speaker.problems).toEqual([]);
  await session.leave(page);
});

test("the microphone is heard on the desktop when the person allows it, and as long as it is shown", async ({
  page,
}) => {
  await session.open(page);
  const listening = listener.listen(320);
  await expect(page.getByRole("alert").getByText(/wants to use your microphone/)).toBeVisible();
  expect(listener.recorded).toHaveLength(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Allow" }).click();
  expect(await listening).toBe(0);
  const sign = page.getByRole("region", { name: "Microphone" });
  await expect(sign.getByText("Microphone on")).toBeVisible();
  await expect.poll(() => loudest(listener.recorded)).toBeGreaterThan(1000);
  expect(listener.recorded[0]).toHaveLength(640);

  await sign.getByRole("button", { name: "Mute the microphone" }).click();
  await expect(sign.getByText("Microphone muted")).toBeVisible();
  await expect.poll(() => loudest(listener.recorded)).toBe(0);
  await sign.getByRole("button", { name: "Unmute the microphone" }).click();
  await expect.poll(() => loudest(listener.recorded)).toBeGreaterThan(1000);

  await openPanel(page, "Sound and microphone");
  await expect(page.getByRole("meter", { name: "Level of the microphone" })).toBeVisible();
  await expectAccessible(page);
  await sign.getByRole("button", { name: "Stop listening" }).click();
  await expect(sign).toBeHidden();
  await expect(page.getByText("You have not let the desktop listen.")).toBeVisible();
  expect(await listener.listen(320), "who has said no is not asked again").not.toBe(0);

  await page.getByRole("button", { name: "Let the desktop listen" }).click();
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  expect(await listener.listen(320)).not.toBe(0);
  await expect(page.getByText("The browser does not let this page use the microphone.")).toBeVisible();
  expect(listener.problems).toEqual([]);
});
