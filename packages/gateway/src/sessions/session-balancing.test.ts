import type { FailureCode } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import { historyUuid } from "./history.ts";
import { ScriptedServer } from "./testing/scripted-server.ts";
import { ACTIVE, TestGateway } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

const theGroup = { group: { dataSource: "postgresql", identifier: "1" } };
const ended = (code: FailureCode) => ({ type: "ended", failure: { code, detail: "as scripted", message: "" } });

let gateway: TestGateway;
afterEach(() => gateway.stop());

/** A gateway with a balancing group whose members are `names`, all on the gateway's desktop but those of `ports`. */
async function start(names: readonly string[], ports: Readonly<Record<string, number>> = {}): Promise<void> {
  gateway = await TestGateway.start();
  const { connection } = gateway.store;
  gateway.store.members = names.map((name) => ({
    ...connection,
    identifier: name,
    name,
    parameters: { ...connection.parameters, ...(ports[name] && { port: String(ports[name]) }) },
  }));
}

async function deadPort(): Promise<number> {
  const server = await ScriptedServer.listen();
  const { port } = server;
  server.close();
  return port;
}

describe("a session of a balancing group", () => {
  test("goes on with another desktop in the same tunnel, when one cannot be reached", async () => {
    await start(["dead", "living"], { dead: await deadPort() });
    const browser = gateway.browser();
    const { session } = await browser.attach(theGroup);
    expect(await browser.status("step")).toMatchObject({ desktop: "dead" });
    const server = await gateway.desktop.connection();
    await server.call("start");
    server.send(ACTIVE);
    expect(await browser.status("active")).toMatchObject({ name: "living" });
    expect(gateway.store.history.map(({ connection, closings }) => [connection.name, closings.length])).toEqual([
      ["dead", 1],
      ["living", 0],
    ]);
    expect(session).toBe(historyUuid(1));
    expect(await gateway.manager.end(historyUuid(2), "disconnected-by-administrator")).toBe(true);
    await gateway.closedHistory();
  });

  test("marks the row of a desktop that was given up as live no more", async () => {
    await start(["first", "second"]);
    const closing = Promise.withResolvers<void>();
    const { store } = gateway;
    const close = store.close.bind(store);
    vi.spyOn(store, "close").mockImplementation(async (...row) => {
      await closing.promise;
      await close(...row);
    });
    await gateway.browser().attach(theGroup);
    const first = await gateway.desktop.connection();
    await first.call("start");
    first.send(ended("server-full"));
    await vi.waitFor(() => expect(store.close).toHaveBeenCalledOnce());
    const before = store.heartbeats.length;
    gateway.manager.recheck();
    await vi.waitFor(() => expect(store.heartbeats.length).toBeGreaterThan(before));
    expect(store.heartbeats.at(-1)).toEqual([]);
    closing.resolve();
    await (await gateway.desktop.connection()).call("start");
    gateway.manager.recheck();
    await vi.waitFor(() => expect(store.heartbeats.at(-1)).toMatchObject([{ historyId: 2 }]));
  });

  test.each<FailureCode>(["server-full", "licence-refused", "protocol-error"])("goes on after %s", async (code) => {
    await start(["first", "second"]);
    const browser = gateway.browser();
    await browser.attach(theGroup);
    const first = await gateway.desktop.connection();
    await first.call("start");
    first.send(ended(code));
    const second = await gateway.desktop.connection();
    await second.call("start");
    second.send(ACTIVE);
    expect(await browser.status("active")).toMatchObject({ name: "second" });
  });

  test.each<FailureCode>(["wrong-credentials", "account-locked", "certificate-refused", "logged-off"])(
    "does not try a second desktop after %s",
    async (code) => {
      await start(["first", "second"]);
      const browser = gateway.browser();
      await browser.attach(theGroup);
      const first = await gateway.desktop.connection();
      await first.call("start");
      first.send(ended(code));
      expect((await browser.status("ended")).failure?.code).toBe(code);
      expect(gateway.store.history).toHaveLength(1);
    },
  );

  test("stays with a desktop that was there", async () => {
    await start(["first", "second"]);
    const browser = gateway.browser();
    await browser.attach(theGroup);
    const first = await gateway.desktop.connection();
    await first.call("start");
    first.send(ACTIVE, ended("server-error"));
    expect((await browser.status("ended")).failure?.code).toBe("server-error");
    expect(gateway.store.history).toHaveLength(1);
  });

  test("tells why the last desktop could not be reached, when none can", async () => {
    const port = await deadPort();
    await start(["one", "two"], { one: port, two: port });
    const browser = gateway.browser();
    await browser.attach(theGroup);
    expect((await browser.status("ended")).failure?.code).toBe("port-closed");
    expect((await gateway.closedHistory()).map(({ connection }) => connection.name)).toEqual(["one", "two"]);
  });

  test("passes a member over that is not set up correctly", async () => {
    await start(["broken", "living"]);
    const [broken] = gateway.store.members;
    Object.assign(broken?.parameters ?? {}, { security: "none" });
    const browser = gateway.browser();
    await browser.attach(theGroup);
    expect(await browser.status("step")).toMatchObject({ desktop: "living" });
  });

  test("is come back to while another desktop is tried, and ended with its browser's wish", async () => {
    await start(["dead", "living"], { dead: await deadPort() });
    const browser = gateway.browser();
    const { session } = await browser.attach(theGroup);
    await gateway.desktop.connection();
    const again = gateway.browser();
    expect(await again.attach({ session: { id: session } })).toMatchObject({ session });
    expect(await again.status("step")).toMatchObject({ desktop: "living" });
    again.intend({ kind: "disconnect" });
    expect(await again.status("ended")).toEqual({ kind: "ended" });
    await gateway.closedHistory();
  });
});
