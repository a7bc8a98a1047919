import { DeviceDown, decodeJson, type PrintJob } from "@passerelle/tunnel";
import { request } from "../../../api/request.ts";
import type { DeviceGateway, PageDevice } from "../page-device.ts";
import { Store } from "../store.ts";
import { doWithPrint, type PrintAction } from "./print-actions.ts";
import { keptChoice, type PrintChoice } from "./print-choice.ts";

/** A print that the person should hear of. */
export interface PrintNotice {
  readonly job: PrintJob;
  /** What the person had chosen, and the browser did not let happen. */
  readonly refused?: PrintAction;
}

/** What the desktop prints, and what becomes of it here. */
export class PrintsDevice implements PageDevice {
  readonly takes = [DeviceDown.PrintJob];
  /** The newest first. */
  readonly jobs = new Store<readonly PrintJob[]>([]);
  /** The oldest first. */
  readonly notices = new Store<readonly PrintNotice[]>([]);
  readonly choice = keptChoice();
  readonly #address: string;
  /** Those that are not news: they were done when the page came, or it has told of them. */
  readonly #told = new Set<number>();
  #isFirstLine = true;

  constructor({ session }: DeviceGateway) {
    this.#address = `api/passerelle/sessions/${encodeURIComponent(session)}/prints`;
  }

  lineOpened(): void {
    this.jobs.value = [];
  }

  lineClosed(): void {
    this.#isFirstLine = false;
  }

  received(_type: number, payload: Uint8Array): void {
    const job = decodeJson(payload) as PrintJob;
    const known = this.jobs.value.find((other) => other.job === job.job);
    const others = this.jobs.value.filter((other) => other !== known);
    if (job.state === "removed") {
      this.jobs.value = others;
      this.dismiss(job.job);
      return;
    }
    this.jobs.value = [job, ...others].sort((a, b) => b.job - a.job);
    if (job.state !== "ready" && job.state !== "failed") return;
    const isNews = !this.#told.has(job.job) && (known !== undefined || !this.#isFirstLine);
    this.#told.add(job.job);
    if (isNews) void this.#tell(job);
  }

  /** Remembers in this browser what becomes of prints from now on. */
  choose(choice: PrintChoice): void {
    this.choice.value = choice;
  }

  /** To be called by a click, so that the browser lets it. */
  async act(action: PrintAction, { job }: PrintJob): Promise<void> {
    this.dismiss(job);
    await doWithPrint(action, this.#addressOf(job));
  }

  /** The person has read the notice about a print. */
  dismiss(job: number): void {
    this.notices.value = this.notices.value.filter((notice) => notice.job.job !== job);
  }

  /** Throws ApiError. */
  async remove(job: number): Promise<void> {
    await request("DELETE", this.#addressOf(job));
  }

  /** Does what was chosen, or says that there is something to be done. */
  async #tell(job: PrintJob): Promise<void> {
    const choice = this.choice.value;
    if (job.state === "failed" || choice === "ask") this.#notice({ job });
    else if (!(await doWithPrint(choice, this.#addressOf(job.job)))) this.#notice({ job, refused: choice });
  }

  #notice(notice: PrintNotice): void {
    this.notices.value = [...this.notices.value, notice];
  }

  #addressOf(job: number): string {
    return `${this.#address}/${job}`;
  }
}
