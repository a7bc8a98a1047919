import { afterEach, describe, expect, test, vi } from "vitest";
import { marie } from "./testing/memory-store.ts";
import { TestGateway } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

let gateway: TestGateway;
afterEach(() => gateway.stop());

describe("the manager", () => {
  test("ends one session for an administrator", async () => {
    gateway = await TestGateway.start();
    const { browser, id } = await gateway.openDesktop();
    expect(await gateway.manager.end("nobody's", "disconnected-by-administrator")).toBe(false);
    expect(await gateway.manager.end(id, "disconnected-by-administrator")).toBe(true);
    expect((await browser.status("ended")).failure?.code).toBe("disconnected-by-administrator");
  });

  test("ends the sessions of a sign-in that is over, and no others", async () => {
    gateway = await TestGateway.start();
    const first = await gateway.openDesktop();
    gateway.principal = { ...marie, signIn: "second" };
    const second = await gateway.openDesktop();
    gateway.manager.endSignIn("first");
    expect((await first.browser.status("ended")).failure?.code).toBe("signed-out");
    expect((await gateway.manager.list()).map(({ id }) => id)).toEqual([second.id]);
  });

  test("closes every history row when the gateway stops", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
    await gateway.openDesktop();
    await gateway.manager.shutdown();
    expect(gateway.store.history.map(({ closings }) => closings.length)).toEqual([1, 1]);
    expect((await browser.status("ended")).failure?.code).toBe("gateway-stopping");
    await server.call("disconnect");
  });

  test("marks the history rows of live sessions", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      gateway = await TestGateway.start();
      await gateway.openDesktop();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(gateway.store.heartbeats.at(-1)).toMatchObject([{ historyId: 1, state: "active", principal: marie }]);
    } finally {
      vi.useRealTimers();
    }
  });
});
