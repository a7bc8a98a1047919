import { afterEach, expect, test, vi } from "vitest";
import { marie } from "./testing/memory-store.ts";
import { TestGateway, theConnection } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

let gateway: TestGateway;
afterEach(() => gateway.stop());

test("a browser that leaves before it has its session leaves none behind", async () => {
  gateway = await TestGateway.start();
  const { store } = gateway;
  const database = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const open = store.open.bind(store);
  store.open = async (request) => {
    asked.resolve();
    await database.promise;
    return open(request);
  };
  const take = gateway.manager.attach.bind(gateway.manager);
  gateway.manager.attach = (socket, principal) => {
    take(socket, principal);
    socket.once("close", left.resolve);
  };
  const browser = gateway.browser();
  browser.attach(theConnection);
  await asked.promise;
  browser.socket.terminate();
  await left.promise;
  database.resolve();
  await vi.waitFor(() => expect(store.history.map(({ closings }) => closings.length)).toEqual([1]));
  expect(await gateway.manager.list()).toEqual([]);
});

test("a user who may not use the connection any more does not come back to it", async () => {
  gateway = await TestGateway.start();
  const browser = gateway.browser();
  const { session } = await browser.attach(theConnection);
  gateway.store.pending.push({ kind: "end", historyId: 1, failure: { code: "not-permitted" } });
  const again = gateway.browser();
  await again.attach({ session: { id: session } });
  expect(await again.status("ended")).toMatchObject({ failure: { code: "connection-lost" } });
  expect(await browser.status("ended")).toMatchObject({ failure: { code: "not-permitted" } });
  await vi.waitFor(() => expect(gateway.store.history.map(({ closings }) => closings.length)).toEqual([1]));
});

test("whoever opens a desktop anew after the browser crashed comes back to it", async () => {
  gateway = await TestGateway.start();
  const { browser, server, id } = await gateway.openDesktop();
  browser.socket.terminate();
  await server.call("suppressOutput");
  gateway.principal = { ...marie, signIn: "second" };
  const again = gateway.browser();
  expect(await again.attach(theConnection)).toMatchObject({ session: id, resumed: false });
  await again.status("active");
  expect(gateway.store.history).toHaveLength(1);
});

test("somebody else gets a desktop of their own", async () => {
  gateway = await TestGateway.start();
  const { browser, server, id } = await gateway.openDesktop();
  browser.socket.terminate();
  await server.call("suppressOutput");
  gateway.principal = { ...marie, userId: 2, username: "hery" };
  expect((await gateway.browser().attach(theConnection)).session).not.toBe(id);
});

test("a desktop that somebody looks at is shared with no second window, unless it is in the way", async () => {
  gateway = await TestGateway.start();
  const { browser, id } = await gateway.openDesktop();
  const second = await gateway.openDesktop();
  expect(second.id).not.toBe(id);
  const failure = { code: "connection-full-for-user" } as const;
  gateway.store.refusal = { kind: "refused", failure, inTheWay: 1 };
  const third = gateway.browser();
  expect((await third.attach(theConnection)).session).toBe(id);
  expect(await browser.closed).toBe(4001);
});

test("a limit is told in its own words", async () => {
  gateway = await TestGateway.start();
  gateway.store.refusal = { kind: "refused", failure: { code: "connection-full", detail: "Alexandra" } };
  const browser = gateway.browser();
  await browser.attach(theConnection);
  expect(await browser.status("ended")).toMatchObject({ failure: { code: "connection-full", detail: "Alexandra" } });
  expect(gateway.store.history).toEqual([]);
});
