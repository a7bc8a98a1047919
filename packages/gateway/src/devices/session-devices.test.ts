import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEVICE_SUBPROTOCOL,
  DeviceDown,
  DeviceUp,
  decodeJson,
  decodeRecords,
  encodeJson,
  MessageWriter,
} from "@passerelle/tunnel";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Drive } from "../drives/drive.ts";
import { ConnectionParameters } from "../sessions/connection-parameters.ts";
import type { Line } from "../sessions/line.ts";
import { marie } from "../sessions/testing/memory-store.ts";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { TestGateway } from "../sessions/testing/test-gateway.ts";
import { planDevices } from "./device-plan.ts";
import { SessionDevices } from "./session-devices.ts";
import { TEST_DEVICE_SETTINGS } from "./testing/device-settings.ts";

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

describe("devices without a gateway", () => {
  let driveFolder: string;
  beforeEach(() => {
    driveFolder = mkdtempSync(join(tmpdir(), "passerelle-drives-"));
  });
  afterEach(() => rmSync(driveFolder, { recursive: true }));

  function devicesOf(logger = silentLogger()): SessionDevices {
    const parameters = { "enable-drive": "true", "drive-path": "marie", "create-drive-path": "true" };
    return new SessionDevices({
      plan: planDevices(new ConnectionParameters(parameters, {})),
      settings: { ...TEST_DEVICE_SETTINGS, driveFolder },
      ...{ session: "1", username: "marie", connectionName: "desk", clientName: "DESK", logger },
    });
  }

  // Where no desktop of a group can be reached, the last one is closed when it is given up, and when the session ends.
  test("a desktop that ends twice takes nobody else's drive away", async () => {
    const [one, other] = [devicesOf(), devicesOf()];
    one.close();
    one.close();
    const volume = other.devices.drive.drive?.volume;
    await vi.waitFor(async () => expect(await volume?.list("")).toMatchObject([{ name: "Download" }]));
    expect(Drive.all).toHaveLength(1);
    other.close();
    await vi.waitFor(() => expect(Drive.all).toEqual([]));
  });

  test("an error where devices send is logged, and goes no further", () => {
    const logger = silentLogger();
    const error = vi.spyOn(logger, "error");
    const devices = devicesOf(logger);
    const perform = () => {
      throw new Error("the connection is broken");
    };
    devices.connect({ perform, room: async () => {} });
    devices.devices.redirection.add({
      announcement: { type: "drive", dosName: "X", data: new Uint8Array() },
      request: async () => ({ status: 0 }),
      forget: () => {},
    });
    expect(error).toHaveBeenCalledOnce();
    devices.close();
  });

  test.each(["attach", "attachGuest"] as const)("a page that takes nothing is given up: %s", (attachLine) => {
    const devices = devicesOf(silentLogger());
    const line = { close: vi.fn(), send: vi.fn(), unsent: 33 * 1024 * 1024 };
    const policy = { readOnly: true, copy: false, paste: false };
    const facts = { id: "guest", link: "", username: undefined, remoteHost: "", since: new Date(0), policy };
    const decodes = { avc: "none" } as const;
    devices[attachLine](line as unknown as Line, { protocol: 1, session: "1", decodes: [] }, { ...facts, decodes });
    expect(line.close).toHaveBeenCalledWith({ code: 4002, reason: "nothing was presented for too long" });
    devices.close();
  });

  test("a line that comes once the desktop is over is closed, so that its page tries again", () => {
    const devices = devicesOf(silentLogger());
    devices.close();
    const close = vi.fn();
    devices.attach({ close } as unknown as Line, { protocol: 1, session: "x", decodes: [] });
    expect(close).toHaveBeenCalledOnce();
  });
});
