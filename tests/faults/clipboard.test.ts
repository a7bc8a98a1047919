import { ClipboardServer, type Playground, startPlayground } from "@passerelle/playground";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import { ClipboardPage } from "./clipboard-page.ts";

const UNICODE_TEXT = 13;
const LONG = "Où sont les accents ? 🙂 ".repeat(10_000);
const utf16 = (text: string) => Buffer.from(`${text}\0`, "utf16le");

let gateway: GatewayProcess;
let playground: Playground;
let desktop: ClipboardServer;
let page: ClipboardPage | undefined;
let connections = 0;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
  const channels = () => {
    desktop = new ClipboardServer();
    return [desktop];
  };
  playground = await startPlayground({ channels });
}, 60_000);
afterEach(async () => {
  await page?.close();
  page = undefined;
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
  expect(await desktop.paste(UNICODE_TEXT)).toEqual(new Uint8Array(utf16("court")));
  page.answer = () => LONG;
  await page.has({ formats: ["text"] });
  expect(Buffer.from((await desktop.paste(UNICODE_TEXT)) ?? []).equals(utf16(LONG))).toBe(true);
});
