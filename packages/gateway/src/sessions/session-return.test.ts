import { afterEach, expect, test, vi } from "vitest";
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
