import { readFile } from "node:fs/promises";
import { ClipboardServer } from "@passerelle/playground";
import { type Download, expect, type Locator, type Page, test } from "@playwright/test";
import type { Parameters } from "../servers/gateway.ts";
import { expectAccessible } from "./accessibility.ts";
import { DesktopPage } from "./desktop-page.ts";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";

const UNICODE_TEXT = 13;
const PNG = 0xc201;
const HTML = 0xc202;

let session: PlaygroundSession;
let desktop: ClipboardServer;

test.beforeAll(async () => {
  const channels = () => {
    desktop = new ClipboardServer();
    return [desktop];
  };
  session = await PlaygroundSession.start({ channels });
});
test.afterAll(() => session.stop());

test.describe("with the browser's permission", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("pictures and formatted text go both ways by themselves", async ({ page }) => {
    await open(page);
    await openPanel(page, "Clipboard");
    desktop.copy({ formats: [{ id: PNG, name: "PNG", content: await picture(page, "rgb(200, 20, 10)") }] });
    await expect.poll(() => colorHere(page)).toBe("200,20,10");
    await expect(page.getByText("ready to be pasted on this computer")).toBeVisible();
    const names = () => desktop.formats.map(({ name }) => name);
    expect(names(), "the desktop's own picture is not given back to it").not.toContain("PNG");

    await copyHere(page, { color: "rgb(10, 90, 220)" });
    await expect.poll(names).toContain("PNG");
    expect(await colorOf(page, await desktop.paste("PNG"))).toBe("10,90,220");

    const fragment = "<b>Tarif</b> 12 €";
    desktop.copy({
      formats: [text("Tarif 12 €"), { id: HTML, name: "HTML Format", content: Buffer.from(cfHtml(fragment)) }],
    });
    await expect.poll(() => textHere(page, "text/html")).toContain("Tarif</b> 12 €");
    expect(await textHere(page, "text/plain")).toBe("Tarif 12 €");

    await copyHere(page, { text: "Devis", html: "<i>Devis</i>" });
    await expect.poll(names).toContain("HTML Format");
    expect(Buffer.from((await desktop.paste("HTML Format")) ?? []).toString()).toContain("Devis</i>");
    expect(utf16(await desktop.paste(UNICODE_TEXT))).toBe("Devis");
  });
});

test("files copied at the desktop are listed and downloaded, alone and as ZIP", async ({ page }) => {
  await open(page);
  await openPanel(page, "Clipboard");
  const panel = page.getByRole("tabpanel", { name: "Clipboard" });
  desktop.copy({
    files: [
      { name: "Devis", isFolder: true, content: new Uint8Array() },
      { name: "Devis\\été.txt", isFolder: false, content: Buffer.from("chaud") },
      { name: "rapport.csv", isFolder: false, content: Buffer.from("jour;heures\n") },
    ],
  });
  await expect(panel.getByText("Devis")).toBeVisible();
  await expect(panel.getByText("été.txt")).toHaveCount(0);
  await expectAccessible(page);

  const one = page.waitForEvent("download");
  await panel.getByRole("link", { name: "Download rapport.csv" }).click();
  expect(await contentOf(one)).toEqual({ name: "rapport.csv", content: "jour;heures\n" });
  const all = page.waitForEvent("download");
  await panel.getByRole("link", { name: "Download all as ZIP" }).click();
  const zip = await contentOf(all);
  expect(zip.name).toBe("clipboard.zip");
  for (const part of ["Devis/été.txt", "rapport.csv", "jour;heures"]) expect(zip.content).toContain(part);
});

test("files that are dropped or pasted are in the desktop's clipboard, folders and all", async ({ page }) => {
  await open(page);
  // What takes drops is loaded once the desktop is there.
  await expect(async () => {
    await give(page, "drop", [{ name: "plan.txt", content: "Étage 2" }]);
    await expect(page.getByText("Ready: press Ctrl+V in the desktop to paste it.")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await pastedFiles()).toEqual([{ name: "plan.txt", content: "Étage 2" }]);

  await page.evaluate(() => dispatchEvent(new Event("blur")));
  const large = "0123456789".repeat(500_000);
  await give(page, "paste", [
    { name: "grand.txt", content: large },
    { name: "petit.txt", content: "" },
  ]);
  await expect.poll(async () => (await desktop.pasteList()).length).toBe(2);
  expect(await pastedFiles()).toEqual([
    { name: "grand.txt", content: large },
    { name: "petit.txt", content: "" },
  ]);
});

test("what is written in the panel can be pasted at the desktop, up to the limit", async ({ page }) => {
  await open(page, { "clipboard-buffer-size": "262144" });
  await openPanel(page, "Clipboard");
  const box = page.getByRole("textbox", { name: "Text on the clipboard" });
  await box.fill("Écrit à la main");
  await expect(page.getByText("Can be pasted in the desktop.")).toBeVisible();
  expect(utf16(await desktop.paste(UNICODE_TEXT))).toBe("Écrit à la main");
  await expectAccessible(page);

  const long = "Zeile\n".repeat(40_000);
  await pasteText(box, long);
  await expect.poll(async () => utf16(await desktop.paste(UNICODE_TEXT))).toBe(long);
  await pasteText(box, "x".repeat(300_000));
  await expect(page.getByText("Not pasted: text of 300 kB, while at most 262 kB may be pasted.")).toBeVisible();

  desktop.copy({ formats: [text("Vom Tisch")] });
  await expect(box).toHaveValue("Vom Tisch");
});

test("without https, a key or a click is enough to have the desktop's text", async ({ playwright }) => {
  const { launchOptions } = test.info().project.use;
  const args = [...(launchOptions?.args ?? []), "--host-resolver-rules=MAP desk.test 127.0.0.1"];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  try {
    const page = await browser.newPage();
    await open(page, {}, session.gateway.url.replace("127.0.0.1", "desk.test"));
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    desktop.copy({ formats: [text("Sans TLS")] });
    await page.keyboard.press("a");
    const notes = await browser.newPage();
    await notes.setContent("<textarea></textarea>");
    await expect(async () => {
      await notes.locator("textarea").fill("");
      await notes.locator("textarea").press("Control+V");
      await expect(notes.locator("textarea")).toHaveValue("Sans TLS", { timeout: 500 });
    }).toPass();

    await notes.locator("textarea").fill("Collé sans TLS");
    await notes.locator("textarea").press("Control+A");
    await notes.keyboard.press("Control+C");
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event("blur")));
    await page.keyboard.press("Control+V");
    await expect.poll(async () => utf16(await desktop.paste(UNICODE_TEXT))).toBe("Collé sans TLS");
  } finally {
    await browser.close();
  }
});

test.describe("what the connection forbids", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("disable-copy: nothing of the desktop comes here, and the panel says so", async ({ page }) => {
    await open(page, { "disable-copy": "true" });
    await copyHere(page, { text: "von hier" });
    await expect.poll(async () => utf16(await desktop.paste(UNICODE_TEXT))).toBe("von hier");
    desktop.copy({ formats: [text("geheim")] });
    await expect(
      page.getByText("Not copied from the desktop (text): this connection does not allow it."),
    ).toBeVisible();
    expect(await textHere(page, "text/plain")).toBe("von hier");
    await openPanel(page, "Clipboard");
    await expect(page.getByText("does not allow copying from the desktop")).toBeVisible();
  });

  test("disable-paste: nothing of this computer comes to the desktop, and the panel says so", async ({ page }) => {
    await open(page, { "disable-paste": "true" });
    await copyHere(page, { text: "nicht erlaubt" });
    await page.keyboard.press("Control+V");
    desktop.copy({ formats: [text("erlaubt")] });
    await expect.poll(() => textHere(page, "text/plain")).toBe("erlaubt");
    expect(desktop.formats).toEqual([]);
    await openPanel(page, "Clipboard");
    await expect(page.getByText("does not allow pasting from this computer")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Text on the clipboard" })).not.toBeEditable();
  });
});

/** Opens a desktop with a clipboard, by a connection of its own: no session of another test is taken up. */
async function open(page: Page, parameters: Parameters = {}, url = session.gateway.url): Promise<void> {
  const { gateway, playground } = session;
  const connection = await gateway.createConnection(test.info().title, {
    ...{ hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" },
    ...{ "ignore-cert": "true", ...parameters },
  });
  await DesktopPage.open(page, { url }, connection);
}

function text(words: string) {
  return { id: UNICODE_TEXT, name: "", content: Buffer.from(`${words}\0`, "utf16le") };
}

interface Content {
  readonly text?: string;
  readonly html?: string;
  readonly color?: string;
}

/** Copies on this computer. */
async function copyHere(page: Page, { text, html, color }: Content): Promise<void> {
  const png = color === undefined ? [] : [...(await picture(page, color))];
  await page.evaluate(
    async ({ text, html, png }) => {
      const item: Record<string, Blob> = {};
      if (text) item["text/plain"] = new Blob([text], { type: "text/plain" });
      if (html) item["text/html"] = new Blob([html], { type: "text/html" });
      if (png.length > 0) item["image/png"] = new Blob([Uint8Array.from(png)], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem(item)]);
    },
    { text, html, png },
  );
}

/** What is on this computer's clipboard; "" too while it is changing. */
function textHere(page: Page, type: string): Promise<string> {
  return page.evaluate(async (type) => {
    const [item] = await navigator.clipboard.read();
    if (!item?.types.includes(type)) return "";
    return item.getType(type).then(
      (found) => found.text(),
      () => "",
    );
  }, type);
}

/** A picture of one colour, as PNG. */
async function picture(page: Page, color: string): Promise<Uint8Array> {
  const bytes = await page.evaluate(async (color) => {
    const canvas = new OffscreenCanvas(32, 16);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no 2D context");
    context.fillStyle = color;
    context.fillRect(0, 0, 32, 16);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  }, color);
  return Uint8Array.from(bytes);
}

/** The colour of the picture on this computer's clipboard. */
async function colorHere(page: Page): Promise<string> {
  const bytes = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const found = item?.types.includes("image/png") && (await item.getType("image/png").catch(() => undefined));
    return found ? [...new Uint8Array(await found.arrayBuffer())] : [];
  });
  return colorOf(page, Uint8Array.from(bytes));
}

function colorOf(page: Page, png: Uint8Array = new Uint8Array()): Promise<string> {
  return page.evaluate(
    async (bytes) => {
      if (bytes.length === 0) return "";
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      return context?.getImageData(0, 0, 1, 1).data.slice(0, 3).join() ?? "";
    },
    [...png],
  );
}

/** As somebody's Ctrl+V does whose clipboard holds this. */
async function pasteText(box: Locator, text: string): Promise<void> {
  await box.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const options = { bubbles: true, cancelable: true, clipboardData: data };
    element.dispatchEvent(new ClipboardEvent("paste", options));
  }, text);
}

/** Drops files on the desktop, or pastes them into it. */
async function give(page: Page, how: "drop" | "paste", files: { name: string; content: string }[]): Promise<void> {
  await page.evaluate(
    ([how, files]) => {
      const data = new DataTransfer();
      for (const { name, content } of files) data.items.add(new File([content], name));
      const options = { bubbles: true, cancelable: true };
      const event =
        how === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data });
      document.querySelector(how === "drop" ? "canvas" : "textarea")?.dispatchEvent(event);
    },
    [how, files] as const,
  );
}

/** What Explorer would make of the files in the clipboard. */
async function pastedFiles(): Promise<{ name: string; content: string }[]> {
  const files: { name: string; content: string }[] = [];
  for (const [index, { name }] of (await desktop.pasteList()).entries()) {
    const size = Number(await desktop.fileSize(index));
    const parts: Uint8Array[] = [];
    for (let position = 0; position < size; position += 1 << 20) {
      parts.push((await desktop.readFile(index, position, Math.min(1 << 20, size - position))) ?? new Uint8Array());
    }
    files.push({ name, content: Buffer.concat(parts).toString() });
  }
  return files;
}

async function contentOf(downloading: Promise<Download>): Promise<{ name: string; content: string }> {
  const download = await downloading;
  return { name: download.suggestedFilename(), content: await readFile(await download.path(), "utf8") };
}

/** Without the zero at its end, and with the line ends of this computer. */
function utf16(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? [])
    .toString("utf16le")
    .replace(/\0$/, "")
    .replaceAll("\r\n", "\n");
}

/** [MS-RDPECLIP] carries HTML as Windows has it: with the places of its parts before it. */
function cfHtml(fragment: string): string {
  const before = "<html><body><!--StartFragment-->";
  const after = "<!--EndFragment--></body></html>";
  const head = (places: readonly number[]) => {
    const [html, end, start, stop] = places.map((place) => String(place).padStart(10, "0"));
    return `Version:0.9\r\nStartHTML:${html}\r\nEndHTML:${end}\r\nStartFragment:${start}\r\nEndFragment:${stop}\r\n`;
  };
  const start = head([0, 0, 0, 0]).length;
  const length = Buffer.byteLength(fragment);
  const whole = start + before.length + length + after.length;
  return `${head([start, whole, start + before.length, start + before.length + length])}${before}${fragment}${after}`;
}
