import type { Failure, FailureCode } from "@passerelle/tunnel";

/** The steps of opening a desktop, in their order. */
export const TEST_STEPS = ["resolve", "connect", "negotiate", "secure", "authenticate"] as const;
export type TestStepName = (typeof TEST_STEPS)[number];

/** What became of one step. */
export interface TestStep {
  readonly name: TestStepName;
  readonly outcome: "done" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly code?: FailureCode;
  /** In the words of protocols and servers, for support; never a secret. */
  readonly detail?: string;
}

/** Follows the steps of a test while they are made. A step that is begun again, on another connection, goes on. */
export class StepLog {
  readonly #clock: () => number;
  readonly #spent = new Map<TestStepName, number>();
  readonly #details = new Map<TestStepName, string>();
  #current: TestStepName = "resolve";
  #since: number;

  /** @param clock milliseconds */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#since = clock();
  }

  /** The furthest step that was begun. */
  get current(): TestStepName {
    return this.#current;
  }

  /** A step begins; those before it are done. */
  begin(name: TestStepName): void {
    if (TEST_STEPS.indexOf(name) <= TEST_STEPS.indexOf(this.#current)) return;
    this.#stop();
    this.#current = name;
  }

  /** Something to know of a step. */
  note(name: TestStepName, detail: string): void {
    this.#details.set(name, detail);
  }

  /** All steps, when the current one has failed, or is done; those after it were not tried. */
  end(failure?: Failure): TestStep[] {
    this.#stop();
    const last = TEST_STEPS.indexOf(this.#current);
    return TEST_STEPS.map((name, index) => {
      const isFailed = failure !== undefined && index === last;
      const detail = [isFailed ? failure.detail : undefined, this.#details.get(name)].filter(Boolean).join("; ");
      return {
        name,
        outcome: isFailed ? "failed" : this.#spent.has(name) ? "done" : "skipped",
        milliseconds: Math.round(this.#spent.get(name) ?? 0),
        ...(isFailed && { code: failure.code }),
        ...(detail !== "" && { detail }),
      };
    });
  }

  #stop(): void {
    const now = this.#clock();
    this.#spent.set(this.#current, (this.#spent.get(this.#current) ?? 0) + now - this.#since);
    this.#since = now;
  }
}
