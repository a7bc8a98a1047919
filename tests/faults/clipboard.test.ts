import { ClipboardServer, type Copied, type Playground, startPlayground } from "@passerelle/playground";
import { ClipboardFlag, type ClipboardPdu, FILE_LIST_FORMAT } from "@passerelle/rdp";
import type { ClipboardWanted } from "@passerelle/tunnel";
import pngjs from "pngjs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";
import { ClipboardPage } from "./clipboard-page.ts";

const UNICODE_TEXT = 13;
const LONG = "Où sont les accents ? 🙂 ".repeat(10_000);
const { PNG } = pngjs;
const DIB = 8;
const DIB_V5 = 17;
/** Requests of the gateway for the same file that wait for their answers. */
const RANGES_AT_ONCE = 4;
const BIG = Buffer.from(Uint8Array.from({ length: 2_500_000 }, (_, at) => (at * 31) % 251));
const FILES: Copied = {
  files: [
    { name: "dossier", isFolder: true, content: new Uint8Array(0) },
    { name: "dossier\\grand é.bin", isFolder: false, modified: 1_700_000_000_000, content: BIG },
    { name: "..\\..\\evil.txt", isFolder: false, content: Buffer.from("evil") },
  ],
};
const utf16 = (text: string) => Buffer.from(`${text}\0`, "utf16le");

let gateway: GatewayProcess;
let playground: Playground;
let desktop: ClipboardServer;
let page: ClipboardPage | undefined;
let connections = 0;
/** Of the next desktop. */
let flags: number | undefined;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
  const channels = () => {
    desktop = new ClipboardServer(flags);
    return [desktop];
  };
  playground = await startPlayground({ channels });
}, 120_000);
afterEach(async () => {
  await page?.close();
  page = undefined;
  flags = undefined;
});
afterAll(async () => {
  await gateway?.stop();
  await playground?.stop();
});

async function open(parameters: Parameters = {}): Promise<ClipboardPage> {
  const account = { hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" };
  const connection = await gateway.createConnection(`clipboard ${++connections}`, {
    ...account,
    "ignore-cert": "true",
    ...parameters,
  });
  page = await ClipboardPage.open(gateway, connection);
  return page;
}

function copyText(text: string): void {
  desktop.copy({ formats: [{ id: UNICODE_TEXT, name: "", content: utf16(text) }] });
}

const NO_CONTENTS = { type: "contentsResponse" } as const;

function streamOf(pdu: ClipboardPdu): number {
  return pdu.type === "contentsRequest" ? pdu.streamId : 0;
}

async function pastedText(): Promise<string> {
  const data = Buffer.from((await desktop.paste(UNICODE_TEXT)) ?? []);
  return data.toString("utf16le").replace(/\0$/, "");
}

test("text that is copied at the desktop comes with the offer, or is fetched", async () => {
  const page = await open();
  copyText("déjà vu 🙂");
  expect(await page.offered()).toMatchObject({ formats: ["text"], text: "déjà vu 🙂" });
  copyText(LONG);
  const offer = await page.offered();
  expect(offer.text).toBeUndefined();
  expect(String(await page.bytes(offer, "text"))).toBe(LONG);
});

test("text of the page is pasted at the desktop, inline or on demand", async () => {
  const page = await open();
  await page.has({ formats: ["text"], text: "court" });
  expect(await pastedText()).toBe("court");
  page.answer = () => LONG;
  await page.has({ formats: ["text"] });
  expect(await pastedText()).toBe(LONG);
});

test("text that takes 20 MB in Windows goes both ways where that is allowed", async () => {
  const page = await open({ "clipboard-buffer-size": "52428800" });
  const text = "0123456789".repeat(1_000_000);
  copyText(text);
  const offer = await page.offered();
  expect((await page.bytes(offer, "text")).equals(Buffer.from(text))).toBe(true);
  page.answer = () => text;
  await page.has({ formats: ["text"] });
  expect((await pastedText()) === text).toBe(true);
});

test("HTML goes both ways, and is a download that runs nothing", async () => {
  const page = await open();
  page.answer = () => "<b>gras é</b>";
  await page.has({ formats: ["html"] });
  const pasted = await desktop.paste("HTML Format");
  expect(String(Buffer.from(pasted ?? []))).toContain("<!--StartFragment--><b>gras é</b><!--EndFragment-->");
  desktop.copy({ formats: [{ id: 0xc0aa, name: "HTML Format", content: pasted ?? new Uint8Array(0) }] });
  const offer = await page.offered();
  expect(offer.formats).toEqual(["html"]);
  const response = await page.fetch(offer, "html");
  expect(await response.text()).toBe("<b>gras é</b>");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("content-disposition")).toContain("attachment");
  expect(response.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
});

test("pictures go both ways, as PNG here and as bitmaps or PNG there", async () => {
  const page = await open();
  const picture = new PNG({ width: 300, height: 200 });
  picture.data = Buffer.from(Uint8Array.from(picture.data, (_, at) => (at % 4 === 3 ? 255 : (at * 7) % 251)));
  const png = PNG.sync.write(picture);
  page.answer = () => new Uint8Array(png);
  await page.has({ formats: ["image"] });
  expect(png.equals((await desktop.paste("PNG")) ?? new Uint8Array(0))).toBe(true);
  for (const id of [DIB, DIB_V5]) {
    const content = (await desktop.paste(id)) ?? new Uint8Array(0);
    desktop.copy({ formats: [{ id, name: "", content }] });
    const back = PNG.sync.read(await page.bytes(await page.offered(), "image"));
    expect(back.data.equals(picture.data)).toBe(true);
  }
  // All that was sent for three formats.
  expect(page.sent).toEqual([204]);
});

test("files of the desktop are downloaded one by one and as ZIP, under harmless names", async () => {
  const page = await open();
  desktop.copy(FILES);
  const offer = await page.offered();
  expect(offer.files).toEqual([
    { path: "dossier", isFolder: true, size: 0 },
    { path: "dossier/grand é.bin", isFolder: false, size: BIG.length, modified: 1_700_000_000_000 },
    { path: "_/_/evil.txt", isFolder: false, size: 4 },
  ]);
  const response = await page.fetch(offer, "files/1");
  expect(response.headers.get("content-length")).toBe(String(BIG.length));
  expect(response.headers.get("content-disposition")).toContain("filename*=UTF-8''grand%20%C3%A9.bin");
  expect(BIG.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  expect((await page.fetch(offer, "files/0")).status).toBe(404);
  expect((await page.fetch(offer, "files/9")).status).toBe(404);
  const zip = await page.bytes(offer, "files");
  for (const part of [Buffer.from("dossier/grand é.bin"), BIG, Buffer.from("_/_/evil.txt"), Buffer.from("evil")]) {
    expect(zip.includes(part)).toBe(true);
  }
  expect(zip.includes("..")).toBe(false);
});

test("files of the page are read at the desktop, in order and not", async () => {
  const page = await open();
  const asked: ClipboardWanted[] = [];
  page.answer = (wanted) => {
    asked.push(wanted);
    return "file" in wanted ? new Uint8Array(BIG.subarray(wanted.offset)) : undefined;
  };
  const files = [
    { path: "dossier", isFolder: true, size: 0 },
    { path: "dossier/grand.bin", isFolder: false, size: BIG.length, modified: 1_700_000_000_000 },
  ];
  await page.has({ formats: [], files });
  expect(await desktop.pasteList()).toEqual([
    { name: "dossier", isFolder: true },
    { name: "dossier\\grand.bin", isFolder: false, size: BigInt(BIG.length), modified: 1_700_000_000_000 },
  ]);
  expect(await desktop.fileSize(1)).toBe(BigInt(BIG.length));
  const ranges = Array.from({ length: Math.ceil(BIG.length / 100_000) }, (_, part) => part * 100_000);
  const read = await Promise.all(ranges.map((from) => desktop.readFile(1, from, 100_000)));
  expect(BIG.equals(Buffer.concat(read.map((part) => part ?? new Uint8Array(0))))).toBe(true);
  expect(asked).toHaveLength(1);
  expect(BIG.subarray(7, 17).equals((await desktop.readFile(1, 7, 10)) ?? new Uint8Array(0))).toBe(true);
  expect(asked[1]).toMatchObject({ file: 1, offset: 7 });
  expect(await desktop.readFile(0, 0, 10)).toBeUndefined();
  expect(await desktop.readFile(99, 0, 10)).toBeUndefined();
});

test("a file that is being downloaded is locked, and goes on when something else is copied", async () => {
  const page = await open();
  desktop.copy(FILES);
  const offer = await page.offered();
  expect(desktop.locks.size).toBe(1);
  desktop.held = [];
  const response = page.fetch(offer, "files/1");
  await until("the file is asked for", () => desktop.held?.length === RANGES_AT_ONCE);
  copyText("autre chose");
  const held = desktop.held ?? [];
  desktop.held = undefined;
  for (const pdu of held) desktop.answer(pdu);
  expect(BIG.equals(Buffer.from(await (await response).arrayBuffer()))).toBe(true);
  await until("the lock is given back", () => desktop.locks.size === 0);
  expect((await page.fetch(offer, "files/1")).status).toBe(410);
});

test.each(["files/1", "files"])("the lock for %s is given back when the page leaves off", async (path) => {
  const page = await open();
  desktop.copy(FILES);
  const offer = await page.offered();
  desktop.held = [];
  const leaving = new AbortController();
  const content = page.fetch(offer, path, { signal: leaving.signal }).then((response) => response.arrayBuffer());
  await until("the file is asked for", () => desktop.held?.length === RANGES_AT_ONCE);
  leaving.abort();
  await expect(content).rejects.toThrow("aborted");
  copyText("autre chose");
  const held = desktop.held;
  desktop.held = undefined;
  for (const pdu of held) desktop.answer(pdu);
  await until("the lock is given back", () => desktop.locks.size === 0);
});

test("without locks a download breaks off rather than going on with other files", async () => {
  flags = ClipboardFlag.LongFormatNames | ClipboardFlag.StreamFiles;
  const page = await open();
  desktop.copy(FILES);
  const offer = await page.offered();
  desktop.held = [];
  const begun = page.fetch(offer, "files/1");
  const late = page.fetch(offer, "files/2");
  await until("both files are asked for", () => desktop.held?.length === RANGES_AT_ONCE + 1);
  const [first] = desktop.held;
  if (first) desktop.answer(first);
  await until("the rest is asked for", () => desktop.held?.length === RANGES_AT_ONCE + 2);
  copyText("autre chose");
  const rest = desktop.held.slice(1);
  desktop.held = undefined;
  for (const pdu of rest) desktop.say({ ...NO_CONTENTS, streamId: streamOf(pdu) });
  expect((await begun).status).toBe(200);
  await expect((await begun).arrayBuffer()).rejects.toThrow();
  expect((await late).status).toBe(410);
});

test("what is copied meanwhile answers a fetch with 410, and late answers are not taken for others", async () => {
  const page = await open();
  const html = { id: 0xc0aa, name: "HTML Format", content: Buffer.from("<i>vieux</i>") };
  desktop.copy({ formats: [html] });
  const offer = await page.offered();
  desktop.held = [];
  const response = page.fetch(offer, "html");
  await until("HTML is asked for", () => desktop.held?.length === 1);
  copyText("neuf");
  expect((await response).status).toBe(410);
  desktop.held = undefined;
  desktop.say({ type: "dataResponse", data: html.content });
  expect(await page.offered()).toMatchObject({ text: "neuf" });
});

test("a page that vanishes in the middle of a paste fails it, and the next one works", async () => {
  const page = await open();
  page.answer = () => {
    page.vanish();
    return undefined;
  };
  await page.has({ formats: ["text"] });
  expect(await desktop.paste(UNICODE_TEXT)).toBeUndefined();
  copyText("encore là");
  await page.comeBack();
  expect(await page.offered()).toMatchObject({ text: "encore là" });
});

test("a server that lies about its clipboard loses it, and not the desktop", async () => {
  const page = await open();
  desktop.copy({ formats: [{ id: 0xc100, name: FILE_LIST_FORMAT, content: Buffer.from("ffffffff00", "hex") }] });
  expect(await page.failure()).toMatchObject({ direction: "copy", what: "files", reason: "unreadable" });
  desktop.say(Uint8Array.of(2, 0, 0, 0, 255, 255, 255, 255));
  expect(await page.state()).toBe("failed");
  expect(playground.sessions).toHaveLength(1);
});

describe("the connection's policy", () => {
  test("lets nothing out with disable-copy", async () => {
    const page = await open({ "disable-copy": "true" });
    copyText("secret");
    expect(await page.failure()).toMatchObject({ direction: "copy", what: "text", reason: "not-allowed" });
    expect((await page.fetch({ offer: 1, formats: [] }, "text")).status).toBe(403);
    await page.has({ formats: ["text"], text: "entre" });
    expect(await pastedText()).toBe("entre");
  });

  test.each(["disable-paste", "read-only"])("lets nothing in with %s", async (parameter) => {
    const page = await open({ [parameter]: "true" });
    page.says({ formats: ["text"], text: "dehors" });
    expect(await page.failure()).toMatchObject({ direction: "paste", what: "text", reason: "not-allowed" });
    expect(desktop.formats).toEqual([]);
    copyText("sort");
    expect(await page.offered()).toMatchObject({ text: "sort" });
  });

  test("ends lines as it says, both ways", async () => {
    const page = await open({ "normalize-clipboard": "windows" });
    await page.has({ formats: ["text"], text: "a\nb\r\nc" });
    expect(await pastedText()).toBe("a\r\nb\r\nc");
    copyText("a\nb");
    expect(await page.offered()).toMatchObject({ text: "a\r\nb" });
  });

  test("bounds text, before it is taken, and the desktop goes on", async () => {
    const page = await open({ "clipboard-buffer-size": "262144" });
    copyText("x".repeat(600_000));
    expect(await page.failure()).toEqual({ direction: "copy", what: "text", reason: "too-long", length: 1_200_002 });
    copyText("é".repeat(200_000));
    expect(await page.failure()).toEqual({ direction: "copy", what: "text", reason: "too-long", length: 400_000 });
    page.answer = () => "x".repeat(262_145);
    await page.has({ formats: ["text"] });
    expect(await desktop.paste(UNICODE_TEXT)).toBeUndefined();
    expect(await page.failure()).toMatchObject({ direction: "paste", what: "text", reason: "too-long" });
    copyText("court");
    expect(await page.offered()).toMatchObject({ text: "court" });
  });
});
