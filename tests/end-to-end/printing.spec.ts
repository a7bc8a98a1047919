import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { PrintServer, RedirectionServer } from "@passerelle/playground";
import { expect, type Page, test } from "@playwright/test";
import { postscriptOf, simplePdf } from "../../packages/gateway/src/printing/testing/documents.ts";
import { expectAccessible } from "./accessibility.ts";
import { DesktopPage } from "./desktop-page.ts";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";

const SESSIONS = "api/passerelle/sessions";

let session: PlaygroundSession;
/** Windows, as the last client has it. */
let windows: PrintServer;

test.beforeAll(async () => {
  const channels = () => {
    const redirection = new RedirectionServer();
    windows = new PrintServer(redirection);
    return [redirection];
  };
  session = await PlaygroundSession.start({ channels }, { "enable-printing": "true", "printer-name": "Alexandra" });
});
test.afterAll(() => session.stop());
test.afterEach(async () => {
  const { items } = (await session.gateway.call("GET", SESSIONS)) as { items: { identifier: string }[] };
  for (const { identifier } of items) await session.gateway.call("DELETE", `${SESSIONS}/${identifier}`);
  await expect.poll(() => session.playground.sessions.length).toBe(0);
});

/** Clicks a button that has the browser download a print. */
async function downloaded(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).first().click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("PDF comes to the browser byte for byte: downloaded, opened, printed, removed", async ({ page, context }) => {
  await page.addInitScript(rememberPrint);
  await session.open(page);
  expect(await windows.printer()).toEqual({ flags: 6, driver: "Microsoft Print To PDF", name: "Alexandra" });
  const pdf = simplePdf("Facture d’été", 2);
  await windows.print(pdf);
  const notice = page.getByRole("status", { name: "Print" });
  await expect(notice).toContainText("“Facture d’été” is printed");
  expect(await downloaded(page, "Download Facture d’été")).toEqual({ name: "Facture d’été.pdf", bytes: pdf });
  await expect(notice).toHaveCount(0);

  await openPanel(page, "Prints");
  const row = page.getByRole("tabpanel").getByRole("listitem");
  await expect(row).toContainText(/Facture d’été\s*2 pages/);
  await expectAccessible(page);

  const opening = context.waitForEvent("page");
  await page.getByRole("button", { name: "Open Facture d’été" }).click();
  const tab = await opening;
  await tab.waitForLoadState();
  expect(await tab.evaluate(() => document.contentType)).toBe("application/pdf");
  await tab.close();

  await page.getByRole("button", { name: "Print Facture d’été" }).click();
  await expect
    .poll(() => page.evaluate(() => document.body.dataset.printed))
    .toMatch(/^application\/pdf .*\/prints\/1$/);

  await page.getByRole("button", { name: "Remove Facture d’été" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("Nothing has been printed yet");
});

test("two PostScript prints at once become PDF with their words, and go where they were told to", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Prints");
  await page.getByLabel("When the desktop has printed something").selectOption("download");
  const documents = {
    Lettre: postscriptOf("Lettre", ["Bonjour"]),
    Relance: postscriptOf("Relance", ["Merci", "Adieu"]),
  };
  const downloads = new Map<string, Buffer>();
  page.on("download", async (download) => {
    downloads.set(download.suggestedFilename(), await readFile(await download.path()));
  });
  const printing = await Promise.all(
    Object.values(documents).map(async (document) => ({ print: await windows.begin(), document })),
  );
  for (let start = 0; start < 1000; start += 50) {
    for (const { print, document } of printing) await print.write(document.subarray(start, start + 50));
  }
  for (const { print } of printing) await print.end();
  await expect.poll(() => [...downloads.keys()].sort()).toEqual(["Lettre.pdf", "Relance.pdf"]);
  expect(wordsOf(downloads.get("Lettre.pdf"))).toEqual(["Bonjour"]);
  expect(wordsOf(downloads.get("Relance.pdf"))).toEqual(["Merci", "Adieu"]);
  expect(inkOf(downloads.get("Lettre.pdf"))).toBeGreaterThan(200);
  await expect(page.getByRole("tabpanel").getByRole("listitem")).toHaveCount(2);
});

test("what cannot become PDF is told in French, and is still there after a reload", async ({ page }) => {
  await session.open(page);
  await page.evaluate(() => localStorage.setItem("passerelle.language", "fr"));
  await windows.print(Buffer.from("%!PS\n%%Title: Devis\nnonsense\n"));
  await expect(page.getByRole("status", { name: "Print" })).toContainText("“Devis” was not printed");
  await page.reload();
  await DesktopPage.opened(page);
  await windows.print(Buffer.from("PK\x03\x04"));
  const notice = page.getByRole("status", { name: "Impression" });
  await expect(notice).toContainText("ni PDF ni PostScript");
  await page.locator("textarea").press("Control+Alt+Shift");
  await page.getByRole("button", { name: "Panneau", exact: true }).click();
  await page.getByRole("tab", { name: "Impressions" }).click();
  await expect(page.getByRole("tabpanel").getByRole("listitem")).toContainText([
    "Le bureau n’a envoyé ni PDF ni PostScript.",
    "Le document n’a pas pu être converti en PDF.",
  ]);
  await expect(notice).toHaveCount(0);
  await expectAccessible(page);
});

test("prints outlive a connection that breaks, but for the one that was on its way", async ({ page }) => {
  await session.open(page);
  const before = windows;
  await before.print(simplePdf("Avant", 1));
  const broken = await before.begin();
  await broken.write(simplePdf("Perdu", 1).subarray(0, 100));
  session.playground.sessions.at(-1)?.close();
  await expect.poll(() => windows !== before).toBe(true);
  await windows.print(simplePdf("Après", 1));
  await expect(page.getByRole("status", { name: "Print" })).toBeVisible();
  await DesktopPage.opened(page);
  await page.locator("textarea").focus();
  await openPanel(page, "Prints");
  const items = page.getByRole("tabpanel").getByRole("listitem");
  await expect(items).toContainText(["Après", "The desktop was cut off in the middle.", "Avant"]);
});

test("a connection without printing has no printer, and the panel says so", async ({ page }) => {
  const bare = await session.gateway.createConnection("No printer", {
    ...{ hostname: "127.0.0.1", port: String(session.playground.port), username: "demo", password: "demo" },
    ...{ "ignore-cert": "true" },
  });
  await DesktopPage.open(page, session.gateway, bare);
  await openPanel(page, "Prints");
  await expect(page.getByRole("tabpanel")).toContainText("This connection has no printer.");
});

/** Runs in the page: Chromium without a window has no dialog to print with, and crashes when it is asked for one. */
function rememberPrint(): void {
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
    get(this: HTMLIFrameElement) {
      const { contentType, URL: address } = this.contentDocument ?? document;
      const print = () => {
        document.body.dataset.printed = `${contentType} ${address}`;
      };
      return { print };
    },
  });
}

function wordsOf(pdf: Buffer | undefined): string[] {
  const text = execFileSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
  return text.split(/\s+/).filter(Boolean);
}

/** Pixels that are not white on the first page, at 72 dots an inch. */
function inkOf(pdf: Buffer | undefined): number {
  const picture = execFileSync("pdftoppm", ["-r", "72", "-gray", "-f", "1", "-l", "1", "-"], { input: pdf });
  return picture.subarray(picture.indexOf("255\n") + 4).filter((grey) => grey < 128).length;
}
