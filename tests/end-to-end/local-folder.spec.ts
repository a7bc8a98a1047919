import { RedirectionServer } from "@passerelle/playground";
import { Access, CreateDisposition, NtStatus } from "@passerelle/rdp";
import { expect, test } from "@playwright/test";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";

declare global {
  interface Window {
    showDirectoryPicker(options: { readonly mode: "read" | "readwrite" }): Promise<FileSystemDirectoryHandle>;
  }
}

/** Windows, as the last client has it. */
let windows: RedirectionServer;
let session: PlaygroundSession;

test.beforeAll(async () => {
  const channels = () => {
    windows = new RedirectionServer();
    return [windows];
  };
  const drive = { "enable-drive": "true", "drive-path": "/drive/alexandra", "create-drive-path": "true" };
  session = await PlaygroundSession.start({ channels }, drive);
});
test.afterAll(() => session.stop());

/** Opens a file of a drive as Windows does. */
async function open(drive: number, path: string, disposition: number): Promise<{ status: number; fileId: number }> {
  const { status, fileId = 0 } = await windows.ask(drive, 0, {
    type: "create",
    ...{ desiredAccess: Access.GenericRead | Access.GenericWrite, allocationSize: 0n, attributes: 0 },
    ...{ sharedAccess: 7, disposition, options: 0, path },
  });
  return { status, fileId };
}

test("a folder of this computer is a drive of the desktop, until it is shared no more", async ({ page }) => {
  // A dialog of the system cannot be worked in a test: the browser's own storage takes the place of what would be chosen there.
  await page.addInitScript(() => {
    window.showDirectoryPicker = async () => {
      const root = await navigator.storage.getDirectory();
      return root.getDirectoryHandle("Factures", { create: true });
    };
  });
  await session.open(page);
  await page.evaluate(async () => {
    const folder = await window.showDirectoryPicker({ mode: "readwrite" });
    const file = await folder.getFileHandle("Été.txt", { create: true });
    const writer = await file.createWritable();
    await writer.write("Bonjour ".repeat(20_000));
    await writer.close();
  });
  await openPanel(page, "Files");
  await page.getByRole("button", { name: "Share a folder of this computer" }).click();
  await expect(page.getByText("The desktop reads and writes the folder “Factures”")).toBeVisible();

  const shared = () => windows.devices.find(({ dosName }) => dosName.startsWith("PC"));
  await expect.poll(() => shared()?.type).toBe("drive");
  const drive = shared()?.id ?? 0;

  const read = await open(drive, "\\été.TXT", CreateDisposition.Open);
  expect(read.status).toBe(NtStatus.SUCCESS);
  const far = await windows.ask(drive, read.fileId, { type: "read", offset: 80_000n, length: 16 });
  expect(Buffer.from(far.data ?? []).toString()).toBe("Bonjour Bonjour ");
  await windows.ask(drive, read.fileId, { type: "close" });

  const written = await open(drive, "\\de Windows.txt", CreateDisposition.Create);
  const data = Buffer.from("é".repeat(40_000));
  expect((await windows.ask(drive, written.fileId, { type: "write", offset: 0n, data })).length).toBe(data.length);
  await windows.ask(drive, written.fileId, { type: "close" });
  const text = () =>
    page.evaluate(async () => {
      const folder = await window.showDirectoryPicker({ mode: "read" });
      return (await (await folder.getFileHandle("de Windows.txt")).getFile()).text();
    });
  await expect.poll(text).toBe("é".repeat(40_000));
  expect((await open(drive, "\\..\\secret", CreateDisposition.Open)).status).toBe(NtStatus.OBJECT_NAME_INVALID);

  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => shared()).toBeUndefined();
});
