import { randomBytes } from "node:crypto";
import type { HeadlessDesktop } from "@passerelle/headless";
import { type Playground, RedirectionServer, startPlayground } from "@passerelle/playground";
import {
  Access,
  CreateDisposition,
  CreateOption,
  encodeAnnouncement,
  encodeIoRequest,
  type IoOperation,
  NtStatus,
  RedirectionPacketId,
  Share,
} from "@passerelle/rdp";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../servers/ports.ts";
import { GatewayProcess } from "./gateway-process.ts";

const PATIENCE = 60_000;
const MEGABYTE = 1 << 20;
const SERVER = { versionMajor: 1, versionMinor: 13, clientId: 7 };

let gateway: GatewayProcess;
let playground: Playground;
let desktop: HeadlessDesktop;
/** Windows, in the session that was opened last, and the drive's id there. */
let windows: RedirectionServer;
let drive: number;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
  playground = await startPlayground({
    channels: () => {
      windows = new RedirectionServer();
      return [windows];
    },
  });
  const port = String(playground.port);
  await gateway.addConnection("drive", {
    ...{ port, "enable-drive": "true", "drive-path": "windows", "create-drive-path": "true", "disable-audio": "true" },
  });
}, PATIENCE);
afterAll(async () => {
  await playground?.stop();
  await gateway?.stop();
});

beforeEach(async () => {
  desktop = await gateway.open("drive");
  drive = (await windows.device("drive")).id;
});
afterEach(() => desktop.disconnect());

function createOf(path: string, options = 0, disposition: number = CreateDisposition.OpenIf): IoOperation {
  return {
    ...{ type: "create", path, options, desiredAccess: Access.GenericAll, disposition },
    ...{ sharedAccess: Share.Read | Share.Write | Share.Delete, attributes: 0, allocationSize: 0n },
  };
}

async function open(path: string, options?: number): Promise<number> {
  const { status, fileId = 0 } = await windows.ask(drive, 0, createOf(path, options));
  expect(status).toBe(NtStatus.SUCCESS);
  return fileId;
}

/** What opening a file gives that must be there. */
async function statusOf(path: string): Promise<number> {
  return (await windows.ask(drive, 0, createOf(path, 0, CreateDisposition.Open))).status;
}

test("long reads and writes, many at a time, come whole", async () => {
  const content = randomBytes(4 * MEGABYTE);
  const file = await open("\\big");
  const pieces = [0, 1, 2, 3].map((at) => at * MEGABYTE);
  const written = pieces.map((at) => {
    const data = content.subarray(at, at + MEGABYTE);
    return windows.ask(drive, file, { type: "write", offset: BigInt(at), data });
  });
  for (const { status, length } of await Promise.all(written)) expect([status, length]).toEqual([0, MEGABYTE]);
  const whole: IoOperation = { type: "read", offset: 0n, length: content.length };
  const read = await Promise.all(Array.from({ length: 8 }, () => windows.ask(drive, file, whole)));
  expect(read.every(({ data }) => data && content.equals(data))).toBe(true);
  const tooMuch = await windows.ask(drive, file, { ...whole, length: 5 * MEGABYTE });
  expect(tooMuch.status).toBe(NtStatus.INSUFFICIENT_RESOURCES);
});

test("a server that lies in lengths and ids is answered, and the drive goes on", async () => {
  const write = encodeIoRequest({
    ...{ deviceId: drive, fileId: 1, completionId: 9000, type: "write", offset: 0n, data: randomBytes(100) },
  });
  for (let length = 24; length < write.length; length += 7) windows.say(write.subarray(0, length));
  const wrong = await Promise.all([
    windows.ask(77, 0, createOf("\\a")),
    windows.ask(drive, 12345, { type: "read", offset: 0n, length: 10 }),
    windows.ask(drive, 0, { type: "unknown", major: 0xffffffff, minor: 3 }),
    windows.ask(drive, 0, createOf("\\..\\..\\etc\\passwd")),
  ]);
  expect(wrong.map(({ status }) => status)).toEqual([
    ...[NtStatus.NO_SUCH_DEVICE, NtStatus.INVALID_HANDLE, NtStatus.INVALID_PARAMETER, NtStatus.OBJECT_NAME_INVALID],
  ]);
  await open("\\fine");
});

test("a server that breaks the protocol loses its devices, not the desktop", async () => {
  windows.say(Uint8Array.of(1));
  const problem = "server broke the protocol of redirected devices";
  await until("the gateway says so", () => gateway.log.some(({ msg }) => msg === problem));
  expect(desktop.status.kind).toBe("active");
});

test("Windows that begins anew has the drive again, and nothing open", async () => {
  const file = await open("\\temporary", CreateOption.DeleteOnClose);
  const known = windows.devices.length;
  windows.say(encodeAnnouncement(RedirectionPacketId.ServerAnnounce, SERVER));
  await until("the drive is announced again", () => windows.devices.length > known);
  const read = await windows.ask(drive, file, { type: "read", offset: 0n, length: 1 });
  expect(read.status).toBe(NtStatus.INVALID_HANDLE);
  expect(await statusOf("\\temporary")).toBe(NtStatus.NO_SUCH_FILE);
});

test("a desktop that is left takes along what it wanted deleted, and no more", async () => {
  await open("\\temporary", CreateOption.DeleteOnClose);
  await open("\\kept");
  await desktop.disconnect();
  desktop = await gateway.open("drive");
  drive = (await windows.device("drive")).id;
  expect(await statusOf("\\kept")).toBe(NtStatus.SUCCESS);
  await until("it is deleted", async () => (await statusOf("\\temporary")) === NtStatus.NO_SUCH_FILE);
});
