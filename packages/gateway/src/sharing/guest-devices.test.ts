import {
  DeviceDown,
  DeviceUp,
  decodeJson,
  decodeRecords,
  encodeJson,
  GUEST_DEVICE_SUBPROTOCOL,
  MessageWriter,
} from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { TestGateway } from "../sessions/testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("../sessions/testing/scripted-client.ts")).ScriptedClient,
}));

let gateway: TestGateway;
let id: string;
let key: string;

beforeEach(async () => {
  gateway = await TestGateway.start({ "enable-drive": "true", "enable-printing": "true", "disable-paste": "true" });
  id = (await gateway.openDesktop()).id;
  key = gateway.share(id);
});
afterEach(() => gateway.stop());

async function join() {
  const browser = gateway.guest();
  const { session } = await browser.attach({ share: { key } });
  return { browser, guest: session };
}

/** A device line that says `first`; answers the policy that it is told, or the code that it is closed with. */
function deviceLine(first: object): { socket: WebSocket; policy: Promise<unknown>; closed: Promise<number> } {
  const socket = new WebSocket(gateway.url, GUEST_DEVICE_SUBPROTOCOL);
  socket.on("open", () => say(socket, DeviceUp.Attach, first));
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const policy = new Promise((resolve) =>
    socket.once("message", (data: Buffer) => {
      const [record] = decodeRecords(data);
      if (record?.type === DeviceDown.Policy) resolve(decodeJson(record.payload));
    }),
  );
  return { socket, policy, closed };
}

function say(socket: WebSocket, type: number, value: object): void {
  const writer = new MessageWriter();
  writer.append(type, encodeJson(value));
  socket.send(writer.take());
}

test("a guest has clipboard and sound as far as allowed, and nothing else", async () => {
  const { browser, guest } = await join();
  const line = deviceLine({ protocol: 1, session: guest, share: { key }, decodes: [] });
  expect(await line.policy).toMatchObject({
    ...{ readOnly: false, drive: false, printing: false, sound: "browser", microphone: false, touch: false },
    clipboard: { copy: true, paste: false, fileLimit: 0 },
  });
  const { localFolder } = gateway.shared(id).session.devices.devices;
  const received = vi.spyOn(localFolder as NonNullable<typeof localFolder>, "received");
  say(line.socket, DeviceUp.LocalFolder, { name: "mine", isReadOnly: false });
  line.socket.ping();
  await new Promise((resolve) => line.socket.once("pong", resolve));
  expect(received).not.toHaveBeenCalled();
  browser.socket.terminate();
  expect(await line.closed).toBe(1000);
});

test.each([
  ["no link", (guest: string) => ({ session: guest })],
  ["another link", (guest: string) => ({ session: guest, share: { key: gateway.share(id) } })],
  ["a key that nobody made", (guest: string) => ({ session: guest, share: { key: "A".repeat(44) } })],
  ["the owner's session", () => ({ session: id, share: { key } })],
])("a device line with %s gets nothing", async (_, said) => {
  const { guest } = await join();
  expect(await deviceLine({ protocol: 1, decodes: [], ...said(guest) }).closed).toBe(1000);
});
