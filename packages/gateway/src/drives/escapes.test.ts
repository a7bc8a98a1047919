import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { problemOf, putFile, type TemporaryVolume, temporaryVolume } from "./testing/temporary-volume.ts";
import type { Volume } from "./volume.ts";

const SECRET = "not for guests";

let at: TemporaryVolume;
let volume: Volume;
/** A folder beside the root, with the file `secret`. */
let outside: string;

beforeEach(() => {
  at = temporaryVolume();
  volume = at.volume;
  outside = mkdtempSync(join(tmpdir(), "passerelle-outside-"));
  writeFileSync(join(outside, "secret"), SECRET);
});
afterEach(async () => {
  await at.remove();
  rmSync(outside, { recursive: true });
});

const reading = { access: "read", create: "never" } as const;

/** What can be tried with a path; each answers what was wrong. */
const ATTEMPTS = {
  lookup: (path: string) => volume.lookup(path),
  read: (path: string) => volume.open(path, reading),
  write: (path: string) => putFile(volume, path, "overwritten"),
  folder: (path: string) => volume.open(path, { access: "read", create: "always", kind: "folder" }),
  list: (path: string) => volume.list(path),
  remove: (path: string) => volume.remove(path),
  "rename from": (path: string) => volume.rename(path, "stolen", true),
  "rename to": async (path: string) => {
    await putFile(volume, "mine", "mine");
    await volume.rename("mine", path, true);
  },
};

async function problemsWith(path: string): Promise<Record<string, string | undefined>> {
  const problems: Record<string, string | undefined> = {};
  for (const [name, attempt] of Object.entries(ATTEMPTS)) problems[name] = await problemOf(attempt(path));
  return problems;
}

test.each([
  ["..", "../secret", "a/../../secret", ".", "./a", "/etc/passwd", "/", "a//b", "a/", "//host/share"],
  ["a\0b", "C:", "a:stream", "a::$DATA", "..\\secret", "\\\\?\\C:\\x", "a*", "a?", "<", '"', "|", "a\nb"],
  ["NUL", "nul.txt", "CON", "com1", "COM¹.log", "LPT9.x.y", "aux ", "PRN .txt", "folder/NUL", "CONIN$"],
  ["a.", "a ", "a. .", "...", "folder./a", "folder /a"],
  ["n".repeat(256), "é".repeat(128), "\ud800", `${"n/".repeat(2048)}n`, "x".repeat(5000)],
])("no name leads anywhere it should not: %s …", async (...paths) => {
  for (const path of paths) {
    const problems = await problemsWith(path);
    expect([path, new Set(Object.values(problems))]).toEqual([path, new Set(["bad-name"])]);
  }
});

test("symbolic links are neither followed nor shown, wherever they stand", async () => {
  mkdirSync(join(at.root, "folder"));
  symlinkSync(outside, join(at.root, "out"));
  symlinkSync(join(outside, "secret"), join(at.root, "file"));
  symlinkSync("/", join(at.root, "folder/root"));
  symlinkSync(join(outside, "made-by-a-dangling-link"), join(at.root, "dangling"));
  symlinkSync("folder", join(at.root, "inside"));

  const links = ["out", "file", "dangling", "inside", "OUT", "File", "folder/root"];
  for (const path of links) {
    for (const [attempt, problem] of Object.entries(await problemsWith(path))) {
      const refusals = attempt === "list" ? ["path-not-found", "not-folder", "not-allowed"] : ["not-allowed"];
      expect([path, attempt, refusals.includes(problem ?? "")]).toEqual([path, attempt, true]);
    }
  }
  for (const path of ["out/secret", "inside/x", "folder/root/etc/passwd", "OUT/SECRET"]) {
    for (const problem of Object.values(await problemsWith(path))) {
      expect(["path-not-found", "not-allowed"]).toContain(problem);
    }
  }
  expect((await volume.list("")).map(({ name }) => name)).toEqual(["folder", "mine"]);
  expect(readFileSync(join(outside, "secret"), "utf8")).toBe(SECRET);
});

test("pipes and sockets are not opened", async () => {
  execFileSync("mkfifo", [join(at.root, "pipe")]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(at.root, "socket"), resolve));
  for (const path of ["pipe", "socket"]) {
    expect(await problemOf(volume.open(path, reading))).toBe("not-allowed");
    expect(await problemOf(putFile(volume, path, "x"))).toBe("not-allowed");
  }
  expect(await volume.list("")).toEqual([]);
  await new Promise((resolve) => server.close(resolve));
});

test("the root stays, and is not moved", async () => {
  expect(await problemOf(volume.remove(""))).toBe("not-allowed");
  expect(await problemOf(volume.rename("", "a", true))).toBe("not-allowed");
  expect(await problemOf(volume.open("", { access: "read", create: "always" }))).toBe("exists");
});

test("somebody who swaps folders for links between look and use gets nothing out, and nothing in", async () => {
  mkdirSync(join(at.root, "folder"));
  writeFileSync(join(at.root, "folder/secret"), "of the guest");
  symlinkSync(outside, join(at.root, "link"));
  const work = [
    async () => {
      const file = await volume.open("folder/secret", reading);
      const text = Buffer.from(await file.read(0, 100)).toString();
      await file.close();
      expect(text).not.toBe(SECRET);
    },
    () => putFile(volume, "folder/new", "x"),
    () => volume.remove("folder/secret"),
    () => volume.rename("folder/new", "folder/secret", true),
    async () => {
      const names = (await volume.list("folder")).map(({ name }) => name);
      expect(names.every((name) => name === "secret" || name === "new")).toBe(true);
    },
  ];
  let isOver = false;
  const swapping = (async () => {
    const [folder, link, away] = ["folder", "link", "away"].map((name) => join(at.root, name));
    while (!isOver) {
      renameSync(folder, away);
      renameSync(link, folder);
      await new Promise(setImmediate);
      renameSync(folder, link);
      renameSync(away, folder);
      await new Promise(setImmediate);
    }
  })();
  for (let round = 0; round < 200; round++) {
    await Promise.all(work.map((attempt) => problemOf(attempt())));
  }
  isOver = true;
  await swapping;
  expect(readFileSync(join(outside, "secret"), "utf8")).toBe(SECRET);
  expect(execFileSync("ls", ["-A", outside], { encoding: "utf8" })).toBe("secret\n");
});
