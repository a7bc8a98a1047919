import {
  type ClipboardPdu,
  decodeClipboardPdu,
  encodeClipboardPdu,
  encodeFileList,
  FILE_LIST_FORMAT,
} from "@passerelle/rdp";
import { DeviceDown, DeviceUp, decodeJson, encodeJson, TunnelFormatError } from "@passerelle/tunnel";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { planDevices } from "../devices/device-plan.ts";
import { makeDevices } from "../devices/devices.ts";
import { TEST_DEVICE_SETTINGS } from "../devices/testing/device-settings.ts";
import { ConnectionParameters } from "../sessions/connection-parameters.ts";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { ClipboardDevice } from "./clipboard-device.ts";

const PLAN = { copy: true, paste: true, newlines: "preserve", limit: 1000 } as const;
const TEXT = { id: 13, name: "" };
const FILES = { id: 0xc100, name: FILE_LIST_FORMAT };
const utf16 = (text: string) => new Uint8Array(Buffer.from(`${text}\0`, "utf16le"));

/** A clipboard between a desktop and a page, which both are what a test makes of them. */
class Scene {
  readonly device = new ClipboardDevice(PLAN, 100, silentLogger());
  /** What the desktop has heard. */
  heard: ClipboardPdu[] = [];
  /** What the page was told. */
  told: { readonly type: number; readonly value: unknown }[] = [];
  #server: (pdu: ClipboardPdu) => void = () => {};

  constructor() {
    this.connect();
    this.device.attached({
      decodes: [],
      unsent: 0,
      send: (type, head = new Uint8Array(0)) => this.told.push({ type, value: decodeJson(head) }),
    });
  }

  /** Another RDP connection. */
  connect(): void {
    const [handler] = this.device.connect({ perform: (work) => work(), room: async () => {} });
    handler?.opened({
      name: "cliprdr",
      close: () => {},
      send: (message) => {
        const pdu = decodeClipboardPdu(message.slice(), true);
        if (pdu) this.heard.push(pdu);
      },
    });
    const channel = { name: "cliprdr", send: () => {}, close: () => {} };
    this.#server = (pdu) => handler?.received(encodeClipboardPdu(pdu), channel);
    this.server({ type: "capabilities", flags: 0x3e });
    this.server({ type: "monitorReady" });
  }

  server(pdu: ClipboardPdu): void {
    this.#server(pdu);
  }

  page(type: number, value: unknown): void {
    this.device.received(type, encodeJson(value));
  }

  /** What the page was told of one kind. */
  of(type: number): unknown[] {
    return this.told.filter((told) => told.type === type).map(({ value }) => value);
  }

  /** Lets promises go on. */
  settle(milliseconds = 0): Promise<unknown> {
    return vi.advanceTimersByTimeAsync(milliseconds);
  }
}

let scene: Scene;
beforeEach(() => {
  vi.useFakeTimers();
  scene = new Scene();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["one way", { "disable-copy": "true" }, true],
  ["no way", { "disable-copy": "true", "disable-paste": "true" }, false],
  ["none that a looker-on may use", { "disable-copy": "true", "read-only": "true" }, false],
])("a connection whose clipboard goes %s", (_, parameters, isThere) => {
  const plan = planDevices(new ConnectionParameters(parameters, {}));
  const context = { session: "1", username: "u", connectionName: "c", clientName: "n", logger: silentLogger() };
  const { clipboard } = makeDevices({ ...context, plan, settings: TEST_DEVICE_SETTINGS });
  expect(clipboard !== undefined).toBe(isThere);
});

describe("answers that never come", () => {
  test("from the desktop are told, and what is copied next waits for its own answer", async () => {
    scene.server({ type: "formatList", formats: [TEXT] });
    await scene.settle(29_000);
    expect(scene.of(DeviceDown.ClipboardFailed)).toEqual([]);
    await scene.settle(1000);
    expect(scene.of(DeviceDown.ClipboardFailed)).toEqual([{ direction: "copy", what: "text", reason: "timed-out" }]);
    scene.server({ type: "formatList", formats: [TEXT] });
    scene.server({ type: "dataResponse", data: utf16("late") });
    scene.server({ type: "dataResponse", data: utf16("right") });
    await scene.settle();
    expect(scene.of(DeviceDown.ClipboardOffer).at(-1)).toEqual({ offer: 2, formats: ["text"], text: "right" });
  });

  test("from the desktop hold nothing else up, also when what was asked for is copied no longer", async () => {
    scene.server({ type: "formatList", formats: [TEXT] });
    await scene.settle(20_000);
    scene.server({ type: "formatList", formats: [TEXT] });
    await scene.settle(10_000);
    expect(scene.heard.filter(({ type }) => type === "dataRequest")).toHaveLength(2);
    scene.server({ type: "dataResponse", data: utf16("new") });
    scene.server({ type: "dataResponse", data: utf16("new") });
    await scene.settle();
    expect(scene.of(DeviceDown.ClipboardOffer)).toEqual([{ offer: 2, formats: ["text"], text: "new" }]);
    await scene.settle(60_000);
    expect(scene.of(DeviceDown.ClipboardFailed)).toEqual([]);
  });

  test("from the desktop for a file end the download, and its late bytes are nobody else's", async () => {
    const files = encodeFileList([
      { name: "a", isFolder: false, size: 3n },
      { name: "b", isFolder: false, size: 3n },
    ]);
    scene.server({ type: "formatList", formats: [FILES] });
    scene.server({ type: "dataResponse", data: files });
    await scene.settle();
    const first = (await scene.device.offer(1).openFile(0))?.bytes.next();
    const failed = expect(first).rejects.toThrow("For half a minute there was no answer");
    await scene.settle(30_000);
    await failed;
    const second = (await scene.device.offer(1).openFile(1))?.bytes.next();
    await scene.settle();
    const asked = scene.heard.flatMap((pdu) => (pdu.type === "contentsRequest" ? pdu.streamId : []));
    expect(asked).toHaveLength(2);
    for (const [streamId, text] of asked.map((id, at) => [id, ["old", "new"][at]] as const)) {
      scene.server({ type: "contentsResponse", streamId, data: Buffer.from(text ?? "") });
    }
    expect(Buffer.from((await second)?.value ?? []).toString()).toBe("new");
  });

  test("from the page fail the paste", async () => {
    scene.page(DeviceUp.ClipboardHas, { offer: 1, formats: ["text"] });
    scene.server({ type: "dataRequest", format: 13 });
    await scene.settle(30_000);
    expect(scene.of(DeviceDown.ClipboardWanted)).toEqual([{ request: 1, offer: 1, format: "text" }]);
    expect(scene.heard.at(-1)).toEqual({ type: "dataResponse" });
    expect(scene.of(DeviceDown.ClipboardFailed)).toEqual([{ direction: "paste", what: "text", reason: "no-answer" }]);
  });

  test("are not waited for when the page says so, or leaves", async () => {
    scene.page(DeviceUp.ClipboardHas, { offer: 1, formats: ["text"] });
    scene.server({ type: "dataRequest", format: 13 });
    scene.page(DeviceUp.ClipboardGone, { request: 1 });
    await scene.settle();
    expect(scene.heard.at(-1)).toEqual({ type: "dataResponse" });
    scene.heard = [];
    scene.server({ type: "dataRequest", format: 13 });
    scene.device.detached();
    await scene.settle();
    expect(scene.heard).toEqual([{ type: "dataResponse" }]);
  });
});

test("a new connection is told what the page has, and knows nothing of what the last one copied", async () => {
  scene.page(DeviceUp.ClipboardHas, { offer: 1, formats: ["text"], text: "mine" });
  scene.server({ type: "formatList", formats: [TEXT] });
  scene.server({ type: "dataResponse", data: utf16("theirs") });
  await scene.settle();
  expect(scene.device.offer(1).number).toBe(1);
  scene.device.disconnected();
  scene.heard = [];
  scene.connect();
  expect(scene.heard.at(-1)).toEqual({ type: "formatList", formats: [TEXT] });
  expect(() => scene.device.offer(1)).toThrow("Something else was copied");
  expect(scene.of(DeviceDown.ClipboardState)).toEqual([{ state: "ready" }, { state: "waiting" }, { state: "ready" }]);
});

test("a page that comes again is told how things stand", async () => {
  scene.server({ type: "formatList", formats: [TEXT] });
  scene.server({ type: "dataResponse", data: utf16("here") });
  await scene.settle();
  const told: number[] = [];
  scene.device.attached({ decodes: [], unsent: 0, send: (type) => told.push(type) });
  expect(told).toEqual([DeviceDown.ClipboardState, DeviceDown.ClipboardOffer]);
});

test("files that are too long stay out, and the rest is offered", () => {
  const files = [{ path: "a", isFolder: false, size: 101 }];
  scene.page(DeviceUp.ClipboardHas, { offer: 1, formats: ["text"], text: "t", files });
  expect(scene.heard.at(-1)).toEqual({ type: "formatList", formats: [TEXT] });
  expect(scene.of(DeviceDown.ClipboardFailed)).toEqual([
    { direction: "paste", what: "files", reason: "too-long", length: 101 },
  ]);
});

test("the page is told once the desktop has taken its clipboard, or would not", () => {
  scene.server({ type: "formatListResponse", isOk: true });
  scene.page(DeviceUp.ClipboardHas, { offer: 7, formats: ["html"] });
  scene.page(DeviceUp.ClipboardHas, { offer: 8, formats: ["html"] });
  scene.server({ type: "formatListResponse", isOk: true });
  scene.server({ type: "formatListResponse", isOk: false });
  expect(scene.of(DeviceDown.ClipboardTaken)).toEqual([{ offer: 7 }]);
  expect(scene.of(DeviceDown.ClipboardFailed)).toEqual([{ direction: "paste", what: "html", reason: "no-answer" }]);
});

test.each([
  [DeviceUp.ClipboardHas, { offer: -1, formats: [] }],
  [DeviceUp.ClipboardHas, { offer: 1, formats: ["exe"] }],
  [DeviceUp.ClipboardHas, { offer: 1, formats: [], text: "x".repeat(40_000) }],
  [DeviceUp.ClipboardHas, { offer: 1, formats: [], files: [{ path: "", isFolder: false, size: 1 }] }],
  [DeviceUp.ClipboardHas, { offer: 1, formats: [], files: [{ path: "a", isFolder: false, size: 1e300 }] }],
  [DeviceUp.ClipboardGone, {}],
])("record %d with %j breaks the line's format", (type, value) => {
  expect(() => scene.page(type, value)).toThrow(TunnelFormatError);
});
