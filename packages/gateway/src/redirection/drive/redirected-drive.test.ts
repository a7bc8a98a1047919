import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  Access,
  CreateDisposition,
  CreateOption,
  CreateResult,
  decodeBasicInformation,
  decodeFolderNotices,
  decodeFullSize,
  decodeStandardInformation,
  FileAttribute,
  FileInformationClass,
  NtStatus,
  Share,
  VolumeInformationClass,
} from "@passerelle/rdp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileText, putFile, type TemporaryVolume } from "../../drives/testing/temporary-volume.ts";
import type { DriveUser } from "../testing/drive-user.ts";
import { TestDrives } from "../testing/test-drives.ts";

const { SUCCESS } = NtStatus;
const { Supersede, Open, Create, OpenIf, Overwrite, OverwriteIf } = CreateDisposition;

let world: TestDrives;
let temporary: TemporaryVolume;
let user: DriveUser;

beforeEach(() => {
  world = new TestDrives();
  ({ temporary, user } = world);
});
afterEach(() => world.end());

async function statusOf(path: string, ...wishes: Parameters<DriveUser["create"]>[1][]): Promise<number> {
  return (await user.create(path, ...wishes)).status;
}

test.each([
  [Supersede, CreateResult.Created, CreateResult.Overwritten],
  [Open, NtStatus.NO_SUCH_FILE, CreateResult.Opened],
  [Create, CreateResult.Created, NtStatus.OBJECT_NAME_COLLISION],
  [OpenIf, CreateResult.Created, CreateResult.Opened],
  [Overwrite, NtStatus.NO_SUCH_FILE, CreateResult.Overwritten],
  [OverwriteIf, CreateResult.Created, CreateResult.Overwritten],
])("disposition %d makes of nothing and of a file what it should", async (disposition, missing, existing) => {
  await putFile(temporary.volume, "there", "text");
  for (const [path, expected] of [
    ["\\missing", missing],
    ["\\there", existing],
  ] as const) {
    const { status, information } = await user.create(path, { disposition });
    expect(status === SUCCESS ? information : status).toBe(expected);
  }
  const isEmptied = existing === CreateResult.Overwritten;
  expect(await fileText(temporary.volume, "there")).toBe(isEmptied ? "" : "text");
});

test("what was written is read, at any offset, and told once the file is closed", async () => {
  const file = await user.open("\\Akte ü.txt");
  expect(await user.write(file, 0, "hello")).toBe(SUCCESS);
  await user.ask(file, { type: "write", offset: 0xffff_ffff_ffff_ffffn, data: Buffer.from("!") });
  expect(await user.read(file)).toBe("hello!");
  expect(await user.write(file, 5_000_000_000, "far")).toBe(SUCCESS);
  expect(await user.read(file, 1, 4)).toBe("ello");
  expect(await user.read(file, 5_000_000_000)).toBe("far");
  expect(await user.read(file, 6_000_000_000)).toBe("");
  expect(world.written).toEqual([]);
  expect(await user.close(file)).toBe(SUCCESS);
  expect(world.written).toEqual(["Akte ü.txt 5000000003"]);
  expect(await user.read(file)).toBe(NtStatus.INVALID_HANDLE);
});

test("a file that two have open for writing is told once the last of them has closed it", async () => {
  const share = Share.Read | Share.Write;
  const [one, other] = [await user.open("\\a", { share }), await user.open("\\a", { share })];
  const reader = await user.open("\\a", { share, access: Access.GenericRead });
  await user.write(one, 0, "text");
  await user.close(one);
  expect(world.written).toEqual([]);
  await user.close(other);
  expect(world.written).toEqual(["a 4"]);
  await user.close(reader);
  const both = [await user.open("\\a", { share }), await user.open("\\a", { share })];
  for (const file of both) await user.write(file, 4, "more");
  await Promise.all(both.map((file) => user.close(file)));
  expect(world.written).toEqual(["a 4", "a 8"]);
});

test("a file that is only read is not told of, one that is moved is, at its new place", async () => {
  await putFile(temporary.volume, "a", "text");
  const reader = await user.open("\\a", { access: Access.GenericRead });
  await user.close(reader);
  const mover = await user.open("\\a", { access: Access.Delete });
  await user.close(await user.open("\\Download", { options: CreateOption.DirectoryFile }));
  expect(await user.change(mover, { type: "rename", replace: false, path: "\\Download\\b" })).toBe(SUCCESS);
  await user.close(mover);
  expect(world.written).toEqual(["Download/b 4"]);
});

test("a folder on the way that is missing, or a file, is told apart from a missing file", async () => {
  await putFile(temporary.volume, "file", "");
  expect(await statusOf("\\no\\file")).toBe(NtStatus.OBJECT_PATH_NOT_FOUND);
  expect(await statusOf("\\file\\below")).toBe(NtStatus.OBJECT_PATH_NOT_FOUND);
  expect(await statusOf("\\no", { disposition: Open })).toBe(NtStatus.NO_SUCH_FILE);
  expect(await statusOf("\\file:stream")).toBe(NtStatus.OBJECT_NAME_INVALID);
});

test("folders and files are not taken for each other", async () => {
  const folder = { options: CreateOption.DirectoryFile };
  const file = { options: CreateOption.NonDirectoryFile };
  await user.close(await user.open("\\folder", folder));
  await user.close(await user.open("\\file", file));
  expect(await statusOf("\\folder", file)).toBe(NtStatus.FILE_IS_A_DIRECTORY);
  expect(await statusOf("\\folder", { disposition: OverwriteIf })).toBe(NtStatus.FILE_IS_A_DIRECTORY);
  expect(await statusOf("\\file", folder)).toBe(NtStatus.NOT_A_DIRECTORY);
  const both = CreateOption.DirectoryFile | CreateOption.NonDirectoryFile;
  expect(await statusOf("\\file", { options: both })).toBe(NtStatus.INVALID_PARAMETER);
  expect(await statusOf("\\folder", { ...folder, disposition: Overwrite })).toBe(NtStatus.INVALID_PARAMETER);
  expect(await statusOf("\\file", { disposition: 6 })).toBe(NtStatus.INVALID_PARAMETER);
  expect(await statusOf("\\file", { options: CreateOption.OpenByFileId })).toBe(NtStatus.NOT_SUPPORTED);
});

test.each([
  [Access.ReadData, Share.Write | Share.Delete],
  [Access.WriteData, Share.Read | Share.Delete],
  [Access.Delete, Share.Read | Share.Write],
])("access 0x%x needs what the first one shares, and shares in turn", async (access, share) => {
  const first = await user.open("\\a", { share });
  expect(await statusOf("\\A", { access })).toBe(NtStatus.SHARING_VIOLATION);
  await user.close(first);
  const second = await user.open("\\a", { access });
  expect(await statusOf("\\a", { access: Access.GenericAll, share })).toBe(NtStatus.SHARING_VIOLATION);
  await user.close(second);
  expect(await statusOf("\\a", { access: Access.GenericAll, share })).toBe(SUCCESS);
});

test("a file that is being deleted opens for nobody, can be kept after all, and goes with its handle", async () => {
  const first = await user.open("\\a");
  const second = await user.open("\\a");
  await user.write(first, 0, "text");
  expect(await user.change(first, { type: "disposition", isDeletePending: true })).toBe(SUCCESS);
  expect(await statusOf("\\a")).toBe(NtStatus.DELETE_PENDING);
  expect(await user.change(first, { type: "disposition", isDeletePending: false })).toBe(SUCCESS);
  await user.close(await user.open("\\a"));
  await user.change(first, { type: "disposition", isDeletePending: true });
  await user.close(first);
  expect(await temporary.volume.lookup("a")).toBeUndefined();
  expect(await user.read(second)).toBe("text");
  const another = await user.open("\\a", { disposition: Create });
  await user.close(second);
  expect(await user.read(another)).toBe("");
  expect(world.written).toEqual([]);
});

test("what is deleted on close is there until then", async () => {
  const file = await user.open("\\temporary", { options: CreateOption.DeleteOnClose });
  await user.close(await user.open("\\temporary", { disposition: Open }));
  expect(await temporary.volume.lookup("temporary")).toBeDefined();
  await user.close(file);
  expect(await temporary.volume.lookup("temporary")).toBeUndefined();
});

test("a folder is deleted when it is empty; the root and files that are read-only never", async () => {
  await user.close(await user.open("\\folder", { options: CreateOption.DirectoryFile }));
  await putFile(temporary.volume, "folder/a", "");
  const folder = await user.open("\\folder");
  const deletion = { type: "disposition", isDeletePending: true } as const;
  expect(await user.change(folder, deletion)).toBe(NtStatus.DIRECTORY_NOT_EMPTY);
  await temporary.volume.remove("folder/a");
  expect(await user.change(folder, deletion)).toBe(SUCCESS);
  await user.close(folder);
  expect(await temporary.volume.lookup("folder")).toBeUndefined();
  expect(await user.change(await user.open("\\"), deletion)).toBe(NtStatus.CANNOT_DELETE);
  const protectedFile = await user.open("\\p", { attributes: FileAttribute.ReadOnly });
  expect(await user.change(protectedFile, deletion)).toBe(NtStatus.CANNOT_DELETE);
  await user.close(protectedFile);
  expect(await statusOf("\\p")).toBe(NtStatus.ACCESS_DENIED);
  expect(await statusOf("\\p", { access: Access.MaximumAllowed, disposition: Open })).toBe(SUCCESS);
});

test("a rename replaces only what it may, and takes what is open below along", async () => {
  await putFile(temporary.volume, "a", "a");
  await putFile(temporary.volume, "b", "b");
  const a = await user.open("\\a");
  const b = await user.open("\\b");
  const toB = (replace: boolean) => user.change(a, { type: "rename", replace, path: "\\b" });
  expect(await toB(false)).toBe(NtStatus.OBJECT_NAME_COLLISION);
  expect(await toB(true)).toBe(NtStatus.ACCESS_DENIED);
  await user.close(b);
  expect(await toB(false)).toBe(NtStatus.OBJECT_NAME_COLLISION);
  expect(await toB(true)).toBe(SUCCESS);
  expect(await fileText(temporary.volume, "b")).toBe("a");
  expect(await user.change(a, { type: "rename", replace: false, path: "\\B" })).toBe(SUCCESS);
  expect((await temporary.volume.lookup("b"))?.name).toBe("B");

  const folder = await user.open("\\folder", { options: CreateOption.DirectoryFile });
  const inside = await user.open("\\folder\\inside", { share: 0 });
  expect(await user.change(folder, { type: "rename", replace: false, path: "\\folder\\below" })).toBe(
    NtStatus.INVALID_PARAMETER,
  );
  expect(await user.change(folder, { type: "rename", replace: false, path: "\\moved" })).toBe(SUCCESS);
  expect(await statusOf("\\moved\\inside")).toBe(NtStatus.SHARING_VIOLATION);
  await user.change(inside, { type: "disposition", isDeletePending: true });
  await user.close(inside);
  expect(await temporary.volume.list("moved")).toEqual([]);
});

test("times, attributes and sizes are set and told", async () => {
  const file = await user.open("\\a");
  const modified = Date.UTC(2001, 1, 3, 4, 5, 6);
  await user.change(file, { type: "basic", modified, attributes: FileAttribute.ReadOnly });
  const basic = await user.ask(file, {
    type: "queryInformation",
    informationClass: FileInformationClass.Basic,
    length: 0,
  });
  expect(basic.data && decodeBasicInformation(basic.data)).toEqual({
    modified,
    attributes: FileAttribute.Archive | FileAttribute.ReadOnly,
  });
  await user.change(file, { type: "size", size: 5_000_000_000n });
  await user.change(file, { type: "allocation", size: 6_000_000_000n });
  const size = async () => {
    const informationClass = FileInformationClass.Standard;
    const { data } = await user.ask(file, { type: "queryInformation", informationClass, length: 0 });
    return data && decodeStandardInformation(data).size;
  };
  expect(await size()).toBe(5_000_000_000);
  await user.change(file, { type: "allocation", size: 3n });
  expect(await size()).toBe(3);
  expect(await user.change(file, { type: "size", size: 1n << 60n })).toBe(NtStatus.INVALID_PARAMETER);
});

test("a folder is told entry by entry, by a pattern, from the beginning when asked anew", async () => {
  for (const name of ["a.txt", "b.TXT", "c.doc"]) await putFile(temporary.volume, name, "");
  const folder = await user.open("\\");
  expect(await user.list(folder, "*.txt")).toEqual({ names: ["a.txt", "b.TXT"], status: NtStatus.NO_MORE_FILES });
  expect((await user.list(folder, "*")).names).toEqual(["a.txt", "b.TXT", "c.doc"]);
  expect((await user.list(folder, "B.txt")).names).toEqual(["b.TXT"]);
  expect(await user.list(folder, "*.xls")).toEqual({ names: [], status: NtStatus.NO_SUCH_FILE });
  const inside = await user.open("\\inside", { options: CreateOption.DirectoryFile });
  expect((await user.list(inside, "*")).names).toEqual([".", ".."]);
});

test("a change in a folder is told to who waits for it, and closing the folder ends the waiting", async () => {
  await user.close(await user.open("\\folder", { options: CreateOption.DirectoryFile }));
  const folder = await user.open("\\folder");
  const ask = () => user.ask(folder, { type: "notifyChange", isTree: false, filter: 0x3 });
  const heard: string[] = [];
  const listen = async (...expected: string[]) => {
    while (!expected.every((notice) => heard.includes(notice))) {
      const { data = new Uint8Array() } = await ask();
      for (const { action, path } of decodeFolderNotices(data)) heard.push(`${action} ${path}`);
    }
  };
  const added = listen("added new");
  expect((await ask()).status).toBe(NtStatus.INVALID_PARAMETER);
  const file = await user.open("\\folder\\new");
  await added;
  await user.change(file, { type: "rename", replace: false, path: "\\folder\\newer" });
  await listen("removed new", "added newer");
  const quiet = await user.open("\\quiet", { options: CreateOption.DirectoryFile });
  const waiting = user.ask(quiet, { type: "notifyChange", isTree: false, filter: 0x3 });
  await user.close(quiet);
  expect((await waiting).status).toBe(NtStatus.NOTIFY_CLEANUP);
});

test("a folder that is watched is watched under the name that it gets, whoever gives it", async () => {
  await user.close(await user.open("\\folder", { options: CreateOption.DirectoryFile }));
  await user.close(await user.open("\\folder\\inner", { options: CreateOption.DirectoryFile }));
  const inner = await user.open("\\folder\\inner");
  const next = async () => {
    const { data = new Uint8Array() } = await user.ask(inner, { type: "notifyChange", isTree: false, filter: 0x3 });
    return decodeFolderNotices(data).map(({ action, path }) => `${action} ${path}`);
  };
  const first = next();
  await user.change(await user.open("\\folder"), { type: "rename", replace: false, path: "\\Renamed" });
  await user.close(await user.open("\\renamed\\inner\\one"));
  expect(await first).toEqual(["added one"]);
  const second = next();
  await temporary.volume.rename("renamed/INNER", "other", false);
  writeFileSync(join(temporary.root, "other", "by hand"), "");
  await putFile(temporary.volume, "Other/two", "");
  const heard = await second;
  expect(heard).toContain("added two");
});

test("a locked range is read and written by whom the lock lets", async () => {
  const [one, other] = [await user.open("\\a"), await user.open("\\a")];
  await user.write(one, 0, "0123456789");
  const lock = (file: number, operation: "shared" | "exclusive" | "unlock", waits = false) =>
    user.ask(file, { type: "lockControl", operation, waits, ranges: [{ offset: 2n, length: 3n }] });
  expect((await lock(one, "exclusive")).status).toBe(SUCCESS);
  expect((await lock(other, "shared")).status).toBe(NtStatus.LOCK_NOT_GRANTED);
  expect(await user.read(other, 0, 3)).toBe(NtStatus.FILE_LOCK_CONFLICT);
  expect(await user.read(other, 5, 3)).toBe("567");
  expect(await user.write(other, 4, "x")).toBe(NtStatus.FILE_LOCK_CONFLICT);
  expect(await user.write(one, 4, "x")).toBe(SUCCESS);
  expect((await lock(other, "unlock")).status).toBe(NtStatus.RANGE_NOT_LOCKED);
  const waiting = lock(other, "shared", true);
  expect((await lock(one, "unlock")).status).toBe(SUCCESS);
  expect((await waiting).status).toBe(SUCCESS);
  expect(await user.write(other, 2, "x")).toBe(NtStatus.FILE_LOCK_CONFLICT);
  const closed = lock(one, "exclusive", true);
  await user.close(one);
  expect((await closed).status).toBe(NtStatus.LOCK_NOT_GRANTED);
});

test("a drive that is only read refuses all that would change it", async () => {
  await putFile(temporary.volume, "a", "text");
  user = world.newUser({ isWritable: false });
  const read = { access: Access.GenericRead, disposition: Open };
  const file = await user.open("\\a", read);
  expect(await user.read(file)).toBe("text");
  expect(await user.write(file, 0, "x")).toBe(NtStatus.ACCESS_DENIED);
  expect(await user.change(file, { type: "disposition", isDeletePending: true })).toBe(NtStatus.ACCESS_DENIED);
  expect(await user.change(file, { type: "rename", replace: true, path: "\\b" })).toBe(NtStatus.ACCESS_DENIED);
  for (const wishes of [
    { disposition: OpenIf, access: Access.GenericRead, path: "\\new" },
    { disposition: OverwriteIf, access: Access.GenericRead },
    { access: Access.WriteData },
    { access: Access.Delete },
    { ...read, options: CreateOption.DeleteOnClose },
  ]) {
    expect(await statusOf("path" in wishes ? wishes.path : "\\a", wishes)).toBe(NtStatus.ACCESS_DENIED);
  }
  const most = await user.open("\\a", { access: Access.MaximumAllowed, disposition: Open });
  expect(await user.write(most, 0, "x")).toBe(NtStatus.ACCESS_DENIED);
  expect(await fileText(temporary.volume, "a")).toBe("text");
});

test("the volume tells its room; what no drive does is refused", async () => {
  const root = await user.open("\\");
  const query = (informationClass: number) => user.ask(root, { type: "queryVolume", informationClass, length: 100 });
  const { data = new Uint8Array() } = await query(VolumeInformationClass.FullSize);
  const { total, free } = decodeFullSize(data);
  expect(total).toBeGreaterThan(free);
  expect(free).toBeGreaterThan(0);
  expect((await query(99)).status).toBe(NtStatus.INVALID_INFO_CLASS);
  const control = { type: "deviceControl", outputLength: 10, code: 0x900a8, input: new Uint8Array() } as const;
  expect((await user.ask(root, control)).status).toBe(NtStatus.INVALID_DEVICE_REQUEST);
  expect((await user.ask(root, { type: "unknown", major: 0x30, minor: 0 })).status).toBe(NtStatus.INVALID_PARAMETER);
  const short = {
    type: "setInformation",
    informationClass: FileInformationClass.Rename,
    data: Uint8Array.of(1),
  } as const;
  expect((await user.ask(root, short)).status).toBe(NtStatus.INVALID_PARAMETER);
});
