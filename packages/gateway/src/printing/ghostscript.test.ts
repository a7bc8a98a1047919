import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Converter } from "./ghostscript.ts";
import { PrintError } from "./print-error.ts";
import type { ConversionLimits } from "./sandbox.ts";

const LOGGER = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const FILE_SIZE = 1 << 20;
const NEVER = new AbortController().signal;
const PAGE = "%!PS\n/Helvetica findfont 24 scalefont setfont 72 700 moveto (Bonjour) show showpage\n";

// Ghostscript gives way to everything else on the machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function convert(postscript: string, limits: Partial<ConversionLimits> = {}, signal = NEVER): Promise<string> {
  const source = join(folder, "source.ps");
  writeFileSync(source, postscript);
  const target = join(folder, "target.pdf");
  await new Converter(limits).convert(source, target, join(folder, "work"), FILE_SIZE, LOGGER, signal);
  return target;
}

async function problemOf(postscript: string, limits: Partial<ConversionLimits> = {}): Promise<string | undefined> {
  const error: unknown = await convert(postscript, limits).catch((caught: unknown) => caught);
  expect(readdirSync(folder)).toEqual(["source.ps"]);
  return error instanceof PrintError ? error.problem : undefined;
}

test.each([
  ["as it is", PAGE],
  [
    "in printer job language",
    `\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=POSTSCRIPT\r\n${PAGE}\x04\x1b%-12345X@PJL EOJ\r\n\x1b%-12345X`,
  ],
])("PostScript %s becomes PDF", async (_, postscript) => {
  const target = await convert(postscript);
  expect(readFileSync(target, "latin1")).toMatch(/^%PDF-/);
  expect(execFileSync("pdftotext", [target, "-"], { encoding: "utf8" }).trim()).toBe("Bonjour");
});

test("a program that takes too long is ended", async () => {
  expect(await problemOf("%!PS\n{} loop", { time: 500 })).toBe("too-costly");
});

test("a program that takes memory without end is ended", async () => {
  const greedy = "%!PS\n/all 65000 array def 0 1 64999 { all exch 65000 string put } for {} loop";
  expect(await problemOf(greedy, { memory: 200 << 20 })).toBe("too-costly");
});

test("a PDF becomes no longer than it may", async () => {
  const endless =
    "%!PS\n{ 0 1 500 { rand 500 mod rand 700 mod moveto rand 500 mod rand 700 mod lineto stroke } for showpage } loop";
  expect(await problemOf(endless, { processorTime: 10 })).toBe("too-costly");
});

describe.each(["bubblewrap, where it may be used", "limits only"])("by %s", (sandbox) => {
  const path = process.env.PATH ?? "";
  const kept = join(tmpdir(), `passerelle-kept-${process.pid}`);
  const escaped = join(tmpdir(), `passerelle-escaped-${process.pid}`);

  beforeEach(() => {
    writeFileSync(kept, "kept");
    if (sandbox !== "limits only") return;
    const programs = mkdtempSync(join(tmpdir(), "passerelle-programs-"));
    symlinkSync(execFileSync("which", ["gs"], { encoding: "utf8" }).trim(), join(programs, "gs"));
    process.env.PATH = programs;
  });
  afterEach(() => {
    if (process.env.PATH !== path) rmSync(process.env.PATH ?? "", { recursive: true });
    process.env.PATH = path;
    rmSync(kept);
  });

  test.each([
    ["a program is started", `(%pipe%touch ${escaped}) (w) file`, "not-converted"],
    ["a file outside is read", `(${kept}) (r) file`, "not-converted"],
    ["a file outside is written", `(${escaped}) (w) file`, "not-converted"],
    ["a file outside is removed", `(${kept}) deletefile`, "not-converted"],
    ["restrictions are lifted", `<< /LockSafetyParams false >> setuserparams (${kept}) deletefile`, "not-converted"],
    ["another output is named", `<< /OutputFile (${escaped}) >> setpagedevice (${kept}) deletefile`, "not-converted"],
    ["it never ends", "{} loop", "too-costly"],
  ])("%s: in vain", async (_, program, problem) => {
    expect(await problemOf(`%!PS\n${program}`, { processorTime: 1 })).toBe(problem);
    expect(existsSync(escaped)).toBe(false);
    expect(existsSync(kept)).toBe(true);
  });
});

test("what is no PostScript is not converted", async () => {
  expect(await problemOf("%!PS\nhello")).toBe("not-converted");
});

test("one at a time, and none for a desktop that is gone", async () => {
  const converter = new Converter();
  const source = join(folder, "source.ps");
  writeFileSync(source, PAGE);
  const gone = new AbortController();
  const order: string[] = [];
  const one = (name: string, signal: AbortSignal) =>
    converter
      .convert(source, join(folder, name), join(folder, `${name}-work`), FILE_SIZE, LOGGER, signal)
      .then(() => order.push(name));
  const first = one("first", NEVER);
  const second = one("second", gone.signal);
  const third = one("third", NEVER);
  gone.abort();
  await expect(second).rejects.toMatchObject({ problem: "cut-off" });
  await Promise.all([first, third]);
  expect(order).toEqual(["first", "third"]);
});

test("without Ghostscript it says so", async () => {
  const path = process.env.PATH;
  process.env.PATH = folder;
  try {
    expect(await problemOf(PAGE)).toBe("no-converter");
  } finally {
    process.env.PATH = path;
  }
});
