import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IoRequest, NtStatus } from "@passerelle/rdp";
import type { PrintJob } from "@passerelle/tunnel";
import { afterEach, expect, test, vi } from "vitest";
import { Converter } from "./ghostscript.ts";
import { PrinterDevice } from "./printer-device.ts";
import { Prints } from "./prints.ts";
import { removeLeftoverSpools } from "./spool-folder.ts";
import { postscriptOf, simplePdf } from "./testing/documents.ts";

const LOGGER = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const KIB = 1024;

// Ghostscript gives way to everything else on the machine.
vi.setConfig({ testTimeout: 60_000 });

let prints: Prints;
let heard: PrintJob[];

afterEach(() => prints.close());

/** Folders for prints that this process holds. */
function ownSpools(): string[] {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith("passerelle-prints-"));
  return names.filter((name) => {
    const lock = join(tmpdir(), name, "gateway.pid");
    return existsSync(lock) && readFileSync(lock, "utf8").startsWith(`${process.pid} `);
  });
}

/** Windows at a printer whose prints may have `limit` bytes. */
function desktop(limit = 64 * KIB) {
  heard = [];
  prints = new Prints({ limit, converter: new Converter(), logger: LOGGER, changed: (job) => heard.push(job) });
  const printer = new PrinterDevice("Passerelle", prints);
  let completionId = 0;
  const ask = (fileId: number, operation: object) =>
    printer.request({ deviceId: 1, fileId, completionId: completionId++, ...operation } as IoRequest);
  return {
    printer,
    create: async () => {
      const { status, fileId } = await ask(0, { type: "create", path: "" });
      expect(status).toBe(NtStatus.SUCCESS);
      return fileId ?? 0;
    },
    tryCreate: () => ask(0, { type: "create", path: "" }),
    write: (file: number, data: Uint8Array) => ask(file, { type: "write", offset: 0n, data }),
    close: (file: number) => ask(file, { type: "close" }),
    ask,
  };
}

async function print(windows: ReturnType<typeof desktop>, document: Uint8Array): Promise<PrintJob> {
  const file = await windows.create();
  await windows.write(file, document);
  await windows.close(file);
  return done(file);
}

/** The job, once it is ready or has failed. */
function done(job: number): Promise<PrintJob> {
  return vi.waitFor(
    () => {
      const found = prints.list.find((print) => print.job === job);
      if (found?.state !== "ready" && found?.state !== "failed") throw new Error(`job ${job} is ${found?.state}`);
      return found;
    },
    { timeout: 50_000, interval: 2 },
  );
}

async function bytesOf(job: number): Promise<Buffer> {
  await using file = await prints.open(job);
  if (!file) throw new Error("it is not ready");
  return await file.readFile();
}

test("a print of 100 MB goes to the disk as it comes", async () => {
  const windows = desktop(101_000_000);
  const piece = Buffer.alloc(64 * KIB, "%PDF-1.7\n");
  const file = await windows.create();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let sent = 0; sent < 100_000_000; sent += piece.length) {
    expect((await windows.write(file, piece)).status).toBe(NtStatus.SUCCESS);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  await windows.close(file);
  await vi.waitFor(() => expect(prints.list[0]).toMatchObject({ state: "ready", bytes: 1526 * piece.length }));
  expect(most).toBeLessThan(20_000_000);
});

test("PDF is kept as it is, with title and pages", async () => {
  const pdf = simplePdf("Facture n° 12 (été)", 3);
  const job = await print(desktop(), pdf);
  expect(job).toMatchObject({ state: "ready", name: "Facture n° 12 (été)", pages: 3, bytes: pdf.length });
  expect(await bytesOf(job.job)).toEqual(pdf);
  expect(heard.map(({ state }) => state)).toEqual(["receiving", "converting", "converting", "ready"]);
});

test("PostScript becomes PDF", async () => {
  const job = await print(desktop(), postscriptOf("Lettre", ["Bonjour", "Au revoir"]));
  expect(job).toMatchObject({ state: "ready", name: "Lettre", pages: 2 });
  const text = execFileSync("pdftotext", ["-", "-"], { input: await bytesOf(job.job), encoding: "utf8" });
  expect(text.split(/\s+/).filter(Boolean)).toEqual(["Bonjour", "Au", "revoir"]);
});

test("several prints at once do not get mixed up", async () => {
  const windows = desktop();
  const documents = [simplePdf("A", 1), simplePdf("B", 2), simplePdf("C", 5)];
  const files = await Promise.all(documents.map(() => windows.create()));
  for (let start = 0; start < KIB * 4; start += 100) {
    await Promise.all(files.map((file, index) => windows.write(file, documents[index].subarray(start, start + 100))));
  }
  await Promise.all(files.map((file) => windows.close(file)));
  const jobs = await Promise.all(files.map(done));
  expect(jobs.map(({ name, pages }) => [name, pages])).toEqual([
    ["A", 1],
    ["B", 2],
    ["C", 5],
  ]);
  for (const [index, { job }] of jobs.entries()) expect(await bytesOf(job)).toEqual(documents[index]);
});

test("a print that is too long is refused, and all that still comes of it", async () => {
  const windows = desktop(10 * KIB);
  const file = await windows.create();
  const piece = new Uint8Array(4 * KIB);
  const statuses = [];
  for (let count = 0; count < 5; count++) statuses.push((await windows.write(file, piece)).status);
  const { SUCCESS, DISK_FULL } = NtStatus;
  expect(statuses).toEqual([SUCCESS, SUCCESS, DISK_FULL, DISK_FULL, DISK_FULL]);
  expect((await windows.close(file)).status).toBe(SUCCESS);
  expect(await done(file)).toMatchObject({ state: "failed", problem: "too-long", bytes: 8 * KIB });
  expect(await print(windows, simplePdf("next", 1))).toMatchObject({ state: "ready" });
});

test.each([
  ["XPS", Buffer.from("PK\x03\x04")],
  ["nothing", Buffer.alloc(0)],
])("%s is an unknown format", async (_, document) => {
  expect(await print(desktop(), document)).toMatchObject({ state: "failed", problem: "unknown-format" });
});

test("a desktop that goes away in the middle", async () => {
  const windows = desktop();
  const file = await windows.create();
  const writing = windows.write(file, new Uint8Array(100));
  windows.printer.forget();
  await writing;
  expect(await done(file)).toMatchObject({ problem: "cut-off" });
  expect((await windows.write(file, new Uint8Array(100))).status).toBe(NtStatus.DISK_FULL);
  await windows.close(file);
  expect(await done(file)).toMatchObject({ problem: "cut-off" });
});

test("a disk that is full costs the print that comes, and is told", async () => {
  const windows = desktop();
  const file = await windows.create();
  await windows.write(file, new Uint8Array(100));
  await using probe = await open(import.meta.filename);
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const append = vi.spyOn(Object.getPrototypeOf(probe), "appendFile").mockRejectedValueOnce(full);
  expect((await windows.write(file, new Uint8Array(100))).status).toBe(NtStatus.DISK_FULL);
  append.mockRestore();
  expect(await done(file)).toMatchObject({ state: "failed", problem: "disk-full" });
  expect(await print(windows, simplePdf("next", 1))).toMatchObject({ state: "ready" });
});

test("the oldest prints make room, and it is told", async () => {
  const windows = desktop(KIB);
  const pdf = Buffer.concat([simplePdf("x", 1), Buffer.alloc(200)]);
  for (let count = 0; count < 8; count++) await print(windows, pdf);
  const most = 4 * KIB;
  expect(prints.list.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(most);
  expect(prints.list.at(-1)).toMatchObject({ job: 8, state: "ready" });
  expect(heard).toContainEqual(expect.objectContaining({ job: 1, state: "removed" }));
  expect(await prints.open(1)).toBeUndefined();
});

test("at most 100 prints are remembered, and 8 arrive at once", async () => {
  const windows = desktop();
  for (let count = 0; count < 101; count++) await print(windows, Buffer.from("?"));
  expect(prints.list.map(({ job }) => job)).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
  for (let count = 0; count < 8; count++) await windows.create();
  expect((await windows.tryCreate()).status).toBe(NtStatus.TOO_MANY_OPENED_FILES);
});

test("prints that are cut off are not remembered without end", async () => {
  const windows = desktop();
  for (let round = 0; round < 15; round++) {
    for (let count = 0; count < 8; count++) await windows.create();
    windows.printer.forget();
  }
  await vi.waitFor(() => expect(prints.list).toHaveLength(100));
});

test("no more than 100 prints wait to become PDF", async () => {
  const windows = desktop();
  let taken = 0;
  for (; (await windows.tryCreate()).status === NtStatus.SUCCESS && taken < 200; taken++) {
    await windows.write(taken + 1, Buffer.from(taken === 0 ? "%!PS\n{} loop" : "%!PS\n"));
    await windows.close(taken + 1);
  }
  expect(taken).toBe(100);
});

test("removed prints are gone; those under way stay", async () => {
  const windows = desktop();
  const { job } = await print(windows, simplePdf("x", 1));
  expect(await prints.remove(job)).toBe(true);
  expect(await prints.remove(job)).toBe(false);
  const arriving = await windows.create();
  expect(await prints.remove(arriving)).toBe(false);
});

test("what is no printer's is refused", async () => {
  const windows = desktop();
  expect((await windows.write(77, new Uint8Array(1))).status).toBe(NtStatus.INVALID_HANDLE);
  expect((await windows.close(77)).status).toBe(NtStatus.SUCCESS);
  expect((await windows.ask(1, { type: "read", offset: 0n, length: 5 })).status).toBe(NtStatus.NOT_SUPPORTED);
});

test("a session that ends kills its conversion", async () => {
  const windows = desktop();
  const file = await windows.create();
  await windows.write(file, Buffer.from("%!PS\n{} loop"));
  await windows.close(file);
  await vi.waitFor(() => expect(heard.at(-1)?.state).toBe("converting"));
  await prints.close();
  expect(prints.list[0]).toMatchObject({ problem: "cut-off" });
});

test("nothing is left of a session that is over", async () => {
  await print(desktop(), simplePdf("x", 1));
  const [spool] = ownSpools();
  expect(statSync(join(tmpdir(), spool)).mode & 0o777).toBe(0o700);
  await prints.close();
  expect(ownSpools()).toEqual([]);
});

test("folders of gateways that crashed are removed, those in use stay", async () => {
  await print(desktop(), simplePdf("x", 1));
  const crashed = mkdtempSync(join(tmpdir(), "passerelle-prints-"));
  writeFileSync(join(crashed, "gateway.pid"), "999999999 1");
  const used = mkdtempSync(join(tmpdir(), "passerelle-prints-"));
  writeFileSync(join(used, "gateway.pid"), `${process.ppid} ${startOf(process.ppid)}`);
  await removeLeftoverSpools();
  expect([crashed, used].map((folder) => existsSync(folder))).toEqual([false, true]);
  expect(await bytesOf(1)).toHaveLength(simplePdf("x", 1).length);
  rmSync(used, { recursive: true });
});

/** When a process started: proc_pid_stat(5), field 22. */
function startOf(processId: number): string {
  return readFileSync(`/proc/${processId}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
}
