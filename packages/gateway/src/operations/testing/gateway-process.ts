import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** A gateway as a process of its own, and what it has printed. */
export interface GatewayProcess {
  readonly process: ChildProcess;
  readonly output: string;
  /** Resolves when the output matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or signal. */
  readonly ended: Promise<number | string>;
}

/** Starts the program with `environment` and nothing else in it. */
export function spawnGateway(environment: Record<string, string>, ...words: string[]): GatewayProcess {
  const child = spawn(process.execPath, [MAIN, ...words], { env: environment });
  let output = "";
  const waiting = new Set<() => void>();
  const add = (chunk: Buffer) => {
    output += chunk;
    for (const check of waiting) check();
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const check = () => {
        const match = pattern.exec(output);
        if (match !== null) {
          waiting.delete(check);
          resolve(match);
        }
      };
      waiting.add(check);
      ended.then(() => reject(new Error(`ended without ${pattern}:\n${output}`)));
      check();
    });
  return {
    process: child,
    get output() {
      return output;
    },
    until,
    ended,
  };
}
