import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SoundPlayer } from "./sound-player.ts";

/** A node of no browser: whatever leads to it is fine. */
class FakeNode {
  readonly gain = { setTargetAtTime: () => {} };
  readonly port = { postMessage: () => {}, close: () => {} };
  connect(to: FakeNode): FakeNode {
    return to;
  }
}

class FakeContext {
  static last: FakeContext;
  state = "suspended";
  onstatechange: (() => void) | null = null;
  readonly currentTime = 0;
  readonly destination = new FakeNode();
  readonly audioWorklet = { addModule: async () => {} };
  createGain = () => new FakeNode();
  createChannelSplitter = () => new FakeNode();
  createChannelMerger = () => new FakeNode();

  constructor() {
    FakeContext.last = this;
  }

  become(state: string): void {
    this.state = state;
    this.onstatechange?.();
  }

  async resume(): Promise<void> {
    this.become("running");
  }

  async suspend(): Promise<void> {
    this.become("suspended");
  }

  async close(): Promise<void> {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("AudioContext", FakeContext);
  vi.stubGlobal("AudioWorkletNode", FakeNode);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const listener = { heard: () => {}, changed: () => {}, failed: () => {} };
const sound = () => [new Float32Array(480)];

test("a browser that wants a gesture first keeps it from running until there was one", () => {
  const player = new SoundPlayer(48_000, listener);
  expect(player.isRunning).toBe(false);
  player.resume();
  expect(player.isRunning).toBe(true);
  FakeContext.last.become("interrupted");
  expect(player.isRunning).toBe(false);
  player.close();
});

test("loudspeakers are let go when nothing was played for ten seconds, and are back with the next sound", () => {
  const player = new SoundPlayer(48_000, listener);
  player.resume();
  player.play(1, sound(), 0);
  vi.advanceTimersByTime(9999);
  player.play(2, sound(), 0);
  vi.advanceTimersByTime(9999);
  expect(FakeContext.last.state).toBe("running");
  vi.advanceTimersByTime(1);
  expect(FakeContext.last.state).toBe("suspended");
  expect(player.isRunning).toBe(true);
  player.play(3, sound(), 0);
  expect(FakeContext.last.state).toBe("running");
  player.close();
});

test("who leaves the desktop lets nothing go later", () => {
  const player = new SoundPlayer(48_000, listener);
  player.resume();
  player.play(1, sound(), 0);
  player.close();
  expect(vi.getTimerCount()).toBe(0);
});
