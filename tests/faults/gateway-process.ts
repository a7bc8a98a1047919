import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DeviceLine, type DeviceLineOptions, HeadlessDesktop } from "@passerelle/headless";
import { freePort, until, untilListening } from "../servers/ports.ts";

const MAIN = fileURLToPath(new URL("../../packages/gateway/src/main.ts", import.meta.url));
const USER = "boss";
const PASSWORD = "faults-1";
const START_TIME = 60_000;
const SMALL_DISPLAY = { width: 640, height: 480, scale: 100 };

/** A line of the gateway's log. */
export interface LogLine {
  readonly msg: string;
  readonly connection?: string;
  readonly code?: string;
  readonly detail?: string;
}

/** A gateway with an empty embedded database, as a process of its own. */
export class GatewayProcess {
  readonly url: string;
  readonly log: LogLine[] = [];
  readonly #child: ChildProcess;
  readonly #folder: string;
  #token = "";

  private constructor(url: string, child: ChildProcess, folder: string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
  }

  static async start(): Promise<GatewayProcess> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), "passerelle-faults-"));
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PASSERELLE_DATA_DIR: folder,
        PASSERELLE_HOST: "127.0.0.1",
        PASSERELLE_PORT: String(port),
        PASSERELLE_ADMIN_USER: USER,
        PASSERELLE_ADMIN_PASSWORD: PASSWORD,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gateway = new GatewayProcess(`http://127.0.0.1:${port}`, child, folder);
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) gateway.log.push(JSON.parse(line));
    });
    await untilListening(port, START_TIME);
    const body = new URLSearchParams({ username: USER, password: PASSWORD });
    const signedIn = await fetch(`${gateway.url}/api/tokens`, { method: "POST", body });
    gateway.#token = ((await signedIn.json()) as { authToken: string }).authToken;
    return gateway;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("close", resolve));
    this.#child.kill("SIGTERM");
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Resident memory in bytes. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** Stores a connection to a playground; answers its identifier. */
  async addConnection(name: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const all = { hostname: "127.0.0.1", username: "demo", password: "demo", "ignore-cert": "true", ...parameters };
    const body = { parentIdentifier: "ROOT", name, protocol: "rdp", parameters: all, attributes: {} };
    const answer = await this.#request("connections", { method: "POST", body: JSON.stringify(body) });
    return ((await answer.json()) as { identifier: string }).identifier;
  }

  /** The history rows of a connection. */
  async history(connection: string): Promise<{ readonly endDate: number | null }[]> {
    const answer = await this.#request("history/connections", {});
    const rows = (await answer.json()) as { connectionIdentifier: string; endDate: number | null }[];
    return rows.filter(({ connectionIdentifier }) => connectionIdentifier === connection);
  }

  /** The log lines that tell how sessions of a connection ended. */
  endings(connection: string): LogLine[] {
    return this.log.filter((line) => line.msg === "session ended" && line.connection === connection);
  }

  /** @param url where the client connects to, if not to the gateway itself */
  open(connection: string, display = SMALL_DISPLAY, url = this.url): Promise<HeadlessDesktop> {
    return HeadlessDesktop.open({ url, username: USER, password: PASSWORD, connection, display });
  }

  /** A page's line to the devices of a desktop. */
  devices(options: Pick<DeviceLineOptions, "session" | "decodes" | "received">): Promise<DeviceLine> {
    return DeviceLine.open({ url: this.url, username: USER, password: PASSWORD, ...options });
  }

  /** Stores a sharing profile of a connection; answers its identifier. */
  async addProfile(connection: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const body = { primaryConnectionIdentifier: connection, name: "profile", parameters, attributes: {} };
    const answer = await this.#request("sharingProfiles", { method: "POST", body: JSON.stringify(body) });
    return ((await answer.json()) as { identifier: string }).identifier;
  }

  /** A guest of a session. */
  async join(session: string, profile: string, url = this.url): Promise<HeadlessDesktop> {
    const answer = await this.#request(`activeConnections/${session}/sharingCredentials/${profile}`, {});
    const { values } = (await answer.json()) as { values: { key: string } };
    return HeadlessDesktop.join({ url }, values.key);
  }

  /** Waits until the one session of a connection has ended in log and history. */
  async untilEnded(connection: string): Promise<void> {
    await until("the session is over", async () => {
      const rows = await this.history(connection);
      return this.endings(connection).length > 0 && rows.every(({ endDate }) => endDate !== null);
    });
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    const headers = { "Guacamole-Token": this.#token, "Content-Type": "application/json" };
    const answer = await fetch(`${this.url}/api/session/data/postgresql/${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}
