import { Downstream } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import { marie } from "./testing/memory-store.ts";
import { TestGateway, theConnection } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

const update = (length: number) => ({ type: "update", data: length });
/** An update that is as long on the server's socket as it will be on the browser's line. */
const bulk = (length: number) => ({ ...update(length), padding: "x".repeat(length) });

let gateway: TestGateway;
afterEach(() => gateway.stop());

describe("a line that breaks", () => {
  test("leaves the desktop there, and its browser gets what it missed", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await gateway.openDesktop();
    server.send(update(1));
    await browser.record(Downstream.FastPathUpdate);
    const received = browser.count;
    browser.socket.terminate();
    expect(await server.call("suppressOutput")).toEqual([true]);
    server.send(update(2), update(3));
    const again = gateway.browser();
    const attached = await again.attach({ session: { id, received } });
    expect(attached).toEqual({ session: id, count: received, resumed: true });
    expect((await again.record(Downstream.FastPathUpdate)).payload).toHaveLength(3);
    expect((await again.record(Downstream.FastPathUpdate)).payload).toHaveLength(4);
    expect(await server.call("suppressOutput")).toEqual([false]);
    expect(server.calls.filter(({ call }) => call === "repaint")).toEqual([]);
    expect(gateway.store.history).toHaveLength(1);
  });

  test("starts over for a browser that kept nothing", async () => {
    gateway = await TestGateway.start();
    const { server, id } = await gateway.openDesktop();
    const again = gateway.browser();
    expect(await again.attach({ session: { id } })).toMatchObject({ session: id, resumed: false });
    await again.record(Downstream.DesktopSize);
    await again.status("active");
    await server.call("repaint");
  });

  test("has the desktop connected to anew for a browser that decodes other H.264 than was offered", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await gateway.openDesktop();
    browser.socket.terminate();
    const again = gateway.browser();
    await again.attach({ session: { id } }, "avc444");
    await server.call("disconnect");
    const anew = await gateway.desktop.connection();
    expect((await anew.call("start"))[2]).toBe("avc444");
    expect(server.calls.filter(({ call }) => call === "repaint")).toEqual([]);
  });

  test("is closed when another one takes the session over, which then goes on", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await gateway.openDesktop();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const again = gateway.browser();
      await again.attach({ session: { id } });
      expect(await browser.closed).toBe(4001);
      await vi.advanceTimersByTimeAsync(6 * 60_000);
      again.intend({ kind: "key", flags: 0, scancode: 30 });
      await server.call("key");
    } finally {
      vi.useRealTimers();
    }
    expect(await gateway.manager.list()).toHaveLength(1);
  });

  test("may say more before it has its session", async () => {
    gateway = await TestGateway.start();
    const { store } = gateway;
    const { promise: database, resolve: answer } = Promise.withResolvers<void>();
    const open = store.open.bind(store);
    store.open = async (request) => {
      await database;
      return open(request);
    };
    const browser = gateway.browser();
    const attached = browser.attach(theConnection);
    await new Promise((resolve) => browser.socket.once("open", () => setImmediate(resolve)));
    browser.intend({ kind: "ping", value: 7 });
    browser.socket.ping();
    await new Promise((resolve) => browser.socket.once("pong", resolve));
    answer();
    await attached;
    expect([...(await browser.record(Downstream.Pong)).payload]).toEqual([7, 0, 0, 0]);
  });

  test("starts over when more was sent than is kept", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await gateway.openDesktop();
    const received = browser.count;
    browser.socket.terminate();
    await server.call("suppressOutput");
    server.send(...Array.from({ length: 200 }, () => update(20_000)), { type: "lockKeys", keys: 1 });
    await vi.waitFor(async () => {
      const attached = await gateway.browser().attach({ session: { id, received } });
      expect(attached.resumed).toBe(false);
    });
  });

  test("may not be taken up by another user", async () => {
    gateway = await TestGateway.start();
    const { id } = await gateway.openDesktop();
    gateway.principal = { ...marie, userId: 2, username: "other" };
    const thief = gateway.browser();
    await thief.attach({ session: { id } });
    expect((await thief.status("ended")).failure?.code).toBe("connection-lost");
    expect(await gateway.manager.list()).toHaveLength(1);
  });

  test("ends the session when nobody comes back in time", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      browser.socket.terminate();
      await server.call("suppressOutput");
      await vi.advanceTimersByTimeAsync(6 * 60_000);
    } finally {
      vi.useRealTimers();
    }
    await server.call("disconnect");
    expect(await gateway.closedHistory()).toHaveLength(1);
    expect(await gateway.manager.list()).toEqual([]);
  });
});

describe("a browser that starts over", () => {
  test("gets another connection where the server does not begin its picture anew", async () => {
    gateway = await TestGateway.start();
    const { server, id } = await gateway.openDesktop();
    server.send({ type: "pipelineOpened" });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const again = gateway.browser();
      await again.attach({ session: { id } });
      await server.call("repaint");
      await vi.advanceTimersByTimeAsync(6_000);
      await again.status("reconnecting");
    } finally {
      vi.useRealTimers();
    }
    await (await gateway.desktop.connection()).call("start");
  });

  test("keeps the connection where it does", async () => {
    gateway = await TestGateway.start();
    const { server, id } = await gateway.openDesktop();
    server.send({ type: "pipelineOpened" });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const again = gateway.browser();
      await again.attach({ session: { id } });
      await server.call("repaint");
      server.send({ type: "pipelineOpened" });
      await again.record(Downstream.PipelineReset);
      await vi.advanceTimersByTimeAsync(6_000);
      again.intend({ kind: "key", flags: 0, scancode: 30 });
      await server.call("key");
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a browser that is slower than its desktop", () => {
  test("stops the server from being read until it has presented", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
    const sent = 1200;
    for (let index = 0; index < sent; index++) server.send(bulk(20_000));
    server.send({ type: "lockKeys", keys: 5 });
    let arrived = 0;
    while (arrived < 5) {
      await browser.record(Downstream.FastPathUpdate);
      arrived++;
    }
    // Input goes on although pictures wait.
    browser.intend({ kind: "key", flags: 0, scancode: 30 });
    await server.call("key");
    while (arrived < sent) {
      browser.intend({ kind: "acknowledge", count: browser.count });
      await browser.record(Downstream.FastPathUpdate);
      arrived++;
    }
    expect([...(await browser.record(Downstream.LockKeys)).payload]).toEqual([5]);
  });

  test("is given up when it presents nothing for a minute, and the desktop stays", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    try {
      gateway = await TestGateway.start();
      const { browser, server } = await gateway.openDesktop();
      const line = `${JSON.stringify(bulk(1000))}\n`;
      server.socket.write(line.repeat(5_000));
      await vi.waitFor(() => expect(browser.count).toBeGreaterThan(100), { interval: 5 });
      for (let round = 0; round < 5 && browser.socket.readyState === browser.socket.OPEN; round++) {
        await vi.advanceTimersByTimeAsync(15_000);
        browser.intend({ kind: "ping", value: round });
        await Promise.race([browser.record(Downstream.Pong), browser.closed]);
      }
      expect(await browser.closed).toBe(4002);
    } finally {
      vi.useRealTimers();
    }
    expect(await gateway.manager.list()).toHaveLength(1);
  });

  test("holds no more than a bounded part of what the server has to say", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
    const said = 20_000_000;
    const line = `${JSON.stringify(bulk(1000))}\n`;
    server.socket.write(line.repeat(said / line.length));
    for (let still = 0, before = 0; still < 20; still = browser.records.length > before + 1 ? 0 : still + 1) {
      before = browser.records.length;
      browser.intend({ kind: "ping", value: still });
      await vi.waitFor(() => expect(browser.records.length).toBeGreaterThan(before));
    }
    const received = browser.records.reduce((sum, { payload }) => sum + payload.length, 0);
    expect(received).toBeGreaterThan(100_000);
    expect(received).toBeLessThan(1_000_000);
    expect(server.socket.writableLength).toBeGreaterThan(0);
  });
});
