import type { LocalFolderAction } from "@passerelle/tunnel";
import { beforeEach, expect, test } from "vitest";
import { VolumeError } from "../drives/volume.ts";
import type { PageAnswer } from "./page-requests.ts";
import { PageVolume } from "./page-volume.ts";

let asked: LocalFolderAction[];
let files: Map<string, Uint8Array>;

beforeEach(() => {
  asked = [];
  files = new Map([["note.txt", new Uint8Array(600_000).map((_, index) => index)]]);
});

/** A page with files in one folder. */
async function page(action: LocalFolderAction, data: Uint8Array = new Uint8Array(0)): Promise<PageAnswer> {
  asked.push(action);
  const none = { entries: [], hasMore: false, data: new Uint8Array(0) };
  const entry = (name: string) => ({ name, isFolder: false, size: files.get(name)?.length ?? 0, modified: 1_000 });
  switch (action.action) {
    case "stat":
      if (!files.has(action.path)) throw new VolumeError("not-found", action.path);
      return { ...none, entries: [entry(action.path)] };
    case "list": {
      const names = [...files.keys()].slice(action.from, action.from + 2);
      return { ...none, entries: names.map(entry), hasMore: action.from + 2 < files.size };
    }
    case "read":
      return { ...none, data: (files.get(action.path) ?? data).slice(action.offset, action.offset + action.length) };
    case "create":
      files.set(action.path, new Uint8Array(0));
      return none;
    case "write":
      files.set(action.path, data);
      return none;
    default:
      return none;
  }
}

test("a file is read ahead, and anew after it was written", async () => {
  const file = await new PageVolume(page, true).open("note.txt", { access: "write", create: "never" });
  const first = await file.read(0, 1000);
  expect(first).toEqual(files.get("note.txt")?.subarray(0, 1000));
  expect(await file.read(1000, 64_000)).toEqual(files.get("note.txt")?.subarray(1000, 65_000));
  expect(asked.filter(({ action }) => action === "read")).toHaveLength(1);
  await file.write(0, Uint8Array.of(9));
  expect(await file.read(0, 1000)).toEqual(Uint8Array.of(9));
});

test("a folder is listed to its end", async () => {
  for (const name of ["b", "a", "c", "d"]) files.set(name, new Uint8Array(3));
  const facts = await new PageVolume(page, true).list("");
  expect(facts.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "note.txt"]);
});

test("a folder that is shared for reading is not written", async () => {
  const volume = new PageVolume(page, false);
  await expect(volume.open("new", { access: "read", create: "if-missing" })).rejects.toMatchObject({
    problem: "not-allowed",
  });
  await expect(volume.remove("note.txt")).rejects.toMatchObject({ problem: "not-allowed" });
  await expect(volume.rename("note.txt", "b", true)).rejects.toMatchObject({ problem: "not-allowed" });
  expect((await volume.lookup("note.txt"))?.isReadOnly).toBe(true);
  expect(asked.every(({ action }) => action === "stat")).toBe(true);
});

test("a file that is renamed while it is open is read under its new name", async () => {
  const volume = new PageVolume(page, true);
  const file = await volume.open("note.txt", { access: "read", create: "never" });
  await volume.rename("note.txt", "memo.txt", false);
  await file.read(0, 10);
  expect(asked.at(-1)).toMatchObject({ action: "read", path: "memo.txt" });
});

test.each(["../secret", "a/../../b", "a//b", "a\0b", "C:\\x", "stream:data"])("%j is not asked for", async (path) => {
  await expect(new PageVolume(page, true).lookup(path)).rejects.toMatchObject({ problem: "bad-name" });
  expect(asked).toEqual([]);
});
