import fc from "fast-check";
import { expect, test } from "vitest";
import { PlayoutBuffer } from "./playout-buffer.ts";

const RATE = 48_000;
const QUANTUM = 128;
const BLOCK = 20;
/** The tone that is played: it changes by less than this from sample to sample. */
const STEEPEST = 0.05;
const sample = (place: number) => 0.5 * Math.sin((place * 2 * Math.PI * 440) / RATE);

interface Arrival {
  /** Milliseconds. */
  readonly at: number;
  /** The desktop's clock. */
  readonly timestamp: number;
}

interface Heard {
  readonly id: number;
  /** Milliseconds from its arrival to its end. */
  readonly delay: number;
}

interface Outcome {
  readonly heard: readonly Heard[];
  /** Everything that was played. */
  readonly output: Float32Array;
  /** Samples that waited at most. */
  readonly mostWaiting: number;
}

/** Plays blocks of 20 ms that arrive one after the other. */
function play(arrivals: readonly Arrival[], until: number): Outcome {
  const buffer = new PlayoutBuffer(RATE);
  const frames = (BLOCK * RATE) / 1000;
  const heard: Heard[] = [];
  const output = new Float32Array(Math.ceil((until * RATE) / 1000 / QUANTUM) * QUANTUM);
  let mostWaiting = 0;
  let next = 0;
  for (let start = 0; start < output.length; start += QUANTUM) {
    const now = (start * 1000) / RATE;
    for (let arrival = arrivals[next]; arrival && arrival.at <= now; arrival = arrivals[++next]) {
      const plane = Float32Array.from({ length: frames }, (_, at) => sample(next * frames + at));
      buffer.push(next, [plane], arrival.timestamp);
    }
    const left = output.subarray(start, start + QUANTUM);
    const right = new Float32Array(QUANTUM);
    for (const id of buffer.pull(left, right)) heard.push({ id, delay: now - (arrivals[id]?.at ?? 0) });
    expect(right).toEqual(left);
    mostWaiting = Math.max(mostWaiting, buffer.waiting);
  }
  return { heard, output, mostWaiting };
}

/** Blocks that are each later than they ought to be, but in their order. */
function arrivals(count: number, lateness: (at: number) => number, interval = BLOCK): Arrival[] {
  let last = 0;
  return Array.from({ length: count }, (_, index) => {
    last = Math.max(last, index * interval + lateness(index * interval));
    return { at: last, timestamp: index * BLOCK };
  });
}

/** Milliseconds of silence from the first sound on. */
function silence(output: Float32Array, from: number, to: number): number {
  const part = output.subarray((from * RATE) / 1000, (to * RATE) / 1000);
  let silent = 0;
  for (let at = 0; at + QUANTUM <= part.length; at += QUANTUM) {
    if (part.subarray(at, at + QUANTUM).every((value) => value === 0)) silent += QUANTUM;
  }
  return (silent * 1000) / RATE;
}

/** How often sound breaks off and comes again. */
function breaks(output: Float32Array): number {
  const isHeard: boolean[] = [];
  for (let at = 0; at < output.length; at += QUANTUM)
    isHeard.push(output.subarray(at, at + QUANTUM).some((value) => value !== 0));
  return isHeard.filter((heard, at) => heard && at > 0 && !isHeard[at - 1]).length - 1;
}

function steepest(output: Float32Array): number {
  let most = 0;
  for (let at = 1; at < output.length; at++) most = Math.max(most, Math.abs((output[at] ?? 0) - (output[at - 1] ?? 0)));
  return most;
}

/** Of the blocks that arrived in that time: how long they took until they were over, without their own length. */
function delays({ heard }: Outcome, arrived: readonly Arrival[], from: number, to: number): number[] {
  return heard
    .filter(({ id }) => (arrived[id]?.at ?? 0) >= from && (arrived[id]?.at ?? 0) < to)
    .map(({ delay }) => delay - BLOCK);
}

/** The same numbers every time, from 0 to 1. */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

test("on a good line sound waits 80 ms at first, then less, and without a break", () => {
  const random = numbers();
  const arriving = arrivals(500, () => random() * 5);
  const outcome = play(arriving, 10_000);
  expect(Math.max(...delays(outcome, arriving, 0, 10_000))).toBeLessThan(90);
  expect(Math.max(...delays(outcome, arriving, 5000, 9900))).toBeLessThan(60);
  expect(silence(outcome.output, 100, 9900)).toBe(0);
  expect(steepest(outcome.output)).toBeLessThan(STEEPEST);
});

test("on a bad line the delay grows as far as there is jitter, and sound no longer breaks off", () => {
  const random = numbers();
  const arriving = arrivals(1500, () => random() * 200);
  const outcome = play(arriving, 30_000);
  expect(silence(outcome.output, 10_000, 29_700)).toBe(0);
  expect(Math.max(...delays(outcome, arriving, 10_000, 29_700))).toBeLessThan(260);
  expect(steepest(outcome.output)).toBeLessThan(STEEPEST);
});

test("when the line is good again, the delay shrinks without a break", () => {
  const random = numbers();
  const arriving = arrivals(1500, (at) => (at < 8000 ? random() * 200 : 0));
  const outcome = play(arriving, 30_000);
  expect(silence(outcome.output, 9000, 29_700)).toBe(0);
  expect(Math.max(...delays(outcome, arriving, 22_000, 29_700))).toBeLessThan(60);
  expect(steepest(outcome.output)).toBeLessThan(STEEPEST);
});

test("what a line has held back for two seconds is left out: nobody hears two seconds later from then on", () => {
  const arriving = arrivals(1500, (at) => (at >= 5000 && at < 7000 ? 7000 - at : 0));
  const outcome = play(arriving, 30_000);
  expect(Math.max(...delays(outcome, arriving, 7100, 8000))).toBeLessThan(560);
  expect(Math.max(...delays(outcome, arriving, 20_000, 29_700))).toBeLessThan(60);
  expect(steepest(outcome.output)).toBeLessThan(STEEPEST);
});

test("a desktop whose clock runs one percent faster or slower stays in step", () => {
  for (const interval of [BLOCK * 0.99, BLOCK * 1.01]) {
    const arriving = arrivals(1500, () => 0, interval);
    const outcome = play(arriving, 30_000);
    expect(Math.max(...delays(outcome, arriving, 0, 29_000))).toBeLessThan(180);
    expect(silence(outcome.output, 100, 29_000)).toBe(0);
    expect(steepest(outcome.output)).toBeLessThan(STEEPEST);
  }
});

test("a desktop that is silent now and then has no bad line: sound breaks off only when it does", () => {
  const random = numbers();
  const pauses = (at: number) => Math.floor(at / 1000) * 500;
  const sent = arrivals(500, pauses).map(({ at }) => at);
  const arriving = arrivals(500, (at) => pauses(at) + random() * 30).map(({ at }, index) => ({
    at,
    timestamp: sent[index] ?? 0,
  }));
  const outcome = play(arriving, 15_000);
  expect(Math.max(...delays(outcome, arriving, 2000, 15_000))).toBeLessThan(110);
  expect(breaks(outcome.output)).toBe(9);
});

test("a sound that is shorter than the delay is heard all the same", () => {
  const outcome = play(
    arrivals(1, () => 0),
    200,
  );
  expect(outcome.heard.map(({ id }) => id)).toEqual([0]);
  expect(outcome.output.some((value) => value > 0.4)).toBe(true);
});

test("however blocks arrive, each is over once and in its turn, and what waits is bounded", () => {
  const gaps = fc.array(fc.oneof(fc.constant(0), fc.nat(BLOCK), fc.nat(1500)), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(gaps, fc.array(fc.nat(0xffff), { minLength: 80, maxLength: 80 }), (gaps, timestamps) => {
      let at = 0;
      const arriving = gaps.map((gap, index) => {
        at += gap;
        return { at, timestamp: timestamps[index] ?? 0 };
      });
      const { heard, mostWaiting, output } = play(arriving, at + 1000);
      expect(heard.map(({ id }) => id)).toEqual(arriving.map((_, index) => index));
      expect(steepest(output)).toBeLessThan(STEEPEST);
      // What comes all at once is there all at once, but only until the next pull.
      expect(mostWaiting).toBeLessThanOrEqual(((400 + 150 + BLOCK) * RATE) / 1000);
    }),
    { numRuns: 20 },
  );
});
