import { CreateOption, NtStatus } from "@passerelle/rdp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { putFile } from "../../drives/testing/temporary-volume.ts";
import type { FileFacts } from "../../drives/volume.ts";
import { DriveUser } from "../testing/drive-user.ts";
import { TestDrives } from "../testing/test-drives.ts";

let world: TestDrives;
beforeEach(() => {
  world = new TestDrives();
});
afterEach(() => world.end());

test("a desktop that is gone leaves nothing open, and takes along what it wanted deleted", async () => {
  const { user } = world;
  const file = await user.open("\\temporary", { options: CreateOption.DeleteOnClose });
  const watching = user.ask(await user.open("\\"), { type: "notifyChange", isTree: true, filter: 0x4 });
  const opening = user.open("\\other");
  world.drives[0]?.forget();
  expect((await watching).status).toBe(NtStatus.CANCELLED);
  expect(await user.read(file)).toBe(NtStatus.INVALID_HANDLE);
  await user.open("\\another");
  expect(await user.close(await opening)).toBe(NtStatus.INVALID_HANDLE);
  expect(await world.temporary.volume.lookup("temporary")).toBeUndefined();
});

test("what cannot be deleted when the desktop is gone stays, and harms nobody", async () => {
  const closed = Promise.withResolvers<void>();
  const drive = world.newDrive({ isWritable: true, closed: closed.resolve });
  const user = new DriveUser(drive);
  await user.open("\\folder", { options: CreateOption.DirectoryFile | CreateOption.DeleteOnClose });
  await user.close(await user.open("\\folder\\file"));
  drive.forget();
  drive.close();
  await closed.promise;
  expect(await world.temporary.volume.lookup("folder/file")).toBeDefined();
});

test("no more than 4096 files are open", async () => {
  const root = await world.temporary.volume.lookup("");
  const file = await world.temporary.volume.open("", { access: "read", create: "never" });
  const unclosed = { ...file, isFolder: true, close: async () => {} };
  const volume = world.volumeWith({ lookup: async () => root, open: async () => unclosed });
  const user = world.newUser({ isWritable: true, volume });
  await Promise.all(Array.from({ length: 4096 }, () => user.open("\\")));
  expect((await user.create("\\")).status).toBe(NtStatus.TOO_MANY_OPENED_FILES);
  await file.close();
});

test("folders that nobody reads to their end are not kept without end", async () => {
  await putFile(world.temporary.volume, "a", "");
  const [facts] = await world.temporary.volume.list("");
  const entries = new Array<FileFacts>(150_000).fill(facts as FileFacts);
  const volume = world.volumeWith({ list: async () => entries });
  const user = world.newUser({ isWritable: true, volume });
  const begin = async () => {
    const folder = await user.open("\\");
    return (await user.ask(folder, { type: "queryDirectory", informationClass: 12, isInitial: true, path: "\\*" }))
      .status;
  };
  expect([await begin(), await begin(), await begin()]).toEqual([
    NtStatus.SUCCESS,
    NtStatus.SUCCESS,
    NtStatus.INSUFFICIENT_RESOURCES,
  ]);
});
