import { Readable } from "node:stream";
import { type ClipboardPdu, decodeClipboardPdu, encodeClipboardPdu } from "@passerelle/rdp";
import { DeviceDown, DeviceUp, decodeJson, encodeJson } from "@passerelle/tunnel";
import { expect, test, vi } from "vitest";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { ClipboardDevice } from "./clipboard-device.ts";

const TEXT = { id: 13, name: "" };
const FILES = { id: 49_200, name: "FileGroupDescriptorW" };
const utf16 = (text: string) => new Uint8Array(Buffer.from(`${text}\0`, "utf16le"));
const POLICY = { readOnly: false, copy: true, paste: true };

/** A page that remembers what it was told. */
class Page {
  readonly decodes = [];
  readonly unsent = 0;
  readonly told: { readonly type: number; readonly value: unknown }[] = [];

  send(type: number, head = new Uint8Array(0)): void {
    this.told.push({ type, value: decodeJson(head) });
  }

  of(type: number): unknown[] {
    return this.told.filter((told) => told.type === type).map(({ value }) => value);
  }
}

/** The clipboard of a desktop with an owner and a guest. */
function setUp(plan = { copy: true, paste: true }, policy = POLICY) {
  const device = new ClipboardDevice({ ...plan, newlines: "preserve", limit: 1000 }, 100, silentLogger());
  const [owner, guest] = [new Page(), new Page()];
  device.attached(owner);
  device.guestAttached(guest, policy);
  const [handler] = device.connect({ perform: (work) => work(), room: async () => {} });
  const heard: ClipboardPdu[] = [];
  const send = (message: Uint8Array) => {
    const pdu = decodeClipboardPdu(message.slice(), true);
    if (pdu) heard.push(pdu);
  };
  handler?.opened({ name: "cliprdr", close: () => {}, send });
  const server = (pdu: ClipboardPdu) =>
    handler?.received(encodeClipboardPdu(pdu), { name: "cliprdr", send: () => {}, close: () => {} });
  server({ type: "capabilities", flags: 0x3e });
  server({ type: "monitorReady" });
  server({ type: "formatListResponse", isOk: true });
  const says = (type: number, value: unknown) => device.guestReceived(guest, type, encodeJson(value));
  return { device, owner, guest, heard, server, says };
}

test("what the desktop copies is for owner and guest, but files are not for the guest", async () => {
  const { device, owner, guest, server } = setUp();
  server({ type: "formatList", formats: [TEXT, FILES] });
  server({ type: "dataResponse", data: utf16("copied") });
  server({ type: "dataResponse", data: new Uint8Array(4) });
  const text = { offer: 1, formats: ["text"], text: "copied" };
  await vi.waitFor(() => expect(owner.of(DeviceDown.ClipboardOffer)).toEqual([{ ...text, files: [] }]));
  expect(guest.of(DeviceDown.ClipboardOffer)).toEqual([text]);
  expect(Buffer.from((await device.ofGuest(guest)?.offer(1).read("text")) ?? []).toString()).toBe("copied");
  device.close();
});

test("what a guest has is pasted, from its own page, without files", async () => {
  const { device, owner, guest, heard, server, says } = setUp();
  const files = [{ path: "virus.exe", isFolder: false, size: 5 }];
  says(DeviceUp.ClipboardHas, { offer: 7, formats: ["text"], files });
  const lists = () => heard.flatMap((pdu) => (pdu.type === "formatList" ? [pdu.formats] : []));
  expect(
    lists()
      .at(-1)
      ?.some(({ name }) => name.startsWith("File")),
  ).toBe(false);
  server({ type: "formatListResponse", isOk: true });
  expect(guest.of(DeviceDown.ClipboardTaken)).toEqual([{ offer: 7 }]);
  server({ type: "dataRequest", format: 13 });
  await vi.waitFor(() =>
    expect(guest.of(DeviceDown.ClipboardWanted)).toEqual([{ request: 1, offer: 7, format: "text" }]),
  );
  expect(owner.told.some(({ type }) => type === DeviceDown.ClipboardWanted || type === DeviceDown.ClipboardTaken)).toBe(
    false,
  );
  await device.ofGuest(guest)?.deliver(1, Readable.from([Buffer.from("of a guest")]));
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ type: "dataResponse", data: utf16("of a guest") }));
  device.close();
});

test.each([
  ["the connection forbids it", { copy: false, paste: false }, POLICY],
  ["the profile forbids it", { copy: true, paste: true }, { readOnly: false, copy: false, paste: false }],
])("nothing passes where %s", async (_, plan, policy) => {
  const { device, guest, heard, server, says } = setUp(plan, policy);
  server({ type: "formatList", formats: [TEXT] });
  server({ type: "dataResponse", data: utf16("secret") });
  const before = heard.length;
  says(DeviceUp.ClipboardHas, { offer: 1, formats: ["text"], text: "of a guest" });
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toHaveLength(before);
  expect(guest.of(DeviceDown.ClipboardOffer)).toEqual([]);
  expect(guest.of(DeviceDown.ClipboardFailed)).toEqual([{ direction: "paste", what: "text", reason: "not-allowed" }]);
  expect(() => device.ofGuest(guest)?.offer(1)).toThrow();
  device.close();
});

test("a guest who has something new all the time does not flood the desktop", () => {
  const { device, heard, says } = setUp();
  const before = heard.length;
  for (let offer = 0; offer < 500; offer++) says(DeviceUp.ClipboardHas, { offer, formats: ["text"], text: "again" });
  expect(heard.length - before).toBeGreaterThan(0);
  expect(heard.length - before).toBeLessThan(50);
  device.close();
});

test("the desktop is asked once for what many fetch at the same time", async () => {
  const { device, guest, heard, server } = setUp();
  const html = { id: 49_300, name: "HTML Format" };
  server({ type: "formatList", formats: [html] });
  await vi.waitFor(() => expect(guest.of(DeviceDown.ClipboardOffer)).toEqual([{ offer: 1, formats: ["html"] }]));
  const reads = Array.from({ length: 100 }, () => device.ofGuest(guest)?.offer(1).read("html"));
  server({ type: "dataResponse" });
  const answers = await Promise.allSettled(reads);
  expect(answers.every(({ status }) => status === "rejected")).toBe(true);
  expect(heard.filter(({ type }) => type === "dataRequest")).toHaveLength(1);
  device.close();
});

test("the owner hears nothing of what a guest offered and who is gone, or has offered something else", async () => {
  const { device, owner, guest, heard, server, says } = setUp();
  says(DeviceUp.ClipboardHas, { offer: 5, formats: ["text"] });
  device.received(DeviceUp.ClipboardHas, encodeJson({ offer: 6, formats: ["text"], text: "of the owner" }));
  for (let taken = 0; taken < 2; taken++) server({ type: "formatListResponse", isOk: true });
  expect(owner.of(DeviceDown.ClipboardTaken)).toEqual([{ offer: 6 }]);
  says(DeviceUp.ClipboardHas, { offer: 7, formats: ["text"] });
  device.guestDetached(guest);
  server({ type: "formatListResponse", isOk: true });
  server({ type: "dataRequest", format: 13 });
  await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ type: "dataResponse" }));
  expect(owner.of(DeviceDown.ClipboardTaken)).toEqual([{ offer: 6 }]);
  expect(owner.of(DeviceDown.ClipboardFailed)).toEqual([]);
  device.close();
});
