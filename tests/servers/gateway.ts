import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { collectOutput } from "./debian-root.ts";
import { freePort, until } from "./ports.ts";

export const ADMIN = "admin";
export const ADMIN_PASSWORD = "Admin-Secret-1";
const PROJECT = resolve(import.meta.dirname, "../..");

/** Stored RDP parameters by Guacamole's names. */
export type Parameters = Readonly<Record<string, string>>;

/** The product, as a process of its own on the embedded database in a new folder. */
export class GatewayProcess {
  readonly url: string;
  readonly pid: number;
  readonly #process: ChildProcess;
  /** Its data folder. */
  readonly folder: string;
  readonly #log: () => string;
  #token = "";

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url;
    this.pid = process.pid ?? 0;
    this.#process = process;
    this.folder = folder;
    this.#log = collectOutput(process);
  }

  /** A gateway with an administrator, ADMIN. */
  static async start(): Promise<GatewayProcess> {
    const gateway = await GatewayProcess.startNew({
      PASSERELLE_ADMIN_USER: ADMIN,
      PASSERELLE_ADMIN_PASSWORD: ADMIN_PASSWORD,
    });
    await gateway.signIn();
    return gateway;
  }

  /** A gateway with these variables, as its first start leaves it. */
  static async startNew(variables: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), "passerelle-"));
    const child = spawn(join(PROJECT, "node_modules/.bin/node"), ["packages/gateway/src/main.ts"], {
      cwd: PROJECT,
      env: {
        ...process.env,
        // As `npm start` does.
        MALLOC_TRIM_THRESHOLD_: String(128 * 1024),
        PASSERELLE_HOST: "127.0.0.1",
        PASSERELLE_PORT: String(port),
        PASSERELLE_DATA_DIR: folder,
        ...variables,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const gateway = new GatewayProcess(`http://127.0.0.1:${port}`, child, folder);
    try {
      await until("the gateway says that it is ready", () => gateway.log.includes("is ready"), 60_000);
    } catch (error) {
      await gateway.stop();
      throw new Error(`the gateway did not start:\n${gateway.log}`, { cause: error });
    }
    return gateway;
  }

  /** The administrator's authentication token. */
  get token(): string {
    return this.#token;
  }

  /** What it printed last. */
  get log(): string {
    return this.#log();
  }

  /** Stores an RDP connection and answers its identifier. */
  async createConnection(name: string, parameters: Parameters): Promise<string> {
    const created = (await this.call("POST", "api/session/data/postgresql/connections", {
      name,
      parentIdentifier: "ROOT",
      protocol: "rdp",
      parameters,
      attributes: {},
    })) as { identifier: string };
    return created.identifier;
  }

  /** One call of the API as the administrator; answers the parsed body. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/${path}`, {
      method,
      headers: { "Guacamole-Token": this.#token, ...(body !== undefined && { "Content-Type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** Ends it in good order and removes its folder. */
  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((resolve) => this.#process.once("exit", resolve));
      this.#process.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Has `call` be the administrator's. */
  async signIn(): Promise<void> {
    const response = await fetch(`${this.url}/api/tokens`, {
      method: "POST",
      body: new URLSearchParams({ username: ADMIN, password: ADMIN_PASSWORD }),
    });
    const { authToken } = (await response.json()) as { authToken: string };
    this.#token = authToken;
  }
}
