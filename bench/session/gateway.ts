import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, until } from "../../tests/servers/ports.ts";
import { createConnection, signIn } from "./gateway-api.ts";

const MAIN = fileURLToPath(new URL("../../packages/gateway/src/main.ts", import.meta.url));
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
    const gateway = spawn(process.execPath, [...nodeFlags, MAIN], {
      stdio: ["ignore", "ignore", "inherit"],
      cwd: folder,
      env: {
        ...process.env,
        PASSERELLE_HOST: "127.0.0.1",
        PASSERELLE_PORT: String(port),
        PASSERELLE_DATA_DIR: folder,
        PASSERELLE_ADMIN_USER: ADMINISTRATOR.username,
        PASSERELLE_ADMIN_PASSWORD: ADMINISTRATOR.password,
        PASSERELLE_LOG_LEVEL: "error",
      },
    });
    const url = `http://127.0.0.1:${port}`;
    await until("the gateway answers", () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    return new GatewayProcess(url, gateway.pid as number, gateway, folder);
  }

  /** Stores a connection of the administrator's. */
  async createConnection(name: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const signedIn = await signIn(this.url, ADMINISTRATOR.username, ADMINISTRATOR.password);
    await createConnection(this.url, signedIn, name, parameters);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
