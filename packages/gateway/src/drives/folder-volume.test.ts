import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fileText, problemOf, putFile, type TemporaryVolume, temporaryVolume } from "./testing/temporary-volume.ts";
import type { OpenFile, Volume, VolumeChange } from "./volume.ts";

const GIGABYTE = 2 ** 30;

let at: TemporaryVolume;
let volume: Volume;

beforeEach(() => {
  at = temporaryVolume();
  volume = at.volume;
});
afterEach(() => at.remove());

function writing(path: string, create: "never" | "if-missing" | "always" = "if-missing"): Promise<OpenFile> {
  return volume.open(path, { access: "write", create, kind: "file" });
}

test("names are found in any case and kept as they are spelt; the same spelling goes before another", async () => {
  await putFile(volume, "Straße.TXT", "1");
  expect(await volume.lookup("STRAßE.txt")).toMatchObject({ name: "Straße.TXT" });
  writeFileSync(join(at.root, "straße.txt"), "2");
  expect(await fileText(volume, "straße.txt")).toBe("2");
  expect(await fileText(volume, "Straße.TXT")).toBe("1");
  await volume.remove("straße.txt");
  await volume.rename("straße.txt", "STRASSE.txt", false);
  await volume.rename("STRASSE.txt", "strasse.txt", false);
  expect((await volume.list("")).map(({ name }) => name)).toEqual(["strasse.txt"]);
});

test("what others put there or take away is found, and missed, at once", async () => {
  mkdirSync(join(at.root, "Folder"));
  expect(await volume.lookup("FOLDER/A")).toBeUndefined();
  writeFileSync(join(at.root, "Folder/a"), "x");
  await vi.waitFor(async () => expect(await volume.lookup("FOLDER/A")).toMatchObject({ name: "a" }));
});

test("new files and folders are for the gateway alone", async () => {
  await (await writing("file")).close();
  await (await volume.open("folder", { access: "read", create: "always", kind: "folder" })).close();
  expect(statSync(join(at.root, "file")).mode & 0o777).toBe(0o600);
  expect(statSync(join(at.root, "folder")).mode & 0o777).toBe(0o700);
});

test("files of more than 4 GB have holes, and bytes at their end", async () => {
  const file = await writing("large");
  await file.truncate(5 * GIGABYTE);
  await file.write(5 * GIGABYTE - 4, Buffer.from("end."));
  const facts = await file.facts();
  expect(facts.size).toBe(5 * GIGABYTE);
  expect(facts.allocated).toBeLessThan(GIGABYTE);
  expect(Buffer.from(await file.read(5 * GIGABYTE - 6, 100)).toString()).toBe("\0\0end.");
  expect((await file.read(0, 4 * GIGABYTE)).length).toBe(16 * 2 ** 20);
  expect((await file.read(6 * GIGABYTE, 10)).length).toBe(0);
  expect(at.usage.used).toBe(5 * GIGABYTE);
  await file.close();
  await volume.remove("large");
  expect(at.usage.used).toBe(0);
});

test("a read-only file is not written to until it is no more", async () => {
  await putFile(volume, "a", "text");
  const reader = await volume.open("a", { access: "read", create: "never" });
  await reader.setReadOnly(true);
  expect(await volume.lookup("a")).toMatchObject({ isReadOnly: true });
  expect(await problemOf(writing("a"))).toBe("not-allowed");
  expect(await problemOf(reader.write(0, Buffer.from("x")))).toBe("not-allowed");
  await reader.setReadOnly(false);
  await reader.close();
  await (await writing("a")).close();
  expect(statSync(join(at.root, "a")).mode & 0o777).toBe(0o600);
});

test("times are set, and dots hide", async () => {
  await putFile(volume, ".hidden", "");
  const file = await writing(".hidden");
  await file.setTimes({ modified: 1_000_000_000_123 });
  await file.setTimes({ accessed: 1_100_000_000_000 });
  expect(await file.facts()).toMatchObject({
    ...{ name: ".hidden", isHidden: true, isFolder: false },
    ...{ modified: 1_000_000_000_123, accessed: 1_100_000_000_000 },
  });
  await file.close();
});

test("an open file outlives its name, and its bytes count until it is closed", async () => {
  const file = await writing("a");
  await file.write(0, Buffer.from("1234"));
  await volume.rename("a", "b", false);
  await volume.remove("b");
  await file.write(4, Buffer.from("5678"));
  expect(Buffer.from(await file.read(0, 10)).toString()).toBe("12345678");
  expect(at.usage.used).toBe(8);
  await file.close();
  await file.close();
  expect(at.usage.used).toBe(0);
  expect(await problemOf(file.read(0, 1))).toBe("failed");
});

test("what fits is written, what does not fit loses nothing", async () => {
  await at.remove();
  at = temporaryVolume(100);
  volume = at.volume;
  await putFile(volume, "old", "x".repeat(60));
  const [one, two] = await Promise.all([writing("new"), writing("new")]);
  await one.write(0, Buffer.alloc(30));
  await two.write(0, Buffer.alloc(30));
  expect(await problemOf(two.write(30, Buffer.alloc(11)))).toBe("full");
  expect(await problemOf(one.truncate(71))).toBe("full");
  await two.write(30, Buffer.alloc(10));
  expect(await volume.space()).toEqual({ total: 100, free: 0 });
  expect(await problemOf(putFile(volume, "more", "x"))).toBe("full");
  await Promise.all([one.close(), two.close()]);
  expect(await fileText(volume, "old")).toBe("x".repeat(60));
  expect(await volume.lookup("new")).toMatchObject({ size: 40 });
  await putFile(volume, "old", "");
  expect(await volume.space()).toEqual({ total: 100, free: 60 });
});

test("a drive that has as many files and folders as it may takes another once one is gone", async () => {
  await at.remove();
  at = temporaryVolume(0, 3);
  volume = at.volume;
  const makeFolder = async (path: string) =>
    (await volume.open(path, { access: "read", create: "always", kind: "folder" })).close();
  await makeFolder("folder");
  await putFile(volume, "a", "");
  await putFile(volume, "folder/b", "");
  expect(await problemOf(putFile(volume, "c", ""))).toBe("too-many-files");
  expect(await problemOf(makeFolder("c"))).toBe("too-many-files");
  expect(await volume.lookup("c")).toBeUndefined();
  await putFile(volume, "A", "what is there is written to");
  await volume.rename("a", "folder/b", true);
  await putFile(volume, "c", "");
  await volume.remove("c");
  await makeFolder("c");
  await volume.remove("c");
  await putFile(volume, "c", "");
  expect(await problemOf(putFile(volume, "d", ""))).toBe("too-many-files");
  at.usage.set({ size: 0, entries: 2 });
  await putFile(volume, "d", "");
});

test("of many who make the same file, one does", async () => {
  const names = ["a", "A", "a", "A", "a"];
  const problems = await Promise.all(
    names.map((name) => problemOf(writing(name, "always").then((file) => file.close()))),
  );
  expect(problems.filter((problem) => problem === undefined)).toHaveLength(1);
  expect(problems.filter((problem) => problem === "exists")).toHaveLength(4);
  expect(await volume.list("")).toHaveLength(1);
});

test("a folder of many files is listed in order, and each is found in any case", async () => {
  for (let index = 0; index < 1500; index++) writeFileSync(join(at.root, `File ${index}`), "");
  const items = await volume.list("");
  expect(items.map(({ name }) => name)).toEqual(items.map(({ name }) => name).toSorted());
  expect(items).toHaveLength(1500);
  for (const item of items) expect(await volume.lookup(item.name.toUpperCase())).toMatchObject({ name: item.name });
});

test("changes are told to those who watch the folder, or one above it", async () => {
  const told = { folder: [] as VolumeChange[], tree: [] as VolumeChange[] };
  await (await volume.open("Folder", { access: "read", create: "always", kind: "folder" })).close();
  const stop = volume.watch("folder", false, (change) => told.folder.push(change));
  const stopTree = volume.watch("", true, (change) => told.tree.push(change));
  await putFile(volume, "Folder/a", "x");
  await vi.waitFor(() => expect(told.folder).toContainEqual({ path: "Folder/a", kind: "added", below: "a" }));
  expect(told.tree).toContainEqual({ path: "Folder/a", kind: "added", below: "Folder/a" });
  await volume.rename("Folder/a", "b", false);
  await vi.waitFor(() => expect(told.folder).toContainEqual({ path: "Folder/a", kind: "removed", below: "a" }));
  await vi.waitFor(() => expect(told.tree).toContainEqual({ path: "b", kind: "added", below: "b" }));
  expect(told.folder.some(({ path }) => path === "b")).toBe(false);
  stop();
  stopTree();
});

test("more files than may be open are refused until some are closed", async () => {
  await putFile(volume, "a", "");
  const open = () => volume.open("a", { access: "read", create: "never" });
  const files = await Promise.all(Array.from({ length: 2048 }, open));
  expect(await problemOf(open())).toBe("too-many-open");
  await Promise.all(files.map((file) => file.close()));
  await (await open()).close();
});

test("what the disk does not allow is said", async () => {
  mkdirSync(join(at.root, "folder"));
  await putFile(volume, "file", "");
  const reading = { access: "read", create: "never" } as const;
  expect(await problemOf(volume.open("file/x", reading))).toBe("path-not-found");
  expect(await problemOf(volume.open("none/x", reading))).toBe("path-not-found");
  expect(await problemOf(volume.open("none", reading))).toBe("not-found");
  expect(await problemOf(volume.open("folder", { ...reading, kind: "file" }))).toBe("is-folder");
  expect(await problemOf(volume.open("file", { ...reading, kind: "folder" }))).toBe("not-folder");
  expect(await problemOf(volume.list("file"))).toBe("not-folder");
  expect(await problemOf(volume.rename("folder", "folder/x", false))).toBe("not-allowed");
  const file = await writing("file");
  expect(await problemOf(file.write(Number.MAX_SAFE_INTEGER + 1, Buffer.alloc(1)))).toBe("failed");
  expect(await problemOf(file.truncate(-1))).toBe("failed");
  expect(await problemOf(file.read(-1, 1))).toBe("failed");
  await file.close();
  expect(at.usage.used).toBe(0);
});
