import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PrintJob, PrintProblem } from "@passerelle/tunnel";
import type { SessionLogger } from "../sessions/session-logger.ts";
import type { Converter } from "./ghostscript.ts";
import { PrintError } from "./print-error.ts";
import { measurePdf, readPrintFacts } from "./print-file.ts";
import { makeSpoolFolder, removeSpoolFolder } from "./spool-folder.ts";

/** Prints that are remembered, those that failed included. */
const MOST_KEPT = 100;
/** Prints that are not done: a desktop may print faster than they become PDF. */
const MOST_UNDONE = 100;
/** Prints that arrive at a time. */
const MOST_ARRIVING = 8;
/** Times the longest print: bytes on the disk. */
const KEPT_LENGTHS = 4;
/** Bytes that arrive between two words about a print's progress. */
const PROGRESS = 1 << 20;

export interface PrintsOptions {
  /** Bytes that a print may have. */
  readonly limit: number;
  readonly converter: Converter;
  readonly logger: SessionLogger;
  /** Something about a print has changed. */
  readonly changed: (job: PrintJob) => void;
}

/** What a print needs while it comes in. */
interface Arrival {
  readonly file: FileHandle;
  /** The last word about it said that many bytes. */
  told: number;
}

/** The prints of a session's desktop: received, made into PDF, and kept until there is no room or no session any more. */
export class Prints {
  readonly #options: PrintsOptions;
  readonly #jobs = new Map<number, PrintJob>();
  readonly #arrivals = new Map<number, Arrival>();
  readonly #over = new AbortController();
  #folder: Promise<string> | undefined;
  /** One print of a session after the other, so that many do not hold up other people's. */
  #processed: Promise<void> = Promise.resolve();
  #nextJob = 1;

  constructor(options: PrintsOptions) {
    this.#options = options;
  }

  /** In the order in which they came. */
  get list(): readonly PrintJob[] {
    return [...this.#jobs.values()];
  }

  get #undone(): number {
    return this.list.filter(({ state }) => state === "receiving" || state === "converting").length;
  }

  /** Begins a print; answers its number. Undefined: too many come at once, or the disk does not take it. */
  async begin(): Promise<number | undefined> {
    if (this.#arrivals.size >= MOST_ARRIVING || this.#undone >= MOST_UNDONE) return undefined;
    const job = this.#nextJob++;
    const file = await this.#create(job);
    if (!file) return undefined;
    this.#arrivals.set(job, { file, told: 0 });
    this.#put({ job, state: "receiving", bytes: 0, created: Date.now() });
    return job;
  }

  /** Appends to a print; writes of one print come one after the other. Answers why it is not taken, or nothing. */
  async write(job: number, data: Uint8Array): Promise<PrintProblem | "unknown-job" | undefined> {
    const arrival = this.#arrivals.get(job);
    if (!arrival) return this.#jobs.get(job)?.problem ?? "unknown-job";
    const problem = await this.#append(job, arrival.file, data);
    const print = this.#jobs.get(job);
    // It may have been cut off meanwhile.
    if (!print || this.#arrivals.get(job) !== arrival) return "cut-off";
    if (problem) {
      await this.#fail(print, problem);
      return problem;
    }
    const grown = { ...print, bytes: print.bytes + data.length };
    this.#jobs.set(job, grown);
    if (grown.bytes - arrival.told >= PROGRESS) {
      arrival.told = grown.bytes;
      this.#options.changed(grown);
    }
    return undefined;
  }

  /** A print is complete: it becomes PDF. */
  async finish(job: number): Promise<void> {
    const print = this.#jobs.get(job);
    if (!print || !(await this.#closeArrival(job))) return;
    this.#put({ ...print, state: "converting" });
    this.#processed = this.#processed.then(() => this.#process(job)).catch((error: unknown) => this.#lost(error));
  }

  /** The desktop is gone: what it was about to send does not come. */
  cutOff(): void {
    const arriving = [...this.#arrivals.keys()].map((job) => this.#jobs.get(job));
    const cut = Promise.all(arriving.map((print) => print && this.#fail(print, "cut-off")));
    cut.catch((error: unknown) => this.#lost(error));
  }

  /** Opens the PDF of a print that is ready; the caller closes it. */
  async open(job: number): Promise<FileHandle | undefined> {
    if (this.#jobs.get(job)?.state !== "ready") return undefined;
    return open(await this.#path(job, "pdf")).catch(() => undefined);
  }

  /** Removes a print that is ready or has failed. Answers whether there was one. */
  async remove(job: number): Promise<boolean> {
    const print = this.#jobs.get(job);
    if (print?.state !== "ready" && print?.state !== "failed") return false;
    this.#jobs.delete(job);
    this.#options.changed({ ...print, state: "removed" });
    await this.#discard(job);
    return true;
  }

  /** The session is over: nothing is left of its prints. */
  async close(): Promise<void> {
    this.#over.abort();
    try {
      await Promise.all([...this.#arrivals.keys()].map((job) => this.#closeArrival(job)));
      await this.#processed;
      if (this.#folder) await removeSpoolFolder(await this.#folder);
    } catch (error) {
      this.#lost(error);
    }
  }

  #lost(error: unknown): void {
    this.#options.logger.error({ err: error }, "what is left of a print cannot be removed");
  }

  async #process(job: number): Promise<void> {
    const print = this.#jobs.get(job);
    if (!print || this.#over.signal.aborted) return;
    try {
      const { bytes, pages } = this.#put({ ...print, ...(await this.#toPdf(print)), state: "ready" });
      this.#options.logger.info({ job, bytes, pages }, "a print is ready");
    } catch (error) {
      if (!(error instanceof PrintError)) this.#options.logger.error({ err: error }, "error of the gateway in a print");
      const problem = error instanceof PrintError ? error.problem : "not-converted";
      await this.#fail(this.#jobs.get(job) ?? print, problem);
      return;
    }
    await this.#forgetOldest();
  }

  async #toPdf(print: PrintJob): Promise<Partial<PrintJob>> {
    const { limit, converter, logger } = this.#options;
    const { job } = print;
    const source = await this.#path(job, "part");
    const target = await this.#path(job, "pdf");
    const { format, title: name } = await readPrintFacts(source);
    if (format === undefined) throw new PrintError("unknown-format");
    const named = name === undefined ? print : { ...print, name };
    if (name !== undefined) this.#put(named);
    if (format === "pdf") {
      await rename(source, target);
    } else {
      const folder = await this.#path(job, "work");
      await converter.convert(source, target, folder, limit, logger, this.#over.signal);
      await rm(source);
    }
    return { ...named, ...(await measurePdf(target)) };
  }

  async #fail(print: PrintJob, problem: PrintProblem): Promise<void> {
    this.#put({ ...print, state: "failed", problem });
    this.#options.logger.warn({ job: print.job, problem, bytes: print.bytes }, "a print failed");
    await this.#closeArrival(print.job);
    await this.#discard(print.job);
    await this.#forgetOldest();
  }

  async #closeArrival(job: number): Promise<boolean> {
    const arrival = this.#arrivals.get(job);
    this.#arrivals.delete(job);
    await arrival?.file.close();
    return arrival !== undefined;
  }

  async #create(job: number): Promise<FileHandle | undefined> {
    try {
      const file = await open(await this.#path(job, "part"), "ax", 0o600);
      if (!this.#over.signal.aborted) return file;
      await file.close();
    } catch (error) {
      this.#options.logger.error({ err: error }, "a print cannot be kept");
    }
    return undefined;
  }

  async #append(job: number, file: FileHandle, data: Uint8Array): Promise<PrintProblem | undefined> {
    const { limit, logger } = this.#options;
    const bytes = (this.#jobs.get(job)?.bytes ?? 0) + data.length;
    if (bytes > limit || !(await this.#makeRoom(data.length))) return "too-long";
    try {
      await file.appendFile(data);
      return undefined;
    } catch (error) {
      logger.error({ err: error }, "a print cannot be written");
      return "disk-full";
    }
  }

  /** Whether there is room for further bytes, for which the oldest prints go. */
  async #makeRoom(bytes: number): Promise<boolean> {
    const most = this.#options.limit * KEPT_LENGTHS;
    while (this.list.reduce((sum, print) => sum + (print.problem ? 0 : print.bytes), bytes) > most) {
      const oldest = this.list.find(({ state }) => state === "ready");
      if (!oldest || !(await this.remove(oldest.job))) return false;
    }
    return true;
  }

  async #forgetOldest(): Promise<void> {
    const done = this.list.filter(({ state }) => state === "ready" || state === "failed");
    const { length } = done;
    for (const { job } of done.slice(0, Math.max(0, length - MOST_KEPT))) await this.remove(job);
  }

  #put(print: PrintJob): PrintJob {
    this.#jobs.set(print.job, print);
    this.#options.changed(print);
    return print;
  }

  async #discard(job: number): Promise<void> {
    for (const kind of ["part", "pdf"] as const) await rm(await this.#path(job, kind), { force: true });
  }

  async #path(job: number, kind: "part" | "pdf" | "work"): Promise<string> {
    this.#folder ??= makeSpoolFolder();
    try {
      return join(await this.#folder, `${job}.${kind}`);
    } catch (error) {
      this.#folder = undefined;
      throw error;
    }
  }
}
