import { ApiError } from "../../../api/api-error.ts";
import { Store } from "../store.ts";
import type { DriveApi } from "./drive-api.ts";
import { pathIn } from "./drive-api.ts";
import type { DroppedFile } from "./dropped-files.ts";
import { upload } from "./upload.ts";

/** A file on its way to the drive. */
export interface Upload {
  readonly id: number;
  readonly path: string;
  readonly size: number;
  readonly sent: number;
  readonly state: "waiting" | "running" | "done" | "exists" | "failed";
  readonly error?: unknown;
}

interface Job {
  readonly file: File;
  readonly path: string;
  readonly stop: AbortController;
}

/** Uploads at a time: more do not make a thin line faster. */
const AT_ONCE = 2;
const CONFLICT = 409;

/** The uploads of a drive, one after the other. */
export class Uploads {
  readonly list = new Store<readonly Upload[]>([]);
  readonly #api: DriveApi;
  readonly #jobs = new Map<number, Job>();
  #lastId = 0;

  constructor(api: DriveApi) {
    this.#api = api;
  }

  /** Begins to upload into a folder; files keep their paths below it. */
  async add(folder: string, dropped: readonly DroppedFile[]): Promise<void> {
    const added = dropped.map(({ path, file }) => {
      const id = ++this.#lastId;
      const target = pathIn(folder, path);
      this.#jobs.set(id, { file, path: target, stop: new AbortController() });
      return { id, path: target, size: file.size, sent: 0, state: "waiting" } as const;
    });
    this.list.value = [...this.list.value, ...added];
    this.#next();
  }

  /** Uploads one again that failed, or in place of the file that is there. */
  again(id: number, replace: boolean): void {
    this.#run(id, replace);
  }

  /** Stops one, or takes it off the list. What has arrived of it is kept for a day, so that it can be gone on with. */
  remove(id: number): void {
    this.#jobs.get(id)?.stop.abort();
    this.#jobs.delete(id);
    this.list.value = this.list.value.filter((upload) => upload.id !== id);
    this.#next();
  }

  removeDone(): void {
    for (const { id, state } of this.list.value) if (state === "done") this.remove(id);
  }

  close(): void {
    for (const { stop } of this.#jobs.values()) stop.abort();
  }

  #next(): void {
    const running = this.list.value.filter(({ state }) => state === "running").length;
    const waiting = this.list.value.filter(({ state }) => state === "waiting");
    for (const { id } of waiting.slice(0, Math.max(AT_ONCE - running, 0))) this.#run(id, false);
  }

  #run(id: number, replace: boolean): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    this.#change(id, { state: "running", sent: 0 });
    const progress = (sent: number) => this.#change(id, { sent });
    upload(this.#api, job.path, job.file, { replace, signal: job.stop.signal, progress })
      .then(
        () => this.#change(id, { state: "done", sent: job.file.size }),
        (error) => {
          const exists = error instanceof ApiError && error.status === CONFLICT;
          this.#change(id, { state: exists ? "exists" : "failed", error });
        },
      )
      .finally(() => this.#next());
  }

  #change(id: number, changes: Partial<Upload>): void {
    this.list.value = this.list.value.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload));
  }
}
