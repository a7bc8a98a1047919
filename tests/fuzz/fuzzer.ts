import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Mutator } from "./mutator.ts";
import type { Messages, Target } from "./target.ts";
import { Watchdog } from "./watchdog.ts";

/** Far beyond what any message takes: this finds what never ends. */
const MAX_MILLISECONDS = 5000;
/** Far beyond what the decoders' own budgets allow together. */
const MAX_RUN_BYTES = 2 ** 31;
/** What may be left when all is done and the garbage is collected. */
const MAX_LEFT_BYTES = 2 ** 28;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Input that a target should have withstood. */
export interface Finding {
  readonly target: Target;
  readonly messages: Messages;
  readonly problem: string;
}

/** Runs targets on changed input and watches errors, time and memory. */
export class Fuzzer {
  readonly #targets: readonly Target[];
  readonly #mutator: Mutator;
  readonly #slowest = new Map<Target, number>();
  readonly #memoryBefore: number;
  readonly #watchdog = new Watchdog(3 * MAX_MILLISECONDS);
  #runs = 0;

  constructor(targets: readonly Target[], mutator: Mutator) {
    this.#targets = targets;
    this.#mutator = mutator;
    this.#memoryBefore = memoryInUse();
  }

  get runs(): number {
    return this.#runs;
  }

  /** The longest run of each target so far, in milliseconds, the slowest target first. */
  get slowest(): readonly (readonly [name: string, milliseconds: number])[] {
    return [...this.#slowest].map(([target, time]) => [target.name, time] as const).sort(([, a], [, b]) => b - a);
  }

  /** Every target takes its seeds as they are; one that does not tests nothing. */
  trySeeds(): Finding | undefined {
    for (const target of this.#targets) {
      for (const messages of target.seeds) {
        try {
          target.run(messages);
        } catch (error) {
          return { target, messages, problem: `a valid message is refused: ${problemOf(error)}` };
        }
      }
    }
    return undefined;
  }

  /** One run of one target. */
  step(): Finding | undefined {
    const target = this.#mutator.pick(this.#targets);
    const messages = this.#mutator.mutate(this.#mutator.pick(target.seeds));
    this.#runs++;
    const problem = this.#watch(target, messages);
    return problem === undefined ? undefined : { target, messages, problem };
  }

  /** Whether memory was kept that no run should keep. */
  findLeak(): string | undefined {
    const left = memoryInUse() - this.#memoryBefore;
    return left > MAX_LEFT_BYTES ? `${left} bytes are left after all runs` : undefined;
  }

  stop(): Promise<void> {
    return this.#watchdog.stop();
  }

  #watch(target: Target, messages: Messages): string | undefined {
    this.#watchdog.begin(describeRun(target, messages));
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    try {
      target.run(messages);
    } catch (error) {
      if (!target.errors.some((expected) => error instanceof expected)) return problemOf(error);
    }
    const time = performance.now() - start;
    this.#slowest.set(target, Math.max(time, this.#slowest.get(target) ?? 0));
    if (time > MAX_MILLISECONDS) return `it took ${Math.round(time)} ms`;
    const taken = process.memoryUsage().arrayBuffers - before;
    return taken > MAX_RUN_BYTES ? `it took ${taken} bytes` : undefined;
  }
}

/** The target's name, and a line of hexadecimal digits for each message. */
export function describeRun({ name }: Target, messages: Messages): string {
  return [name, ...messages.map((message) => Buffer.from(message).toString("hex") || "(empty)")].join("\n  ");
}

function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function problemOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
