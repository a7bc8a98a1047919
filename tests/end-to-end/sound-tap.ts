import type { Page } from "@playwright/test";

declare global {
  /** What listens at each exit of the page. */
  var taps: AnalyserNode[];
}

/** From now on the page's sound can be measured; before it is loaded. */
export async function hearOutput(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.taps = [];
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode, ...rest: unknown[]) => AudioNode;
    const tapped = function (this: AudioNode, to: AudioNode, ...rest: unknown[]): AudioNode {
      if (to === this.context.destination) {
        const tap = new AnalyserNode(this.context, { fftSize: 8192, smoothingTimeConstant: 0 });
        connect.call(this, tap);
        globalThis.taps.push(tap);
      }
      return connect.call(this, to, ...rest);
    };
    AudioNode.prototype.connect = tapped as typeof AudioNode.prototype.connect;
  });
}

/** Pages that are loaded from now on may not be heard before they ask for it: Playwright counts as a person to the browser. */
export async function requireGesture(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        void this.suspend();
      }
    };
  });
}

/** Hz of the strongest tone that is heard; 0 if it is silent. */
export async function pitch(page: Page): Promise<number> {
  return page.evaluate(() => {
    const tap = globalThis.taps.findLast(({ context }) => context.state === "running");
    if (!tap) return 0;
    const spectrum = new Float32Array(tap.frequencyBinCount);
    tap.getFloatFrequencyData(spectrum);
    const strongest = spectrum.reduce((best, value, at) => (value > (spectrum[best] ?? 0) ? at : best), 0);
    return (spectrum[strongest] ?? 0) < -60 ? 0 : (strongest * tap.context.sampleRate) / tap.fftSize;
  });
}

/** Root mean square of what is heard, from 0 to 1. */
export async function loudness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const tap = globalThis.taps.findLast(({ context }) => context.state === "running");
    if (!tap) return 0;
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
  });
}

/** A second of a tone, as packets of Opus of 20 ms in base64: 48 kHz, two channels. */
export async function opusTone(page: Page, frequency: number): Promise<readonly string[]> {
  return page.evaluate(async (frequency) => {
    const packets: string[] = [];
    const encoder = new AudioEncoder({
      output: (chunk) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        packets.push(btoa(String.fromCharCode(...data)));
      },
      error: reportError,
    });
    encoder.configure({ codec: "opus", sampleRate: 48_000, numberOfChannels: 2, bitrate: 64_000 });
    const frames = 48_000;
    const plane = Float32Array.from(
      { length: frames },
      (_, at) => 0.4 * Math.sin((2 * Math.PI * frequency * at) / frames),
    );
    const data = new Float32Array([...plane, ...plane]);
    encoder.encode(
      new AudioData({
        ...{ format: "f32-planar", sampleRate: 48_000, numberOfFrames: frames, numberOfChannels: 2, timestamp: 0 },
        data,
      }),
    );
    await encoder.flush();
    encoder.close();
    return packets;
  }, frequency);
}
