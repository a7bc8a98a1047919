import { Downstream, decodeDesktopSize, type FailureCode, MessageWriter, Upstream } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import { marie } from "./testing/memory-store.ts";
import type { ServerConnection } from "./testing/scripted-server.ts";
import type { TestBrowser } from "./testing/test-browser.ts";
import { TestGateway, theConnection } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async () => ({
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

const ACTIVE = { type: "active", width: 1280, height: 800, unicodeInput: true };
const update = (length: number) => ({ type: "update", data: length });
const ended = (code: FailureCode) => ({ type: "ended", failure: { code, detail: "as scripted", message: "" } });

let gateway: TestGateway;
afterEach(() => gateway.stop());

async function openDesktop(): Promise<{ browser: TestBrowser; server: ServerConnection; id: string }> {
  const browser = gateway.browser();
  const { session } = await browser.attach(theConnection);
  const server = await gateway.desktop.connection();
  await server.call("start");
  server.send(ACTIVE);
  await browser.status("active");
  return { browser, server, id: session };
}

/** The history rows, once all of them are closed. */
async function closedHistory() {
  await vi.waitFor(() => expect(gateway.store.history.every(({ closings }) => closings.length === 1)).toBe(true));
  return gateway.store.history;
}

describe("a session", () => {
  test("shows its steps, then the desktop, then pictures as they came", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    const attached = await browser.attach(theConnection);
    expect(attached).toMatchObject({ count: 0, resumed: false });
    expect(await browser.status("step")).toEqual({ kind: "step", step: "resolving" });
    const server = await gateway.desktop.connection();
    expect(await server.call("start")).toEqual([
      { username: "m", password: "hunter2", domain: "" },
      { width: 1280, height: 800, scale: 100 },
    ]);
    server.send({ type: "step", step: "negotiating" }, ACTIVE, update(3));
    server.send({ type: "pipelineOpened" }, { type: "pipeline", first: true, last: false, data: 2 });
    expect(decodeDesktopSize((await browser.record(Downstream.DesktopSize)).payload)).toEqual({
      width: 1280,
      height: 800,
    });
    expect(await browser.status("active")).toEqual({
      kind: "active",
      name: "Alexandra",
      unicode: true,
      readOnly: false,
    });
    expect([...(await browser.record(Downstream.FastPathUpdate)).payload]).toEqual([0, 0x5a, 0x5a, 0x5a]);
    await browser.record(Downstream.PipelineReset);
    expect([...(await browser.record(Downstream.PipelineData)).payload]).toEqual([1, 0x5a, 0x5a]);
    expect(gateway.manager.active()).toMatchObject([
      { id: attached.session, connectionIdentifier: "1", username: "marie", remoteHost: "203.0.113.9" },
    ]);
  });

  test("turns intentions into commands", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await openDesktop();
    expect(await server.call("synchronize")).toEqual([2]);
    browser.intend({ kind: "key", flags: 1, scancode: 30 });
    browser.intend({ kind: "unicode", flags: 0, unit: 0x20ac });
    browser.intend({ kind: "pointer-button", button: 1, pressed: true, x: 10, y: 20 });
    browser.intend({ kind: "wheel", horizontal: false, rotation: -120, x: 1, y: 2 });
    browser.intend({ kind: "frame-shown", source: 0, frame: 7, pending: 0 });
    browser.intend({ kind: "frame-shown", source: 1, frame: 8, pending: 2 });
    browser.intend({ kind: "visibility", visible: false });
    browser.intend({ kind: "visibility", visible: true });
    browser.intend({ kind: "ping", value: 0x01020304 });
    expect(await server.call("key")).toEqual([1, 30]);
    expect(await server.call("unicode")).toEqual([0, 0x20ac]);
    expect(await server.call("pointerButton")).toEqual([1, true, 10, 20]);
    expect(await server.call("wheel")).toEqual([false, -120, 1, 2]);
    expect(await server.call("frameShown")).toEqual([7]);
    expect(await server.call("pipelineFrameShown")).toEqual([8, 2]);
    expect(await server.call("suppressOutput")).toEqual([true]);
    expect(await server.call("suppressOutput")).toEqual([false]);
    expect([...(await browser.record(Downstream.Pong)).payload]).toEqual([4, 3, 2, 1]);
  });

  test("that is read only drops input and still shows pictures", async () => {
    gateway = await TestGateway.start({ "read-only": "true", "resize-method": "display-update" });
    const { browser, server } = await openDesktop();
    browser.intend({ kind: "key", flags: 0, scancode: 30 });
    browser.intend({ kind: "pointer-move", x: 1, y: 1 });
    browser.intend({ kind: "frame-shown", source: 0, frame: 1, pending: 0 });
    await server.call("frameShown");
    expect(server.calls).toEqual([]);
  });

  test("asks the server for the size that the browser has", async () => {
    gateway = await TestGateway.start({ "resize-method": "display-update" });
    const { browser, server } = await openDesktop();
    browser.intend({ kind: "resize", display: { width: 1001, height: 700, scale: 100 } });
    expect(await server.call("resize")).toEqual([{ width: 1000, height: 700, scale: 100 }]);
  });

  test("connects anew at another size where the connection says so", async () => {
    gateway = await TestGateway.start({ "resize-method": "reconnect" });
    const { browser, server } = await openDesktop();
    browser.intend({ kind: "resize", display: { width: 1000, height: 700, scale: 100 } });
    await server.closed;
    await browser.status("reconnecting");
    const again = await gateway.desktop.connection();
    expect((await again.call("start"))[1]).toEqual({ width: 1000, height: 700, scale: 100 });
    again.send(ACTIVE);
    await browser.status("active");
    expect(gateway.store.history).toHaveLength(1);
  });

  test("ends when the user says so, without failure", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await openDesktop();
    browser.intend({ kind: "disconnect" });
    expect(await browser.status("ended")).toEqual({ kind: "ended" });
    expect(await browser.closed).toBe(1000);
    await server.call("disconnect");
    await server.closed;
    expect(await closedHistory()).toHaveLength(1);
    expect(gateway.manager.active()).toEqual([]);
  });

  test("follows a fallback to another security protocol", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const first = await gateway.desktop.connection();
    await first.call("start");
    first.send({ type: "reopen" });
    const second = await gateway.desktop.connection();
    await second.call("start");
    second.send(ACTIVE);
    await browser.status("active");
  });

  test("is not sent in circles by fallbacks or redirections", async () => {
    gateway = await TestGateway.start();
    for (const output of [{ type: "reopen" }, { type: "redirect", redirection: { targets: [], sessionId: 1 } }]) {
      const browser = gateway.browser();
      await browser.attach(theConnection);
      let over = false;
      const failure = browser.status("ended").then((status) => {
        over = true;
        return status.failure;
      });
      const circle = async (): Promise<void> => {
        const server = await gateway.desktop.connection();
        await server.call("start");
        server.send(output);
        await server.closed;
        if (!over) circle();
      };
      circle();
      expect((await failure)?.code).toBe(output.type === "reopen" ? "security-refused" : "server-error");
    }
    await closedHistory();
  });
});

describe("a prompt", () => {
  test("asks for what is missing and goes on with the answer, which is neither logged nor kept", async () => {
    gateway = await TestGateway.start({ password: "" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    server.send({ type: "credentialsNeeded", fields: ["username", "password", "domain"] });
    expect((await browser.status("prompt")).fields).toEqual(["password"]);
    browser.answer({ password: "typed-secret" });
    const again = await gateway.desktop.connection();
    await again.call("start");
    again.send(ACTIVE);
    await browser.status("active");
    const logged = JSON.stringify([gateway.logger.info.mock.calls, gateway.logger.warn.mock.calls]);
    expect(logged).not.toContain("typed-secret");
    expect(logged).not.toContain("hunter2");
  });

  test("comes again after a wrong answer, three times in all", async () => {
    gateway = await TestGateway.start({ username: "", password: "" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const first = await gateway.desktop.connection();
    await first.call("start");
    first.send({ type: "credentialsNeeded", fields: ["username", "password", "domain"] });
    expect(await browser.status("prompt")).toEqual({ kind: "prompt", fields: ["username", "password", "domain"] });
    for (const attempt of [1, 2, 3]) {
      browser.answer({ username: "CORP\\marie", password: `guess ${attempt}` });
      const server = await gateway.desktop.connection();
      const [credentials] = await server.call("start");
      if (attempt > 1) expect(credentials).toEqual({ username: "marie", password: `guess ${attempt}`, domain: "CORP" });
      const code = attempt === 1 ? "authentication-failed" : "wrong-credentials";
      server.send(ended(code));
      if (attempt < 3) expect((await browser.status("prompt")).failure?.code).toBe(code);
    }
    expect((await browser.status("ended")).failure?.code).toBe("wrong-credentials");
    await closedHistory();
  });

  test("does not come for stored credentials that are wrong", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    server.send(ended("wrong-credentials"));
    expect((await browser.status("ended")).failure?.code).toBe("wrong-credentials");
  });
});

describe("a failure", () => {
  async function failureOf(script: (server: ServerConnection) => void): Promise<string | undefined> {
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    script(server);
    const { failure } = await browser.status("ended");
    await closedHistory();
    expect(gateway.manager.active()).toEqual([]);
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
    await closedHistory();
  });

  test("is told when the host has no address", async () => {
    gateway = await TestGateway.start({ hostname: "desktop.invalid" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    expect((await browser.status("ended")).failure?.code).toBe("host-unknown");
    await closedHistory();
  });

  test("names the parameter of a connection that cannot be used", async () => {
    gateway = await TestGateway.start({ security: "ssl" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const { failure } = await browser.status("ended");
    expect(failure).toMatchObject({ code: "connection-misconfigured", detail: expect.stringMatching(/^security: /) });
    await closedHistory();
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
    const healthy = await openDesktop();
    const broken = await openDesktop();
    broken.server.send({ type: "throw" });
    expect((await broken.browser.status("ended")).failure?.code).toBe("gateway-error");
    healthy.server.send(update(5));
    expect((await healthy.browser.record(Downstream.FastPathUpdate)).payload).toHaveLength(6);
    expect(gateway.manager.active().map(({ id }) => id)).toEqual([healthy.id]);
  });

  test("of the database while a session is opened is told", async () => {
    gateway = await TestGateway.start();
    gateway.store.openHistory = () => Promise.reject(new Error("the database is away"));
    const browser = gateway.browser();
    await browser.attach(theConnection);
    expect((await browser.status("ended")).failure?.code).toBe("gateway-error");
  });

  test("of the database while a session ends leaves no row open", async () => {
    gateway = await TestGateway.start();
    gateway.store.failures = 1;
    const { browser } = await openDesktop();
    browser.intend({ kind: "disconnect" });
    await browser.status("ended");
    expect((await closedHistory())[0]?.closings).toHaveLength(1);
  });

  test("of the tunnel's format closes the line and keeps the desktop", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await openDesktop();
    browser.socket.send(Uint8Array.of(200, 0));
    expect(await browser.closed).toBe(1008);
    expect(await server.call("suppressOutput")).toEqual([true]);
    expect(gateway.manager.active().map((session) => session.id)).toEqual([id]);
  });

  test.each([
    ["text", "attach"],
    ["a record of another type", Uint8Array.of(Upstream.Disconnect, 0)],
    ["an attach that names nothing", attachMessage({ protocol: 1 })],
    ["an attach of a wrong shape", attachMessage([])],
  ])("a line that begins with %s is closed", async (_, message) => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    browser.socket.once("open", () => browser.socket.send(message));
    expect(await browser.closed).toBe(1008);
    expect(gateway.store.history).toEqual([]);
  });
});

describe("a line that breaks", () => {
  test("leaves the desktop there, and its browser gets what it missed", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await openDesktop();
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
    const { server, id } = await openDesktop();
    const again = gateway.browser();
    expect(await again.attach({ session: { id } })).toMatchObject({ session: id, resumed: false });
    await again.record(Downstream.DesktopSize);
    await again.status("active");
    await server.call("repaint");
  });

  test("is closed when another one takes the session over, which then goes on", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await openDesktop();
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
    expect(gateway.manager.active()).toHaveLength(1);
  });

  test("may say more before it has its session", async () => {
    gateway = await TestGateway.start();
    const { promise: database, resolve: answer } = Promise.withResolvers<typeof gateway.store.connection>();
    gateway.store.findConnection = () => database;
    const browser = gateway.browser();
    const attached = browser.attach(theConnection);
    await new Promise((resolve) => browser.socket.once("open", () => setImmediate(resolve)));
    browser.intend({ kind: "ping", value: 7 });
    browser.socket.ping();
    await new Promise((resolve) => browser.socket.once("pong", resolve));
    answer(gateway.store.connection);
    await attached;
    expect([...(await browser.record(Downstream.Pong)).payload]).toEqual([7, 0, 0, 0]);
  });

  test("starts over when more was sent than is kept", async () => {
    gateway = await TestGateway.start();
    const { browser, server, id } = await openDesktop();
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
    const { id } = await openDesktop();
    gateway.principal = { ...marie, userId: 2, username: "other" };
    const thief = gateway.browser();
    await thief.attach({ session: { id } });
    expect((await thief.status("ended")).failure?.code).toBe("connection-lost");
    expect(gateway.manager.active()).toHaveLength(1);
  });

  test("ends the session when nobody comes back in time", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await openDesktop();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      browser.socket.terminate();
      await server.call("suppressOutput");
      await vi.advanceTimersByTimeAsync(6 * 60_000);
    } finally {
      vi.useRealTimers();
    }
    await server.call("disconnect");
    expect(await closedHistory()).toHaveLength(1);
    expect(gateway.manager.active()).toEqual([]);
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
    const { browser, server } = await openDesktop();
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
    const { browser, server } = await openDesktop();
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
      const { browser, server } = await openDesktop();
      gateway.desktop.close();
      server.socket.destroy();
      await browser.status("reconnecting");
      const ended = browser.status("ended");
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(1_000);
        expect(gateway.manager.active()).toEqual([]);
      });
      expect((await ended).failure?.code).toBe("connection-lost");
    } finally {
      vi.useRealTimers();
    }
    expect(await closedHistory()).toHaveLength(1);
  });

  test("is not connected to again when it was never there, or was ended", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    server.socket.destroy();
    expect((await browser.status("ended")).failure?.code).toBe("connection-lost");
    const second = await openDesktop();
    second.server.send({ type: "ended" });
    expect(await second.browser.status("ended")).toEqual({ kind: "ended" });
  });

  test("without credentials is connected to again with a cookie only", async () => {
    gateway = await TestGateway.start({ username: "", password: "" });
    const first = await openDesktop();
    first.server.send({ type: "autoReconnectCookie", cookie }, { type: "lockKeys", keys: 0 });
    await first.browser.record(Downstream.LockKeys);
    await cut(first.server, first.browser);
    const second = await openDesktop();
    second.server.socket.destroy();
    expect((await second.browser.status("ended")).failure?.code).toBe("connection-lost");
  });
});

describe("a browser that starts over", () => {
  test("gets another connection where the server does not begin its picture anew", async () => {
    gateway = await TestGateway.start();
    const { server, id } = await openDesktop();
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
    const { server, id } = await openDesktop();
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
    const { browser, server } = await openDesktop();
    const sent = 1200;
    for (let index = 0; index < sent; index++) server.send(update(20_000));
    server.send({ type: "lockKeys", keys: 5 });
    let arrived = 0;
    while (arrived < 50) {
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
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    try {
      gateway = await TestGateway.start();
      const { browser, server } = await openDesktop();
      const line = `${JSON.stringify({ ...update(1000), padding: "x".repeat(960) })}\n`;
      server.socket.write(line.repeat(5_000));
      await vi.waitFor(() => expect(browser.count).toBeGreaterThan(1_000), { interval: 5 });
      for (let round = 0; round < 5 && browser.socket.readyState === browser.socket.OPEN; round++) {
        await vi.advanceTimersByTimeAsync(15_000);
        browser.intend({ kind: "ping", value: round });
        await Promise.race([browser.record(Downstream.Pong), browser.closed]);
      }
      expect(await browser.closed).toBe(4002);
    } finally {
      vi.useRealTimers();
    }
    expect(gateway.manager.active()).toHaveLength(1);
  });

  test("holds no more than a bounded part of what the server has to say", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await openDesktop();
    const said = 20_000_000;
    const line = `${JSON.stringify({ ...update(1000), padding: "x".repeat(960) })}\n`;
    server.socket.write(line.repeat(said / line.length));
    for (let still = 0, before = 0; still < 20; still = browser.records.length > before + 1 ? 0 : still + 1) {
      before = browser.records.length;
      browser.intend({ kind: "ping", value: still });
      await vi.waitFor(() => expect(browser.records.length).toBeGreaterThan(before));
    }
    const received = browser.records.reduce((sum, { payload }) => sum + payload.length, 0);
    expect(received).toBeGreaterThan(1_000_000);
    expect(received).toBeLessThan(3_000_000);
    expect(server.socket.writableLength).toBeGreaterThan(0);
  });
});

describe("the manager", () => {
  test("ends one session for an administrator", async () => {
    gateway = await TestGateway.start();
    const { browser, id } = await openDesktop();
    expect(gateway.manager.end("nobody's")).toBe(false);
    expect(gateway.manager.end(id)).toBe(true);
    expect((await browser.status("ended")).failure?.code).toBe("disconnected-by-administrator");
  });

  test("ends the sessions of a sign-in that is over, and no others", async () => {
    gateway = await TestGateway.start();
    const first = await openDesktop();
    gateway.principal = { ...marie, signIn: "second" };
    const second = await openDesktop();
    gateway.manager.endSignIn("first");
    expect((await first.browser.status("ended")).failure?.code).toBe("signed-out");
    expect(gateway.manager.active().map(({ id }) => id)).toEqual([second.id]);
  });

  test("closes every history row when the gateway stops", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await openDesktop();
    await openDesktop();
    await gateway.manager.shutdown();
    expect(gateway.store.history.map(({ closings }) => closings.length)).toEqual([1, 1]);
    expect((await browser.status("ended")).failure?.code).toBe("gateway-stopping");
    await server.call("disconnect");
  });

  test("marks the history rows of live sessions", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      gateway = await TestGateway.start();
      await openDesktop();
      await vi.advanceTimersByTimeAsync(30_000);
      expect(gateway.store.heartbeats).toEqual([[1]]);
    } finally {
      vi.useRealTimers();
    }
  });
});

function attachMessage(value: unknown): Uint8Array {
  const writer = new MessageWriter();
  writer.append(Upstream.Attach, new TextEncoder().encode(JSON.stringify(value)));
  return writer.take();
}
