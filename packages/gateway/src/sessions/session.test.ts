import { Downstream, decodeDesktopSize, type FailureCode, MessageWriter, Upstream } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ACTIVE, TestGateway, theConnection } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

const update = (length: number) => ({ type: "update", data: length });
const ended = (code: FailureCode) => ({ type: "ended", failure: { code, detail: "as scripted", message: "" } });

let gateway: TestGateway;
afterEach(() => gateway.stop());

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
      "none",
    ]);
    server.send({ type: "step", step: "negotiating" }, ACTIVE, update(3));
    server.send({ type: "pipelineOpened" }, { type: "pipeline", first: true, last: false, data: 2 });
    server.send({ type: "pipeline", first: false, last: true, data: 1 });
    expect(decodeDesktopSize((await browser.record(Downstream.DesktopSize)).payload)).toEqual({
      width: 1280,
      height: 800,
    });
    expect(await browser.status("active")).toEqual({
      kind: "active",
      name: "Alexandra",
      unicode: true,
      readOnly: false,
      mostMonitors: 1,
      relative: true,
      layout: "en-us-qwerty",
    });
    expect([...(await browser.record(Downstream.FastPathUpdate)).payload]).toEqual([0, 0x5a, 0x5a, 0x5a]);
    await browser.record(Downstream.PipelineReset);
    expect([...(await browser.record(Downstream.PipelineData)).payload]).toEqual([1, 0x5a, 0x5a]);
    expect([...(await browser.record(Downstream.PipelineData)).payload]).toEqual([2, 0x5a]);
    expect(await gateway.manager.list()).toMatchObject([
      { id: attached.session, connectionIdentifier: "1", username: "marie", remoteHost: "203.0.113.9" },
    ]);
  });

  test("turns intentions into commands", async () => {
    gateway = await TestGateway.start();
    const { browser, server } = await gateway.openDesktop();
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

  test("answers all pings of a message in one", async () => {
    gateway = await TestGateway.start();
    const { browser } = await gateway.openDesktop();
    const pings = new MessageWriter();
    for (let value = 0; value < 1000; value++) pings.append(Upstream.Ping, Uint8Array.of(1, 2, 3, 4));
    browser.socket.send(pings.take());
    await browser.record(Downstream.Pong);
    expect(browser.records.filter(({ type }) => type === Downstream.Pong)).toHaveLength(999);
  });

  test("that is read only drops input and still shows pictures", async () => {
    gateway = await TestGateway.start({ "read-only": "true", "resize-method": "display-update" });
    const { browser, server } = await gateway.openDesktop();
    browser.intend({ kind: "key", flags: 0, scancode: 30 });
    browser.intend({ kind: "pointer-move", x: 1, y: 1 });
    browser.intend({ kind: "frame-shown", source: 0, frame: 1, pending: 0 });
    await server.call("frameShown");
    expect(server.calls).toEqual([]);
  });

  test("asks the server for the size that the browser has", async () => {
    gateway = await TestGateway.start({ "resize-method": "display-update" });
    const { browser, server } = await gateway.openDesktop();
    browser.intend({ kind: "resize", display: { width: 1001, height: 700, scale: 100 } });
    browser.intend({ kind: "key", flags: 0, scancode: 30 });
    await server.call("key");
    server.send({ type: "resizable" });
    expect(await server.call("resize")).toEqual([{ width: 1000, height: 700, scale: 100 }]);
  });

  test("connects anew at another size where the connection says so", async () => {
    gateway = await TestGateway.start({ "resize-method": "reconnect" });
    const { browser, server } = await gateway.openDesktop();
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
    const { browser, server } = await gateway.openDesktop();
    browser.intend({ kind: "disconnect" });
    expect(await browser.status("ended")).toEqual({ kind: "ended" });
    expect(await browser.closed).toBe(1000);
    await server.call("disconnect");
    await server.closed;
    expect(await gateway.closedHistory()).toHaveLength(1);
    expect(await gateway.manager.list()).toEqual([]);
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
    await gateway.closedHistory();
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
    await gateway.closedHistory();
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
