import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Archive } from "./archive.ts";
import { partialPath } from "./partial.ts";
import { problemOf, putFile, type TemporaryVolume, temporaryVolume } from "./testing/temporary-volume.ts";

let at: TemporaryVolume;

beforeEach(async () => {
  at = temporaryVolume();
  for (const path of ["a", "a/empty", "b"]) {
    await (await at.volume.open(path, { access: "read", create: "always", kind: "folder" })).close();
  }
  await putFile(at.volume, "a/1.bin", randomBytes(600_000));
  await putFile(at.volume, "a/2.txt", "two");
  await putFile(at.volume, "b/3.txt", "three");
});
afterEach(() => at.remove());

/** The names in an archive, which `unzip` has found to be whole. */
async function namesIn(archive: Archive): Promise<string[]> {
  const file = join(at.root, "it.zip");
  writeFileSync(file, await buffer(archive.bytes()));
  await archive.close();
  execFileSync("unzip", ["-tq", file]);
  return execFileSync("unzip", ["-Z1", file], { encoding: "utf8" }).trim().split("\n").sort();
}

test("names in an archive begin at the folder that has all of it", async () => {
  expect(await namesIn(await Archive.of(at.volume, ["a"]))).toEqual(["a/", "a/1.bin", "a/2.txt", "a/empty/"]);
  expect(await namesIn(await Archive.of(at.volume, ["a/2.txt", "a/empty"]))).toEqual(["2.txt", "empty/"]);
  expect(await namesIn(await Archive.of(at.volume, ["a/2.txt", "b/3.txt"]))).toEqual(["a/2.txt", "b/3.txt"]);
  expect(await problemOf(Archive.of(at.volume, ["a", "none"]))).toBe("not-found");
});

test("what changes while it is made does not break it: a file that goes is left out, as is an upload that is not complete", async () => {
  await putFile(at.volume, partialPath({ path: "b/4.txt", size: 9, modified: 1 }), "part");
  const archive = await Archive.of(at.volume, ["a", "b"]);
  await at.volume.remove("a/2.txt");
  await putFile(at.volume, "b/3.txt", "three, and more");
  expect(await namesIn(archive)).toEqual(["a/", "a/1.bin", "a/empty/", "b/", "b/3.txt"]);
});

test("who stops reading leaves no file open", async () => {
  const archive = await Archive.of(at.volume, ["a/1.bin"]);
  const bytes = archive.bytes();
  await bytes[Symbol.asyncIterator]().next();
  await bytes[Symbol.asyncIterator]().next();
  bytes.destroy();
  await archive.close();
  const open = readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      return [];
    }
  });
  expect(open.filter((path) => path.startsWith(`${at.root}/`))).toEqual([]);
});
