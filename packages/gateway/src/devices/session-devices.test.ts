import {
  DEVICE_SUBPROTOCOL,
  DeviceDown,
  DeviceUp,
  decodeJson,
  decodeRecords,
  encodeJson,
  MessageWriter,
} from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { marie } from "../sessions/testing/memory-store.ts";
import { TestGateway } from "../sessions/testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("../sessions/testing/scripted-client.ts")).ScriptedClient,
}));

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await TestGateway.start({ "disable-copy": "true" });
});
afterEach(() => gateway.stop());

/** Opens a device line, says `first` on it, and answers what is said back: a policy, or the code that it is closed with. */
async function deviceLine(first: object): Promise<{ socket: WebSocket; policy?: unknown; code?: number }> {
  const socket = new WebSocket(gateway.url, DEVICE_SUBPROTOCOL);
  const writer = new MessageWriter();
  writer.append(DeviceUp.Attach, encodeJson(first));
  socket.on("open", () => socket.send(writer.take()));
  return new Promise((resolve) => {
    socket.on("close", (code) => resolve({ socket, code }));
    socket.on("message", (data: Buffer) => {
      const [record] = decodeRecords(data);
      if (record?.type === DeviceDown.Policy) resolve({ socket, policy: decodeJson(record.payload) });
    });
  });
}

const attach = (session: string) => ({ protocol: 1, session, decodes: [] });

test("a device line begins with what the connection allows", async () => {
  const { id } = await gateway.openDesktop();
  const { policy } = await deviceLine(attach(id));
  expect(policy).toMatchObject({
    readOnly: false,
    clipboard: { copy: false, paste: true },
    drive: false,
    sound: "browser",
  });
});

test("somebody else's session has no devices", async () => {
  const { id } = await gateway.openDesktop();
  gateway.principal = { ...marie, userId: marie.userId + 1 };
  expect((await deviceLine(attach(id))).code).toBe(1000);
  expect(gateway.manager.devicesOf(marie.userId + 1, id)).toBeUndefined();
  expect(gateway.manager.devicesOf(marie.userId, id)).toBeDefined();
});

test("another page's line takes over, and the end of the session ends it", async () => {
  const { id, browser } = await gateway.openDesktop();
  const first = await deviceLine(attach(id));
  const firstClosed = new Promise((resolve) => first.socket.once("close", resolve));
  const second = await deviceLine(attach(id));
  expect(await firstClosed).toBe(4001);
  const secondClosed = new Promise((resolve) => second.socket.once("close", resolve));
  browser.intend({ kind: "disconnect" });
  expect(await secondClosed).toBe(1000);
});

test.each([
  [{ protocol: 2 }],
  [{ protocol: 1, session: 5, decodes: [] }],
  [{ protocol: 1, session: "x", decodes: ["mp3"] }],
])("a line that begins with %j is closed", async (first) => {
  expect((await deviceLine(first)).code).toBe(1008);
});
