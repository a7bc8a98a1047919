import { spawn } from "node:child_process";
import { type FileHandle, mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { PrintProblem } from "@passerelle/tunnel";
import type { SessionLogger } from "../sessions/session-logger.ts";
import { PrintError } from "./print-error.ts";
import {
  type Command,
  type ConversionLimits,
  environmentOf,
  findProgram,
  inBubblewrap,
  isBubblewrapUsable,
  withLimits,
} from "./sandbox.ts";

const OUTPUT = "print.pdf";
const REPORT = "report.txt";
/** Bytes of what Ghostscript says that are looked at, from the end. */
const REPORT_BYTES = 8192;
/** Bytes that a disk has left which is full. */
const FULL = 1 << 20;
/** Signals that come from limits: the file became too long, or processor time ran out, with and without a warning. */
const LIMIT_SIGNALS: Readonly<Record<string, number>> = { SIGXFSZ: 25, SIGXCPU: 24, SIGKILL: 9 };

const LIMITS: ConversionLimits = { memory: 1 << 30, processorTime: 60, time: 180_000 };

interface Ghostscript {
  readonly program: string;
  /** Absent: it is not there, or may not do its work. */
  readonly bubblewrap: string | undefined;
}

interface Outcome {
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * Makes PDF of PostScript, which is a program that a desktop hands in: Ghostscript runs it with few rights and little of everything, one
 * at a time, so that desktops keep their processors.
 */
export class Converter {
  readonly #limits: ConversionLimits;
  #last: Promise<unknown> = Promise.resolve();
  #ghostscript: Promise<Ghostscript | undefined> | undefined;

  constructor(limits: Partial<ConversionLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /**
   * Converts `source` to `target` once its turn has come. Throws PrintError.
   * @param folder that is the conversion's own; it is made, and removed
   * @param fileSize bytes that the PDF may have
   */
  convert(
    source: string,
    target: string,
    folder: string,
    fileSize: number,
    logger: SessionLogger,
    signal: AbortSignal,
  ): Promise<void> {
    const done = this.#last.then(async () => {
      if (signal.aborted) throw new PrintError("cut-off");
      await mkdir(folder, { mode: 0o700 });
      try {
        await this.#run(source, folder, fileSize, logger, signal);
        await rename(join(folder, OUTPUT), target);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
    this.#last = done.catch(() => {});
    return done;
  }

  async #run(source: string, folder: string, fileSize: number, logger: SessionLogger, signal: AbortSignal) {
    this.#ghostscript ??= findGhostscript(folder, logger);
    const ghostscript = await this.#ghostscript;
    if (!ghostscript) {
      // It may be there the next time.
      this.#ghostscript = undefined;
      throw new PrintError("no-converter");
    }
    await using input = await open(source);
    await using report = await open(join(folder, REPORT), "w+", 0o600);
    const command = withLimits(sandboxed(ghostscript, folder), this.#limits, fileSize);
    const timeout = AbortSignal.timeout(this.#limits.time);
    const outcome = await runToEnd(command, folder, input, report, AbortSignal.any([signal, timeout]));
    if (outcome.code === 0) return;
    const problem = signal.aborted ? "cut-off" : await problemOf(outcome, folder, report);
    logger.warn({ problem, ...outcome }, "Ghostscript did not convert a print");
    throw new PrintError(problem);
  }
}

function sandboxed({ program, bubblewrap }: Ghostscript, folder: string): Command {
  const command: Command = [
    program,
    ...["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", `-sOutputFile=${OUTPUT}`, "-"],
  ];
  return bubblewrap === undefined ? command : inBubblewrap(bubblewrap, folder, command);
}

async function findGhostscript(folder: string, logger: SessionLogger): Promise<Ghostscript | undefined> {
  const program = await findProgram("gs");
  if (program === undefined) {
    logger.warn("Ghostscript (gs) is not installed: prints in PostScript cannot become PDF");
    return undefined;
  }
  const bubblewrap = await findProgram("bwrap");
  const isUsable =
    bubblewrap !== undefined && (await isBubblewrapUsable(bubblewrap, folder, [program, "-q", "--version"]));
  logger.info({ program, sandbox: isUsable ? "bubblewrap" : "limits only" }, "prints in PostScript go to Ghostscript");
  return { program, bubblewrap: isUsable ? bubblewrap : undefined };
}

/** Runs a command in a process group of its own, which is killed when `signal` says so. */
function runToEnd(
  [program, ...parameters]: Command,
  folder: string,
  input: FileHandle,
  report: FileHandle,
  signal: AbortSignal,
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const child = spawn(program, parameters, {
    cwd: folder,
    env: environmentOf(folder),
    detached: true,
    stdio: [input.fd, report.fd, report.fd],
  });
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  // A signal that was given before is not given again.
  if (signal.aborted) kill();
  signal.addEventListener("abort", kill, { once: true });
  child.once("error", reject);
  child.once("exit", (code, killedBy) => resolve({ code, signal: killedBy }));
  return promise.finally(() => signal.removeEventListener("abort", kill));
}

async function problemOf(outcome: Outcome, folder: string, report: FileHandle): Promise<PrintProblem> {
  // A shell and bubblewrap tell by 128 and more which signal ended what they ran.
  const isOverLimit = Object.entries(LIMIT_SIGNALS).some(
    ([name, number]) => outcome.signal === name || outcome.code === 128 + number,
  );
  if (isOverLimit || (await endOf(report)).includes("/VMerror")) return "too-costly";
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < FULL ? "disk-full" : "not-converted";
}

async function endOf(report: FileHandle): Promise<string> {
  const { size } = await report.stat();
  const { buffer, bytesRead } = await report.read({
    buffer: Buffer.alloc(REPORT_BYTES),
    position: Math.max(0, size - REPORT_BYTES),
  });
  return buffer.toString("latin1", 0, bytesRead);
}
