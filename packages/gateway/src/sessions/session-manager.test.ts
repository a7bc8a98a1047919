import { Downstream } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import { liveSession, marie } from "./testing/memory-store.ts";
import { TestGateway, theConnection } from "./testing/test-gateway.ts";

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

  test("ends sessions that stand on no right any more, each in its own words", async () => {
    gateway = await TestGateway.start();
    const first = await gateway.openDesktop();
    const second = await gateway.openDesktop();
    gateway.store.pending.push({ kind: "end", historyId: 1, failure: { code: "user-disabled" } });
    gateway.manager.recheck();
    expect((await first.browser.status("ended")).failure?.code).toBe("user-disabled");
    await first.server.call("disconnect");
    expect((await gateway.manager.list()).map(({ id }) => id)).toEqual([second.id]);
  });

  test("goes on while the database cannot be asked", async () => {
    gateway = await TestGateway.start();
    const { browser } = await gateway.openDesktop();
    const heartbeat = vi.spyOn(gateway.store, "heartbeat").mockRejectedValueOnce(new Error("the database is away"));
    gateway.manager.recheck();
    await vi.waitFor(() => expect(heartbeat).toHaveBeenCalled());
    browser.intend({ kind: "ping", value: 1 });
    await browser.record(Downstream.Pong);
  });

  test("shows a message over the desktop, also to somebody who is away", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await gateway.openDesktop();
    expect(await gateway.manager.message(id, "Pause at noon")).toBe(true);
    expect(await browser.status("message")).toEqual({ kind: "message", text: "Pause at noon" });
    browser.socket.terminate();
    await server.call("suppressOutput");
    await gateway.manager.message(id, "Back to work");
    const again = gateway.browser();
    await again.attach({ session: { id } });
    expect(await again.status("active")).toMatchObject({ name: "Alexandra" });
    expect(await again.status("message")).toEqual({ kind: "message", text: "Back to work" });
  });

  test("hands on what is meant for sessions of other gateways", async () => {
    gateway = await TestGateway.start();
    const elsewhere = liveSession(77, marie, gateway.store.connection);
    gateway.store.elsewhere = [elsewhere];
    await gateway.manager.message(elsewhere.id, "Hello");
    await gateway.manager.end(elsewhere.id, "ended-by-user");
    expect(gateway.store.requests).toEqual([
      { historyId: 77, wish: "Hello" },
      { historyId: 77, wish: "ended-by-user" },
    ]);
  });

  test("does not keep any number of lines waiting for one user", async () => {
    gateway = await TestGateway.start();
    const lines = Array.from({ length: 20 }, () => gateway.browser());
    await Promise.all(lines.map(({ socket }) => new Promise((resolve) => socket.once("open", resolve))));
    expect(await gateway.browser().closed).toBe(4003);
    gateway.principal = { ...marie, userId: 2 };
    const other = gateway.browser();
    await other.attach(theConnection);
    lines[0]?.socket.close();
    await lines[0]?.closed;
    gateway.principal = marie;
    await gateway.browser().attach(theConnection);
  });
});
