import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";

let session: PlaygroundSession;
let folder: string;

test.beforeAll(async () => {
  session = await PlaygroundSession.start({}, { "enable-drive": "true", "drive-path": "/drive/alexandra" });
  folder = join(session.gateway.folder, "drive", "alexandra");
  await mkdir(join(folder, "Rapports"), { recursive: true });
  await writeFile(join(folder, "Rapports", "été.txt"), "Bonjour\n");
});
test.afterAll(() => session.stop());

test("files of the drive are listed, uploaded, renamed, downloaded and deleted", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Files");
  const panel = page.getByRole("tabpanel");
  await expect(panel.getByText("It is on the gateway, not on your computer", { exact: false })).toHaveCount(0);

  await panel.getByRole("button", { name: /^Rapports/ }).click();
  await expect(panel.getByRole("button", { name: /^été\.txt/ })).toBeVisible();
  await expectAccessible(page);

  await panel.locator('input[type="file"]').setInputFiles({
    name: "février 2026.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("jour;heures\n"),
  });
  await expect(panel.getByText(/^Uploaded/)).toBeVisible();
  expect(await readFile(join(folder, "Rapports", "février 2026.csv"), "utf8")).toBe("jour;heures\n");

  await panel.getByRole("button", { name: "Actions for février 2026.csv" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await panel.getByRole("textbox").fill("mars 2026.csv");
  await panel.getByRole("button", { name: "Rename" }).click();
  await expect(panel.getByRole("button", { name: /^mars 2026\.csv/ })).toBeVisible();

  const downloading = page.waitForEvent("download");
  await panel.getByRole("button", { name: /^mars 2026\.csv/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("mars 2026.csv");
  expect(await readFile(await download.path(), "utf8")).toBe("jour;heures\n");

  page.once("dialog", (dialog) => dialog.accept());
  await panel.getByRole("button", { name: "Actions for mars 2026.csv" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(panel.getByRole("button", { name: /^mars 2026\.csv/ })).toHaveCount(0);
  await expect(readFile(join(folder, "Rapports", "mars 2026.csv"))).rejects.toThrow("ENOENT");
});

test("what somebody else puts into the folder appears, and a folder comes as ZIP", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Files");
  const panel = page.getByRole("tabpanel");
  await expect(panel.getByRole("button", { name: /^Rapports/ })).toBeVisible();
  await writeFile(join(folder, "de Windows.txt"), "x");
  await expect(panel.getByRole("button", { name: /^de Windows\.txt/ })).toBeVisible();

  await panel.getByRole("checkbox", { name: "Choose Rapports" }).check();
  await panel.getByRole("checkbox", { name: "Choose de Windows.txt" }).check();
  const downloading = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download what is chosen as ZIP" }).click();
  const zip = await readFile(await (await downloading).path());
  expect(zip.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  expect(zip.includes(Buffer.from("Rapports/été.txt"))).toBe(true);
});

test("a name that is there already is asked about, and a bad one is refused in words", async ({ page }) => {
  await session.open(page);
  await openPanel(page, "Files");
  const panel = page.getByRole("tabpanel");
  await writeFile(join(folder, "liste.txt"), "old");
  await panel.locator('input[type="file"]').setInputFiles({
    name: "liste.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("new"),
  });
  await expect(panel.getByText("A file of this name is there already.")).toBeVisible();
  expect(await readFile(join(folder, "liste.txt"), "utf8")).toBe("old");
  await panel.getByRole("button", { name: "Replace it" }).click();
  await expect(panel.getByText(/^Uploaded/)).toBeVisible();
  expect(await readFile(join(folder, "liste.txt"), "utf8")).toBe("new");

  await panel.getByRole("button", { name: "New folder" }).click();
  await panel.getByRole("textbox").fill("CON");
  await panel.getByRole("button", { name: "Create" }).click();
  await expect(panel.getByRole("alert")).toContainText("CON");
});

test("a connection without a drive says so", async ({ page }) => {
  const without = await session.gateway.createConnection("Sans lecteur", {
    ...{ hostname: "127.0.0.1", port: String(session.playground.port), username: "demo", password: "demo" },
    "ignore-cert": "true",
  });
  await page.goto(`${session.gateway.url}/#/desktop/${without}`);
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill("Admin-Secret-1");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.locator("canvas")).toBeVisible();
  await openPanel(page, "Files");
  await expect(page.getByRole("tabpanel")).toContainText("This connection has no shared drive.");
});
