import type { FailureCode, Intention } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import { TestGateway } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

let gateway: TestGateway;
afterEach(() => gateway.stop());

const INPUT: readonly Intention[] = [
  { kind: "key", flags: 0, scancode: 30 },
  { kind: "unicode", flags: 0, unit: 0x41 },
  { kind: "pointer-move", x: 1, y: 1 },
  { kind: "wheel", horizontal: false, rotation: 120, x: 1, y: 1 },
];
const NO_INPUT: readonly Intention[] = [
  { kind: "acknowledge", count: 0 },
  { kind: "frame-shown", source: 0, frame: 1, pending: 0 },
  { kind: "visibility", visible: true },
  { kind: "lock-keys", keys: 0 },
];

/** How many stretches of activity the store was told of, by heartbeats and at the end. */
function written(): number {
  const { heartbeats, history } = gateway.store;
  const told = [...heartbeats.flat(), ...history.flatMap(({ closings }) => closings)];
  return new Set(told.flatMap(({ active }) => active.map(({ start }) => start))).size;
}

describe("the history row of a session", () => {
  test.each([
    [INPUT, 1],
    [NO_INPUT, 0],
  ])("has activity where the person did something: %j", async (intentions, stretches) => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
    for (const intention of intentions) browser.intend(intention);
    browser.intend({ kind: "disconnect" });
    await server.call("disconnect");
    const [row] = await gateway.closedHistory();
    expect(row?.closings).toMatchObject([{ cause: "left" }]);
    expect(written()).toBe(stretches);
  });

  test("says which failure ended it", async () => {
    gateway = await TestGateway.start();
    const { server } = await gateway.openDesktop();
    const failure = { code: "logged-off" satisfies FailureCode, detail: "as scripted", message: "" };
    server.send({ type: "ended", failure });
    const [row] = await gateway.closedHistory();
    expect(row?.closings).toMatchObject([{ cause: "logged-off" }]);
  });

  test("ends where the line was lost, not when the desktop was given up", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
    try {
      gateway = await TestGateway.start();
      const { browser, server } = await gateway.openDesktop();
      browser.intend({ kind: "key", flags: 0, scancode: 30 });
      await server.call("key");
      await vi.advanceTimersByTimeAsync(60_000);
      const lost = Date.now();
      browser.socket.terminate();
      await server.call("suppressOutput");
      await vi.advanceTimersByTimeAsync(6 * 60_000);
      await server.call("disconnect");
      const [row] = await gateway.closedHistory();
      expect(row?.closings).toMatchObject([{ cause: "connection-lost", reached: new Date(lost) }]);
      expect(written()).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
