import { beforeEach, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { decodeDeviceList, decodeDeviceRemoval, driveData } from "./device-list.ts";
import { DeviceRedirection } from "./device-redirection.ts";
import { encodeIoRequest, type IoRequest } from "./io-request.ts";
import { decodeRedirectionCapabilities, encodeRedirectionCapabilities } from "./redirection-capabilities.ts";
import { openRedirectionMessage, PacketId } from "./redirection-header.ts";
import {
  decodeAnnouncement,
  decodeClientName,
  encodeAnnouncement,
  encodeDeviceReply,
  encodeUserLoggedOn,
} from "./redirection-pdus.ts";

const DRIVE = { type: "drive", dosName: "Passerelle", data: driveData("Passerelle") } as const;
const READ: IoRequest = { deviceId: 1, fileId: 2, completionId: 3, type: "read", offset: 4n, length: 5 };

const server = { versionMajor: 1, versionMinor: 13, clientId: 99 };
const announce = encodeAnnouncement(PacketId.ServerAnnounce, server);
const confirm = encodeAnnouncement(PacketId.ClientIdConfirm, server);
const loggedOn = encodeUserLoggedOn();

function capabilities(tellsLogon: boolean): Uint8Array {
  return encodeRedirectionCapabilities(PacketId.ServerCapability, { tellsLogon, removesDevices: true }, 13);
}

let redirection: DeviceRedirection;
let sent: Uint8Array[];
let heard: string[];
let requests: IoRequest[];

const channel = { name: "rdpdr", send: (message: Uint8Array) => void sent.push(message), close: () => {} };

beforeEach(() => {
  [sent, heard, requests] = [[], [], []];
  redirection = new DeviceRedirection("DESK", {
    restarted: () => heard.push("restarted"),
    announced: (id, status) => heard.push(`announced ${id} ${status}`),
    request: (request) => requests.push(request),
    failed: () => heard.push("failed"),
  });
  redirection.opened(channel);
});

function hear(...messages: readonly Uint8Array[]): void {
  for (const message of messages) redirection.received(message);
}

/** The ids that were announced, list by list. */
function lists(): number[][] {
  return bodies(PacketId.DeviceListAnnounce).map((body) => decodeDeviceList(body).map(({ id }) => id));
}

function bodies(packetId: number) {
  const messages = sent.map(openRedirectionMessage);
  return messages.filter((message) => message.packetId === packetId).map(({ body }) => body);
}

test("the client says its version, its id, its name and what it can", () => {
  hear(announce, capabilities(true));
  expect(bodies(PacketId.ClientIdConfirm).map(decodeAnnouncement)).toEqual([server]);
  expect(bodies(PacketId.ClientName).map(decodeClientName)).toEqual(["DESK"]);
  expect(bodies(PacketId.ClientCapability).map(decodeRedirectionCapabilities)).toEqual([
    { tellsLogon: true, removesDevices: true },
  ]);
});

test("devices wait for the logon, where the server tells of it", () => {
  redirection.add(DRIVE);
  hear(announce, capabilities(true), confirm);
  expect(lists()).toEqual([]);
  hear(loggedOn);
  expect(lists()).toEqual([[1]]);
  hear(encodeDeviceReply({ deviceId: 1, status: 0 }), encodeDeviceReply({ deviceId: 7, status: 0 }));
  expect(heard).toEqual(["restarted", "announced 1 0"]);
});

test("other servers get them as soon as both ids and capabilities are agreed, in whatever order", () => {
  redirection.add(DRIVE);
  hear(announce, confirm);
  expect(lists()).toEqual([]);
  hear(capabilities(false));
  expect(lists()).toEqual([[1]]);
  hear(loggedOn);
  expect(lists()).toEqual([[1]]);
});

test("an old server is not waited for, whatever it says of the logon", () => {
  redirection.add(DRIVE);
  const old = { ...server, versionMinor: 5 };
  hear(encodeAnnouncement(PacketId.ServerAnnounce, old), capabilities(true), confirm);
  expect(lists()).toEqual([[1]]);
});

test("a device is announced as [MS-RDPEFS] 2.2.3.1 has it", () => {
  redirection.add(DRIVE);
  hear(announce, capabilities(false), confirm);
  const list = sent.find((message) => openRedirectionMessage(message).packetId === PacketId.DeviceListAnnounce);
  expect(toHex(list ?? sent[0] ?? announce)).toBe(
    "72444144" +
      "01000000" +
      "08000000" +
      "01000000" +
      "5061737365726500" +
      "16000000" +
      "50006100730073006500720065006c006c0065000000",
  );
});

test("devices come and go later", () => {
  hear(announce, capabilities(false), confirm);
  const first = redirection.add(DRIVE);
  const second = redirection.add(DRIVE);
  redirection.announce();
  redirection.remove(first);
  redirection.announce();
  expect(lists()).toEqual([[first, second]]);
  expect(bodies(PacketId.DeviceListRemove).map(decodeDeviceRemoval)).toEqual([[first]]);
});

test("a request is answered once, and not after the server has begun anew", () => {
  redirection.add(DRIVE);
  hear(announce, capabilities(false), confirm, encodeIoRequest(READ), encodeIoRequest(READ));
  expect(requests).toEqual([READ, READ]);
  sent.length = 0;
  const [first = READ, second = READ] = requests;
  redirection.complete(first, { status: 0, data: Uint8Array.of(7) });
  redirection.complete(first, { status: 0 });
  expect(sent.map(toHex)).toEqual(["72444349" + "01000000" + "03000000" + "00000000" + "01000000" + "07"]);
  hear(announce);
  sent.length = 0;
  redirection.complete(second, { status: 0 });
  expect(sent).toEqual([]);
});

test("nobody's device answers for itself", () => {
  hear(announce, capabilities(false), confirm);
  sent.length = 0;
  hear(encodeIoRequest(READ));
  expect(sent.map(toHex)).toEqual(["72444349" + "01000000" + "03000000" + "0e0000c0" + "00000000"]);
});

test("messages of printing and unknown ones are left out", () => {
  hear(fromHex("52504350" + "ffff"), fromHex("7244ffff"));
  expect(sent).toEqual([]);
});

test("whatever a server sends, nothing but a DecodeError comes of it", () => {
  redirection.add(DRIVE);
  const good = [announce, capabilities(true), confirm, loggedOn, encodeIoRequest(READ)];
  expectOnlyTypedErrors((message) => {
    redirection.received(message);
    for (const request of requests.splice(0)) redirection.complete(request, { status: 0 });
  }, good);
});
