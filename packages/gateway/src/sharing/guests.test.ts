import { Downstream, decodeRecords, encodeIntention, type Intention, MessageWriter } from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Line, LineListener } from "../sessions/line.ts";
import type { GuestFacts } from "./guest.ts";
import { Guests } from "./guests.ts";

const ACTIVE = {
  kind: "active",
  name: "",
  unicode: true,
  readOnly: false,
  mostMonitors: 4,
  relative: true,
  layout: "",
} as const;
const WHOLE = Uint8Array.of(0);
const MEGABYTE = 1024 * 1024;

/** A line whose browser presents what it gets when the test says so. */
class TestLine {
  listener!: LineListener;
  closed = false;
  closedWith: number | undefined;
  unsent = 0;
  roundTrip = 0;
  readonly messages: Uint8Array[] = [];

  send(message: Uint8Array): void {
    this.messages.push(message.slice());
  }

  close({ code }: { readonly code: number }): void {
    if (this.closed) return;
    this.closed = true;
    this.closedWith = code;
    this.listener.closed();
  }

  get records() {
    return this.messages
      .flatMap((message) => decodeRecords(message))
      .filter(({ type }) => type !== Downstream.Attached);
  }

  of(type: number) {
    return this.records.filter((record) => record.type === type);
  }

  intend(intention: Intention): void {
    const { type, payload } = encodeIntention(intention);
    const writer = new MessageWriter();
    writer.append(type, payload);
    this.listener.message(writer.take());
  }

  presentAll(): void {
    this.intend({ kind: "acknowledge", count: this.records.length });
  }
}

const listener = {
  ...{ input: vi.fn(), frameShown: vi.fn(), congested: vi.fn(), relieved: vi.fn(), changed: vi.fn(), looked: vi.fn() },
  ...{ broken: vi.fn(), beginningWanted: vi.fn(), beginning: () => "repaint" as const },
  guard: (work: () => void) => work(),
};
let guests: Guests;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  guests = new Guests(listener);
  listener.beginningWanted.mockImplementation(() => guests.begin({ width: 8, height: 8 }, ACTIVE));
});
afterEach(() => {
  guests.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

let names = 0;
function join(): TestLine {
  const line = new TestLine();
  const facts: GuestFacts = {
    ...{ id: `guest ${++names}`, link: "link", username: undefined, remoteHost: "", since: new Date(0) },
    ...{ policy: { readOnly: false, copy: true, paste: true }, decodes: { avc: "none" as const } },
  };
  guests.join(line as unknown as Line, facts, ACTIVE, vi.fn());
  vi.advanceTimersByTime(3_000);
  line.presentAll();
  return line;
}

function show(length = 100_000): void {
  guests.append(Downstream.FastPathUpdate, WHOLE, new Uint8Array(length));
  guests.chunkDone();
}

test("a guest who falls behind is left out, and begins anew when its line is free, later each time", () => {
  const quick = join();
  const slow = join();
  for (let shown = 0; shown < 60; shown++) {
    show();
    quick.presentAll();
  }
  expect(quick.of(Downstream.FastPathUpdate)).toHaveLength(60);
  const got = slow.of(Downstream.FastPathUpdate).length;
  expect(got).toBeLessThan((4.5 * MEGABYTE) / 100_000);
  expect(listener.congested).not.toHaveBeenCalled();
  expect(listener.beginningWanted).toHaveBeenCalledTimes(2);
  slow.presentAll();
  vi.advanceTimersByTime(4_999);
  show();
  expect(slow.of(Downstream.FastPathUpdate)).toHaveLength(got);
  vi.advanceTimersByTime(1);
  expect(listener.beginningWanted).toHaveBeenCalledTimes(3);
  expect(slow.records.at(-2)?.type).toBe(Downstream.DesktopSize);
  show();
  expect(slow.of(Downstream.FastPathUpdate)).toHaveLength(got + 1);
});

test("a guest who takes nothing for a minute is given up", () => {
  const line = join();
  for (let shown = 0; shown < 60; shown++) show();
  guests.checkLines(performance.now() + 30_000);
  expect(line.closed).toBe(false);
  guests.checkLines(performance.now() + 61_000);
  expect(line.closedWith).toBe(4002);
  expect(guests.count).toBe(0);
});

test("a guest whose line is full when the picture begins anew gets nothing until it is free", () => {
  join();
  const line = new TestLine();
  const facts = { id: "full", link: "", username: undefined, remoteHost: "", since: new Date(0) };
  const policy = { readOnly: true, copy: false, paste: false };
  guests.join(line as unknown as Line, { ...facts, policy, decodes: { avc: "none" } }, ACTIVE, vi.fn());
  line.unsent = 5 * MEGABYTE;
  line.intend({ kind: "ping", value: 1 });
  vi.advanceTimersByTime(3_000);
  for (let shown = 0; shown < 30; shown++) show();
  expect(line.of(Downstream.FastPathUpdate)).toHaveLength(0);
  line.unsent = 0;
  line.presentAll();
  vi.advanceTimersByTime(5_000);
  show();
  expect(line.of(Downstream.FastPathUpdate)).toHaveLength(1);
});

test("a guest whose full line has set the pace is left out when the owner comes back", () => {
  const line = join();
  guests.isOwnerAway = true;
  line.unsent = 5 * MEGABYTE;
  show();
  expect(listener.congested).toHaveBeenCalledOnce();
  guests.isOwnerAway = false;
  expect(listener.relieved).toHaveBeenCalledOnce();
  for (let shown = 0; shown < 30; shown++) show();
  expect(line.of(Downstream.FastPathUpdate)).toHaveLength(1);
});

test("guests who join together begin together, and others not before three seconds have passed", () => {
  const first = new TestLine();
  const second = new TestLine();
  for (const [index, line] of [first, second].entries()) {
    const facts = { id: `${index}`, link: "", username: undefined, remoteHost: "", since: new Date(0) };
    const policy = { readOnly: true, copy: false, paste: false };
    guests.join(line as unknown as Line, { ...facts, policy, decodes: { avc: "none" } }, ACTIVE, vi.fn());
  }
  vi.advanceTimersByTime(0);
  expect(listener.beginningWanted).toHaveBeenCalledTimes(1);
  expect(second.of(Downstream.DesktopSize)).toHaveLength(1);
  const third = new TestLine();
  const facts = { id: "third", link: "", username: undefined, remoteHost: "", since: new Date(0) };
  const policy = { readOnly: true, copy: false, paste: false };
  guests.join(third as unknown as Line, { ...facts, policy, decodes: { avc: "none" } }, ACTIVE, vi.fn());
  vi.advanceTimersByTime(2_999);
  expect(third.of(Downstream.DesktopSize)).toHaveLength(0);
  vi.advanceTimersByTime(1);
  expect(third.of(Downstream.DesktopSize)).toHaveLength(1);
});

test("while the owner is away the fastest guest sets the pace, and one who takes nothing stops nobody", () => {
  const stuck = join();
  const quick = join();
  guests.isOwnerAway = true;
  for (let shown = 0; shown < 30; shown++) {
    show();
    quick.presentAll();
  }
  expect(quick.of(Downstream.FastPathUpdate)).toHaveLength(30);
  const pauses = listener.congested.mock.calls.length;
  expect(listener.relieved.mock.calls.length).toBe(pauses);
  // Nobody takes anything: the desktop waits, until somebody does.
  for (let shown = 0; shown < 30; shown++) show();
  expect(listener.congested.mock.calls.length).toBeGreaterThan(listener.relieved.mock.calls.length);
  quick.presentAll();
  expect(listener.relieved.mock.calls.length).toBe(listener.congested.mock.calls.length);
  expect(stuck.closed).toBe(false);
});

test("what a guest holds is let go when it leaves, and nobody types faster than a person", () => {
  const line = join();
  line.intend({ kind: "key", flags: 0, scancode: 29 });
  line.intend({ kind: "pointer-button", button: 1, pressed: true, x: 3, y: 4 });
  line.intend({ kind: "pointer-button", button: 1, pressed: false, x: 5, y: 6 });
  for (let key = 0; key < 2_000; key++) line.intend({ kind: "unicode", flags: 0, unit: 65 });
  expect(listener.input).toHaveBeenCalledTimes(1_000);
  line.close({ code: 1006 });
  expect(listener.input).toHaveBeenCalledTimes(1_001);
  expect(listener.input).toHaveBeenLastCalledWith({ kind: "key", flags: 1, scancode: 29 });
});
