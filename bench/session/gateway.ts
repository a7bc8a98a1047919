import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort, until } from "../../tests/servers/ports.ts";
import { createConnection, signIn } from "./gateway-api.ts";
import { proportionalMemory } from "./process-figures.ts";

const COLLECT = new URL("collect-on-signal.ts", import.meta.url).href;
const MAIN = fileURLToPath(new URL("../../packages/gateway/src/main.ts", import.meta.url));
/** What one collection frees may hold what only the next one can free. */
const COLLECTIONS = 3;
const COLLECTION_TIME = 500;
const START_TIME = 60_000;
export const ADMINISTRATOR = { username: "bench", password: "bench-secret" } as const;

/** A gateway as a process of its own, with an empty embedded database. */
export class GatewayProcess {
  readonly url: string;
  readonly pid: number;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, pid: number, process: ChildProcess, folder: string) {
    this.url = url;
    this.pid = pid;
    this.#process = process;
    this.#folder = folder;
  }

  /** @param nodeFlags of the Node that runs it */
  static async start(nodeFlags: readonly string[]): Promise<GatewayProcess> {
    const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-"));
    const port = await freePort();
    const gateway = spawn(process.execPath, ["--expose-gc", "--import", COLLECT, ...nodeFlags, MAIN], {
      stdio: ["ignore", "ignore", "inherit"],
      cwd: folder,
      env: {
        ...process.env,
        // As `npm start` does.
        MALLOC_TRIM_THRESHOLD_: String(128 * 1024),
        PASSERELLE_HOST: "127.0.0.1",
        PASSERELLE_PORT: String(port),
        PASSERELLE_DATA_DIR: folder,
        PASSERELLE_ADMIN_USER: ADMINISTRATOR.username,
        PASSERELLE_ADMIN_PASSWORD: ADMINISTRATOR.password,
        PASSERELLE_LOG_LEVEL: "error",
      },
    });
    const url = `http://127.0.0.1:${port}`;
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    await until("the gateway answers", answers, START_TIME);
    return new GatewayProcess(url, gateway.pid as number, gateway, folder);
  }

  /** Stores a connection of the administrator's. */
  async createConnection(name: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const signedIn = await signIn(this.url, ADMINISTRATOR.username, ADMINISTRATOR.password);
    await createConnection(this.url, signedIn, name, parameters);
  }

  /** MiB of PSS once the garbage is gone. */
  async memoryInUse(): Promise<number> {
    for (let turn = 0; turn < COLLECTIONS; turn++) {
      this.#process.kill("SIGUSR2");
      await delay(COLLECTION_TIME);
    }
    return proportionalMemory(this.pid);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
