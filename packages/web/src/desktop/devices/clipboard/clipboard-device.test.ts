import {
  type ClipboardHas,
  DeviceDown,
  type DevicePolicy,
  DeviceUp,
  decodeJson,
  encodeJson,
  MOST_INLINE_TEXT,
} from "@passerelle/tunnel";
import { beforeEach, expect, test, vi } from "vitest";
import { ClipboardDevice } from "./clipboard-device.ts";
import { FakeClipboard } from "./testing/fake-clipboard.ts";

const LIMIT = 100_000;

let sent: { readonly type: number; readonly value: unknown }[];
let clipboard: FakeClipboard;
let device: ClipboardDevice;

beforeEach(async () => {
  sent = [];
  clipboard = new FakeClipboard();
  const send = (type: number, payload: Uint8Array) => sent.push({ type, value: decodeJson(payload) });
  device = new ClipboardDevice(
    { session: "s", address: "api/passerelle/sessions/s", headers: {}, send, unsent: 0 },
    clipboard,
  );
  device.lineOpened(policy({ paste: true }));
  receive(DeviceDown.ClipboardState, { state: "ready" });
  await device.look();
});

function policy({ paste }: { paste: boolean }): DevicePolicy {
  return { clipboard: { copy: true, paste, limit: LIMIT, fileLimit: LIMIT } } as DevicePolicy;
}

function receive(type: number, value: unknown): void {
  device.received(type, encodeJson(value));
}

/** As a browser does for Ctrl+V. Answers what becomes of the key. */
function strike(text: string): { isHeld: boolean } {
  const key = { isHeld: true };
  void device.struck()?.then(() => {
    key.isHeld = false;
  });
  const data = { getData: (type: string) => (type === "text/plain" ? text : ""), files: [], items: [] };
  device.pasted(data as unknown as DataTransfer);
  return key;
}

const offers = () =>
  sent.filter(({ type }) => type === DeviceUp.ClipboardHas).map(({ value }) => value as ClipboardHas);

test("what the desktop copies is on this computer's clipboard", async () => {
  receive(DeviceDown.ClipboardOffer, { offer: 1, formats: ["text"], text: "from the desktop" });
  await vi.waitFor(() => expect(clipboard.content).toEqual({ text: "from the desktop" }));
  await device.look("changed");
  expect(offers()).toEqual([]);
});

test("the same offer, told again on another line, is not written again", async () => {
  receive(DeviceDown.ClipboardOffer, { offer: 1, formats: ["text"], text: "a" });
  await vi.waitFor(() => expect(clipboard.writes).toBe(1));
  clipboard.content = { text: "mine" };
  receive(DeviceDown.ClipboardOffer, { offer: 1, formats: ["text"], text: "a" });
  await device.writer.idle;
  expect(clipboard.content).toEqual({ text: "mine" });
});

test("the desktop's own picture is not given back to it, whenever the browser says that the clipboard has changed", async () => {
  const look = device.look();
  const write = device.writer.write({ image: new Blob(["png"]) });
  await Promise.all([look, device.look("changed"), write, device.look("changed")]);
  await device.look("changed");
  expect([clipboard.writes, offers()]).toEqual([1, []]);
});

test("Ctrl+V waits until the desktop has taken what is new, and no longer", async () => {
  const key = strike("new");
  await vi.waitFor(() => expect(offers()).toEqual([{ offer: 1, formats: ["text"], text: "new" }]));
  expect(key.isHeld).toBe(true);
  receive(DeviceDown.ClipboardTaken, { offer: 1 });
  await vi.waitFor(() => expect(key.isHeld).toBe(false));
});

test("Ctrl+V of what the desktop knows does not wait", async () => {
  receive(DeviceDown.ClipboardOffer, { offer: 1, formats: ["text"], text: "known" });
  await vi.waitFor(() => expect(clipboard.writes).toBe(1));
  device.doubt();
  const key = strike("known");
  await vi.waitFor(() => expect(key.isHeld).toBe(false));
  expect(offers()).toEqual([]);
});

test("what was copied here before the desktop copied does not take its place", async () => {
  clipboard.mayWrite = false;
  receive(DeviceDown.ClipboardOffer, { offer: 1, formats: ["text"], text: "from the desktop" });
  await vi.waitFor(() => expect(device.writer.state.value).toBe("refused"));
  const key = strike("older");
  await vi.waitFor(() => expect(key.isHeld).toBe(false));
  expect(offers()).toEqual([]);
});

test("where pasting is forbidden, nothing is read and no key waits", async () => {
  device.lineOpened(policy({ paste: false }));
  const { reads } = clipboard;
  await device.look("ask");
  await device.look("changed");
  expect(device.struck()).toBeUndefined();
  await device.give({ text: "typed" });
  expect([clipboard.reads, offers()]).toEqual([reads, []]);
});

test("the browser is asked for its permission only where that is meant", async () => {
  clipboard.permission = "prompt";
  const { reads } = clipboard;
  await device.look();
  expect(clipboard.reads).toBe(reads);
  await device.look("ask");
  expect(clipboard.reads).toBe(reads + 1);
});

test("what is too long is told with its length, and not offered", async () => {
  await device.give({ text: "x".repeat(LIMIT + 1) });
  expect(device.notice.value).toEqual({
    kind: "refused",
    ...{ reason: "too-long", what: "text", length: LIMIT + 1, limit: LIMIT },
  });
  expect(offers()).toEqual([]);
});

test("an offer that the gateway may have missed is told again, one that was taken is not", async () => {
  void device.give({ text: "a" });
  device.lineOpened(policy({ paste: true }));
  expect(offers()).toHaveLength(2);
  receive(DeviceDown.ClipboardTaken, { offer: 1 });
  device.lineOpened(policy({ paste: true }));
  expect(offers()).toHaveLength(2);
});

test("what is not there any more is said to be gone", async () => {
  void device.give({ text: "x".repeat(MOST_INLINE_TEXT + 1) });
  receive(DeviceDown.ClipboardOffer, { offer: 1, formats: ["text"], text: "newer" });
  receive(DeviceDown.ClipboardWanted, { request: 7, offer: 1, format: "text" });
  await vi.waitFor(() => expect(sent.at(-1)).toEqual({ type: DeviceUp.ClipboardGone, value: { request: 7 } }));
});
