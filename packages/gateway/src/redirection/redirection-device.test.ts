import {
  type ChannelHandler,
  type Completion,
  decodeDeviceList,
  decodeDeviceRemoval,
  decodeIoCompletion,
  encodeAnnouncement,
  encodeDeviceReply,
  encodeIoRequest,
  encodeRedirectionCapabilities,
  encodeUserLoggedOn,
  type IoCompletion,
  type IoOperation,
  type IoRequest,
  NtStatus,
  openRedirectionMessage,
  RedirectionPacketId,
} from "@passerelle/rdp";
import { beforeEach, expect, test } from "vitest";
import type { RedirectedDevice } from "./redirected-device.ts";
import { RedirectionDevice } from "./redirection-device.ts";

/** A device whose answers the test gives. */
class ScriptedDevice implements RedirectedDevice {
  readonly announcement = { type: "drive", dosName: "TEST", data: new Uint8Array() } as const;
  readonly asked: { readonly request: IoRequest; readonly answer: (completion: Completion) => void }[] = [];
  readonly told: string[] = [];

  mounted(isMounted: boolean): void {
    this.told.push(isMounted ? "mounted" : "not mounted");
  }

  request(request: IoRequest): Promise<Completion> {
    const { promise, resolve } = Promise.withResolvers<Completion>();
    this.asked.push({ request, answer: resolve });
    return promise;
  }

  forget(): void {
    this.told.push("forget");
  }
}

let redirection: RedirectionDevice;
let device: ScriptedDevice;
let handler: ChannelHandler;
let sent: Uint8Array[];
let logged: string[];
let room: Promise<void>;

const SUCCESS = { status: NtStatus.SUCCESS };
const READ: IoOperation = { type: "read", offset: 0n, length: 10 };
const CLOSE: IoOperation = { type: "close" };
const version = { versionMajor: 1, versionMinor: 13, clientId: 1 };

beforeEach(() => {
  [sent, logged, room] = [[], [], Promise.resolve()];
  const log = (_facts: unknown, message?: string) => void logged.push(message ?? "");
  redirection = new RedirectionDevice({ clientName: "DESK", logger: { info: log, warn: log, error: log } });
  device = new ScriptedDevice();
  redirection.add(device);
  connect();
  begin();
});

function connect(): void {
  const [first] = redirection.connect({ perform: (work) => work(), room: () => room });
  if (!first) throw new Error("there is no handler");
  handler = first;
  handler.opened(channel);
}

const channel = { name: "rdpdr", send: (message: Uint8Array) => void sent.push(message), close: () => {} };

function begin(): void {
  const capabilities = { tellsLogon: true, removesDevices: true };
  hear(encodeAnnouncement(RedirectionPacketId.ServerAnnounce, version));
  hear(encodeRedirectionCapabilities(RedirectionPacketId.ServerCapability, capabilities, 13));
  hear(encodeAnnouncement(RedirectionPacketId.ClientIdConfirm, version));
  hear(encodeUserLoggedOn());
  hear(encodeDeviceReply({ deviceId: 1, status: NtStatus.SUCCESS }));
}

function hear(message: Uint8Array): void {
  handler.received(message, channel);
}

function ask(completionId: number, fileId: number, operation: IoOperation, deviceId = 1): void {
  hear(encodeIoRequest({ deviceId, fileId, completionId, ...operation }));
}

/** All that was answered; `typeOf` matters only to answers that a test looks into. */
async function answers(type: IoRequest["type"] = "close"): Promise<IoCompletion[]> {
  await new Promise(setImmediate);
  return sent.flatMap((message) => {
    const { packetId, body } = openRedirectionMessage(message);
    return packetId === RedirectionPacketId.IoCompletion ? [decodeIoCompletion(body, () => type)] : [];
  });
}

async function statuses(): Promise<string[]> {
  return (await answers()).map(({ completionId, status }) => `${completionId}: ${status.toString(16)}`);
}

test("a device is announced, and told that the desktop has it", () => {
  const lists = sent
    .map(openRedirectionMessage)
    .filter(({ packetId }) => packetId === RedirectionPacketId.DeviceListAnnounce);
  expect(lists.flatMap(({ body }) => decodeDeviceList(body))).toMatchObject([
    { type: "drive", id: 1, dosName: "TEST" },
  ]);
  expect(device.told.at(-1)).toBe("mounted");
});

test("requests of one file come in order, of different files side by side", async () => {
  ask(1, 5, READ);
  ask(2, 5, CLOSE);
  ask(3, 6, READ);
  await new Promise(setImmediate);
  expect(device.asked.map(({ request }) => request.completionId)).toEqual([1, 3]);
  device.asked[1]?.answer(SUCCESS);
  device.asked[0]?.answer({ status: NtStatus.UNSUCCESSFUL });
  await new Promise(setImmediate);
  device.asked[2]?.answer(SUCCESS);
  expect(await statuses()).toEqual(["3: 0", "1: c0000001", "2: 0"]);
});

test("who waits for a change holds up nobody", async () => {
  ask(1, 5, { type: "notifyChange", isTree: false, filter: 1 });
  ask(2, 5, CLOSE);
  await new Promise(setImmediate);
  expect(device.asked).toHaveLength(2);
});

test("an error of ours is answered and logged", async () => {
  device.request = () => Promise.reject(new Error("ours"));
  ask(1, 5, READ);
  device.request = () => {
    throw new Error("ours, at once");
  };
  ask(2, 6, READ);
  expect(await statuses()).toEqual(["1: c0000001", "2: c0000001"]);
  expect(logged).toHaveLength(2);
});

test("a device that is not there, and requests that make no sense, are answered", async () => {
  ask(1, 5, READ, 77);
  hear(encodeIoRequest({ deviceId: 1, fileId: 5, completionId: 2, ...READ }).subarray(0, 26));
  device.asked[0]?.answer(SUCCESS);
  await new Promise(setImmediate);
  expect(device.asked[0]?.request.type).toBe("unknown");
  device.asked[0]?.answer({ status: NtStatus.INVALID_PARAMETER });
  expect(await statuses()).toEqual(["1: c000000e", "2: c000000d"]);
});

test("more than is good is refused: bytes of one request, of all, and requests", async () => {
  ask(1, 5, { ...READ, length: 0xffffffff });
  for (let index = 0; index < 17; index++) ask(100 + index, index, { ...READ, length: 4 << 20 });
  expect(await statuses()).toEqual(["1: c000009a", "116: c000009a"]);
  for (const { answer } of device.asked) answer(SUCCESS);
  await new Promise(setImmediate);
  sent.length = 0;
  for (let index = 0; index < 2049; index++) ask(1000 + index, index, CLOSE);
  expect(await statuses()).toEqual(["3048: c000009a"]);
});

test("answers wait until the server reads", async () => {
  let read = () => {};
  room = new Promise((resolve) => {
    read = resolve;
  });
  ask(1, 5, READ);
  await new Promise(setImmediate);
  device.asked[0]?.answer({ ...SUCCESS, data: Uint8Array.of(1, 2) });
  expect(await answers()).toEqual([]);
  read();
  expect((await answers("read"))[0]?.data).toEqual(Uint8Array.of(1, 2));
});

test("a server that begins anew gets no answer to what it has forgotten, and the device once more", async () => {
  ask(1, 5, READ);
  await new Promise(setImmediate);
  begin();
  device.asked[0]?.answer(SUCCESS);
  expect(await statuses()).toEqual([]);
  expect(device.told.slice(-3)).toEqual(["forget", "not mounted", "mounted"]);
});

test("a device comes and goes while the desktop is there", async () => {
  const other = new ScriptedDevice();
  redirection.add(other);
  ask(1, 0, READ, 2);
  redirection.remove(other);
  other.asked[0]?.answer(SUCCESS);
  ask(2, 0, READ, 2);
  expect(await statuses()).toEqual(["2: c000000e"]);
  const removals = sent
    .map(openRedirectionMessage)
    .filter(({ packetId }) => packetId === RedirectionPacketId.DeviceListRemove);
  expect(removals.flatMap(({ body }) => decodeDeviceRemoval(body))).toEqual([2]);
  expect(other.told).toEqual(["forget", "not mounted"]);
});

test("a connection that is gone, or breaks the protocol, leaves nothing open", () => {
  redirection.disconnected();
  expect(device.told.slice(-2)).toEqual(["forget", "not mounted"]);
  connect();
  handler.failed(new (class extends Error {})() as never);
  expect(device.told.slice(-2)).toEqual(["forget", "not mounted"]);
  expect(logged).toEqual(["server broke the protocol of redirected devices"]);
});

test("a server that goes on asking, and takes no refusals, is heard no more", () => {
  room = new Promise(() => {});
  const long: IoOperation = { type: "write", offset: 0n, data: new Uint8Array(8 << 20) };
  const ask = (completionId: number) =>
    hear(encodeIoRequest({ deviceId: 1, fileId: 1, completionId, ...long } as IoRequest));
  for (let id = 1; id < 8; id++) ask(id);
  expect(() => ask(8)).toThrow("does not take the answers");
});
