import { RedirectionServer } from "@passerelle/playground";
import { Access, CreateDisposition, CreateOption, NtStatus } from "@passerelle/rdp";
import { expect, type Page, test } from "@playwright/test";
import { DriveUser } from "../../packages/gateway/src/redirection/testing/drive-user.ts";
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
  const user = new DriveUser({
    request: ({ deviceId, completionId, fileId, ...operation }) => windows.ask(drive, fileId, operation),
  });

  const read = await user.open("\\été.TXT", { disposition: CreateDisposition.Open });
  expect(await user.read(read, 80_000, 16)).toBe("Bonjour Bonjour ");
  await user.close(read);

  const written = await user.open("\\de Windows.txt");
  expect(await user.write(written, 0, "é".repeat(40_000))).toBe(NtStatus.SUCCESS);
  expect(await user.change(written, { type: "rename", replace: false, path: "\\Windows.txt" })).toBe(NtStatus.SUCCESS);
  await user.close(written);
  expect(await textOf(page, "Windows.txt")).toBe("é".repeat(40_000));

  await user.close(await user.open("\\Dossier", { options: CreateOption.DirectoryFile }));
  const root = await user.open("\\", { disposition: CreateDisposition.Open });
  expect((await user.list(root, "*")).names).toEqual(expect.arrayContaining(["Dossier", "Windows.txt", "Été.txt"]));
  const doomed = await user.open("\\Windows.txt", { access: Access.Delete, options: CreateOption.DeleteOnClose });
  await user.close(doomed);
  await expect(textOf(page, "Windows.txt")).rejects.toThrow("NotFoundError");
  expect((await user.create("\\..\\secret")).status).toBe(NtStatus.OBJECT_NAME_INVALID);

  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => shared()).toBeUndefined();
});

/** What is in a file of the folder, as this computer has it. */
function textOf(page: Page, name: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const folder = await window.showDirectoryPicker({ mode: "read" });
    return (await (await folder.getFileHandle(wanted)).getFile()).text();
  }, name);
}
