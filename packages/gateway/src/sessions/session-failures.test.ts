import { type Attach, Downstream, type FailureCode, MessageWriter, Upstream } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ServerConnection } from "./testing/scripted-server.ts";
import type { TestBrowser } from "./testing/test-browser.ts";
import { ACTIVE, TestGateway, theConnection } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

const attach: Attach = {
  protocol: 1,
  connection: theConnection.connection,
  display: { width: 800, height: 600, scale: 100 },
  timezone: "UTC",
  lockKeys: 0,
  decodes: { avc: "none" },
};

const update = (length: number) => ({ type: "update", data: length });
const ended = (code: FailureCode) => ({ type: "ended", failure: { code, detail: "as scripted", message: "" } });

let gateway: TestGateway;
afterEach(() => gateway.stop());

describe("a failure", () => {
  async function failureOf(script: (server: ServerConnection) => void): Promise<string | undefined> {
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    script(server);
    const { failure } = await browser.status("ended");
    await gateway.closedHistory();
    expect(await gateway.manager.list()).toEqual([]);
    expect(gateway.logger.warn.mock.calls.map(([facts]) => facts)).toMatchObject([{ code: failure?.code }]);
    return failure?.code;
  }

  test.each<FailureCode>(["logged-off", "server-full", "licence-refused", "protocol-error"])(
    "%s that the server tells is told on, logged once, and closes the history row",
    async (code) => {
      gateway = await TestGateway.start();
      expect(await failureOf((server) => server.send(ended(code)))).toBe(code);
    },
  );

  test("is told when the server sends without end and shows nothing", async () => {
    gateway = await TestGateway.start();
    expect(
      await failureOf((server) => {
        server.socket.write("x".repeat(2 << 20));
      }),
    ).toBe("protocol-error");
  });

  test("is told when nothing listens", async () => {
    gateway = await TestGateway.start();
    gateway.desktop.close();
    const browser = gateway.browser();
    await browser.attach(theConnection);
    expect((await browser.status("ended")).failure?.code).toBe("port-closed");
    await gateway.closedHistory();
  });

  test("is told when the host has no address", async () => {
    gateway = await TestGateway.start({ hostname: "desktop.invalid" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    expect((await browser.status("ended")).failure?.code).toBe("host-unknown");
    await gateway.closedHistory();
  });

  test("names the parameter of a connection that cannot be used", async () => {
    gateway = await TestGateway.start({ security: "ssl" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const { failure } = await browser.status("ended");
    expect(failure).toMatchObject({ code: "connection-misconfigured", detail: expect.stringMatching(/^security: /) });
    await gateway.closedHistory();
  });

  test("is told for a connection that is not there", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    await browser.attach({ connection: { dataSource: "postgresql", identifier: "2" } });
    expect((await browser.status("ended")).failure?.code).toBe("connection-not-found");
    expect(gateway.store.history).toEqual([]);
  });

  test("of our own ends its session and no other", async () => {
    gateway = await TestGateway.start();
    const healthy = await gateway.openDesktop();
    const broken = await gateway.openDesktop();
    broken.server.send({ type: "throw" });
    expect((await broken.browser.status("ended")).failure?.code).toBe("gateway-error");
    healthy.server.send(update(5));
    expect((await healthy.browser.record(Downstream.FastPathUpdate)).payload).toHaveLength(6);
    expect((await gateway.manager.list()).map(({ id }) => id)).toEqual([healthy.id]);
  });

  test("of the database while a session is opened is told", async () => {
    gateway = await TestGateway.start();
    gateway.store.open = () => Promise.reject(new Error("the database is away"));
    const browser = gateway.browser();
    await browser.attach(theConnection);
    expect((await browser.status("ended")).failure?.code).toBe("gateway-error");
  });

  test("of the database while a session ends leaves no row open", async () => {
    gateway = await TestGateway.start();
    gateway.store.failures = 1;
    const { browser } = await gateway.openDesktop();
    browser.intend({ kind: "disconnect" });
    await browser.status("ended");
    expect((await gateway.closedHistory())[0]?.closings).toHaveLength(1);
  });

  test("of the tunnel's format closes the line and keeps the desktop", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await gateway.openDesktop();
    browser.socket.send(Uint8Array.of(200, 0));
    expect(await browser.closed).toBe(1008);
    expect(await server.call("suppressOutput")).toEqual([true]);
    expect((await gateway.manager.list()).map((session) => session.id)).toEqual([id]);
  });

  test.each([
    ["text", "attach"],
    ["a record of another type", Uint8Array.of(Upstream.Disconnect, 0)],
    ["an attach that names nothing", attachMessage({ protocol: 1 })],
    ["an attach of a wrong shape", attachMessage([])],
    ["an attach that decodes an unknown H.264", attachMessage({ ...attach, decodes: { avc: "avc422" } })],
  ])("a line that begins with %s is closed", async (_, message) => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    browser.socket.once("open", () => browser.socket.send(message));
    expect(await browser.closed).toBe(1008);
    expect(gateway.store.history).toEqual([]);
  });
});

describe("a desktop whose line is cut", () => {
  const cookie = { logonId: 3, randomBits: "" };

  async function cut(server: ServerConnection, browser: TestBrowser): Promise<ServerConnection> {
    server.socket.destroy();
    await browser.status("reconnecting");
    const again = await gateway.desktop.connection();
    await again.call("start");
    return again;
  }

  test("is connected to again, and its history row goes on", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
    const again = await cut(server, browser);
    await browser.record(Downstream.PipelineReset);
    again.send(ACTIVE);
    await browser.record(Downstream.DesktopSize);
    await browser.status("active");
    browser.intend({ kind: "key", flags: 0, scancode: 30 });
    expect(await again.call("key")).toEqual([0, 30]);
    expect(gateway.store.history).toMatchObject([{ closings: [] }]);
  });

  test("is connected to in the size that it had last", async () => {
    gateway = await TestGateway.start({ "resize-method": "display-update" });
    const { browser, server } = await gateway.openDesktop();
    server.send({ type: "resizable" });
    browser.intend({ kind: "resize", display: { width: 1000, height: 700, scale: 100 } });
    await server.call("resize");
    server.socket.destroy();
    const again = await gateway.desktop.connection();
    expect((await again.call("start"))[1]).toEqual({ width: 1000, height: 700, scale: 100 });
  });

  test("is told as lost when it cannot be won back", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      gateway = await TestGateway.start();
      const { browser, server } = await gateway.openDesktop();
      gateway.desktop.close();
      server.socket.destroy();
      await browser.status("reconnecting");
      const ended = browser.status("ended");
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(1_000);
        expect(await gateway.manager.list()).toEqual([]);
      });
      expect((await ended).failure?.code).toBe("connection-lost");
    } finally {
      vi.useRealTimers();
    }
    expect(await gateway.closedHistory()).toHaveLength(1);
  });

  test("is not connected to again when it was never there, or was ended", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    server.socket.destroy();
    expect((await browser.status("ended")).failure?.code).toBe("connection-lost");
    const second = await gateway.openDesktop();
    second.server.send({ type: "ended" });
    expect(await second.browser.status("ended")).toEqual({ kind: "ended" });
  });

  test("without credentials is connected to again with a cookie only", async () => {
    gateway = await TestGateway.start({ username: "", password: "" });
    const first = await gateway.openDesktop();
    first.server.send({ type: "autoReconnectCookie", cookie }, { type: "lockKeys", keys: 0 });
    await first.browser.record(Downstream.LockKeys);
    await cut(first.server, first.browser);
    const second = await gateway.openDesktop();
    second.server.socket.destroy();
    expect((await second.browser.status("ended")).failure?.code).toBe("connection-lost");
  });
});

function attachMessage(value: unknown): Uint8Array {
  const writer = new MessageWriter();
  writer.append(Upstream.Attach, new TextEncoder().encode(JSON.stringify(value)));
  return writer.take();
}
