import type { Intention } from "@passerelle/tunnel";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isPasteStroke, PasteGate } from "./paste-gate.ts";

const key = (scancode: number): Intention => ({ kind: "key", scancode, flags: 0 });

describe("PasteGate", () => {
  let sent: Intention[];
  let gate: PasteGate;
  let ready: PromiseWithResolvers<void>;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    gate = new PasteGate((intentions) => sent.push(...intentions));
    ready = Promise.withResolvers();
    gate.handler = { struck: () => ready.promise, pasted: () => {} };
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("without a paste, input goes straight through", () => {
    gate.input([key(1)]);
    expect(sent).toEqual([key(1)]);
  });

  test("Ctrl+V and what follows wait until the desktop is ready, and keep their order", async () => {
    expect(gate.struck()).toBe(true);
    gate.input([key(1)]);
    gate.input([key(2), key(3)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([]);
    ready.resolve();
    await vi.advanceTimersByTimeAsync(0);
    gate.input([key(4)]);
    expect(sent).toEqual([key(1), key(2), key(3), key(4)]);
  });

  test("a desktop that never answers holds nothing up for long", async () => {
    gate.struck();
    gate.input([key(1)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([key(1)]);
  });

  test("a second paste waits with the first", async () => {
    gate.struck();
    gate.input([key(1)]);
    gate.handler = { struck: () => Promise.resolve(), pasted: () => {} };
    gate.struck();
    gate.input([key(2)]);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([]);
    ready.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([key(1), key(2)]);
  });

  test("where pasting is not allowed, or not loaded, nothing is held and the browser is not asked", () => {
    gate.handler = { struck: () => undefined, pasted: () => {} };
    expect(gate.struck()).toBe(false);
    gate.handler = undefined;
    expect(gate.struck()).toBe(false);
    gate.input([key(1)]);
    expect(sent).toEqual([key(1)]);
  });
});

const none = { key: "", code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test.each([
  ["Ctrl+V", { key: "v", code: "KeyV", ctrlKey: true }, true],
  ["Cmd+V", { key: "v", code: "KeyV", metaKey: true }, true],
  ["Ctrl+Shift+V", { key: "V", code: "KeyV", ctrlKey: true, shiftKey: true }, true],
  ["Shift+Insert", { key: "Insert", code: "Insert", shiftKey: true }, true],
  ["Ctrl+V of a Dvorak keyboard", { key: "v", code: "Period", ctrlKey: true }, true],
  ["Ctrl+V of a Russian keyboard", { key: "м", code: "KeyV", ctrlKey: true }, true],
  ["Ctrl+K of a Dvorak keyboard", { key: "k", code: "KeyV", ctrlKey: true }, false],
  ["Ctrl+Alt+V", { key: "v", code: "KeyV", ctrlKey: true, altKey: true }, false],
  ["V", { key: "v", code: "KeyV" }, false],
])("%s: the browser pastes: %#", (_name, event, isPaste) => {
  expect(isPasteStroke({ ...none, ...event })).toBe(isPaste);
});
