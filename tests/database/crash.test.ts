import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeadlessDesktop } from "@passerelle/headless";
import { type Playground, startPlayground } from "@passerelle/playground";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openEmbedded } from "../../packages/gateway/src/database/database.ts";
import { createOnServer, openTestPostgres } from "../../packages/gateway/src/database/testing/test-databases.ts";
import { freePort } from "../../packages/gateway/src/operations/testing/free-port.ts";
import { type GatewayProcess, spawnGateway } from "../../packages/gateway/src/operations/testing/gateway-process.ts";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { Xrdp } from "../servers/xrdp.ts";

const PATIENCE = 180_000;
const ADMIN = { username: "boss", password: "crash-1" };
/** Two heartbeats: without them the loss would be as long. */
const WORKED = 22_000;
/** Milliseconds that a crash may cost: one heartbeat, and what a busy machine takes. */
const MOST_LOST = 16_000;

/** Where a gateway keeps its data, and how to look at it. */
interface Engine {
  readonly variables: Record<string, string>;
  open(): Promise<Database>;
  drop(): Promise<void>;
}

let root: DebianRoot;
let playground: Playground;
let xrdp: Xrdp;
const running = new Set<GatewayProcess>();

beforeAll(async () => {
  root = await DebianRoot.open("bookworm");
  [playground, xrdp] = await Promise.all([startPlayground(), Xrdp.start(root, { security: "tls", firstDisplay: 53 })]);
}, PATIENCE);

afterAll(async () => {
  for (const { process, ended } of running) {
    process.kill("SIGKILL");
    await ended;
  }
  xrdp?.stop();
  await playground?.stop();
});

async function embedded(folder: string): Promise<Engine> {
  return { variables: {}, open: () => openEmbedded(folder), drop: async () => {} };
}

async function onServer(url: string): Promise<Engine> {
  const { hostname: host, port, username: user, password } = new URL(url);
  const { name, drop } = await createOnServer(url);
  const variables = {
    POSTGRES_HOSTNAME: host,
    POSTGRES_PORT: port,
    POSTGRES_DATABASE: name,
    POSTGRES_USER: user,
    POSTGRES_PASSWORD: password || "any",
  };
  return {
    variables,
    open: () => openTestPostgres({ host, port: Number(port), database: name, user, password }),
    drop,
  };
}

/** A gateway of an engine, that can be started again and again. */
async function start(variables: Record<string, string>): Promise<GatewayProcess> {
  const gateway = spawnGateway(variables);
  running.add(gateway);
  await gateway.until(/is ready/);
  return gateway;
}

async function end(gateway: GatewayProcess, signal: NodeJS.Signals): Promise<void> {
  gateway.process.kill(signal);
  await gateway.ended;
  running.delete(gateway);
}

async function addConnection(url: string, name: string, parameters: Record<string, string>): Promise<void> {
  const signedIn = await fetch(`${url}/api/tokens`, { method: "POST", body: new URLSearchParams(ADMIN) });
  const { authToken } = (await signedIn.json()) as { authToken: string };
  const all = { hostname: "127.0.0.1", "ignore-cert": "true", ...parameters };
  const body = { parentIdentifier: "ROOT", name, protocol: "rdp", parameters: all, attributes: {} };
  const answer = await fetch(`${url}/api/session/data/postgresql/connections`, {
    method: "POST",
    headers: { "Guacamole-Token": authToken, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

async function readHistory({ queries }: Database) {
  const rows = await queries
    .selectFrom("guacamole_connection_history as history")
    .leftJoin("passerelle_session_end as ending", "ending.history_id", "history.history_id")
    .select(["history.history_id as id", "connection_name as name", "start_date as start", "end_date as end", "cause"])
    .orderBy("history.history_id")
    .execute();
  const stretches = await queries.selectFrom("passerelle_active_stretch").selectAll().orderBy("start_date").execute();
  const runs = await queries.selectFrom("passerelle_gateway_run").selectAll().orderBy("started").execute();
  return { rows, stretches, runs };
}

const ENGINES: readonly (readonly [string, (folder: string) => Promise<Engine>])[] = [
  ["the embedded database", embedded],
  ...[process.env.TEST_POSTGRES_URL]
    .filter((url) => url !== undefined)
    .map((url) => ["PostgreSQL", () => onServer(url)] as const),
];

test.concurrent.each(ENGINES)(
  "a gateway that is killed amid sessions loses one heartbeat of them on %s",
  { timeout: PATIENCE },
  async (engineName, engineIn) => {
    const folder = mkdtempSync(join(tmpdir(), "passerelle-crash-"));
    const engine = await engineIn(folder);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const variables = {
      PASSERELLE_DATA_DIR: folder,
      PASSERELLE_HOST: "127.0.0.1",
      PASSERELLE_PORT: String(port),
      PASSERELLE_ADMIN_USER: ADMIN.username,
      PASSERELLE_ADMIN_PASSWORD: ADMIN.password,
      ...engine.variables,
    };
    const open = (connection: string) =>
      HeadlessDesktop.open({ url, ...ADMIN, connection, display: { width: 640, height: 480, scale: 100 } });

    const first = await start(variables);
    const demo = { port: String(playground.port), username: "demo", password: "demo" };
    await addConnection(url, "worked", demo);
    await addConnection(url, "left", demo);
    const worked = [await open("worked")];
    if (engineName === "PostgreSQL") {
      await addConnection(url, "xrdp", { port: String(xrdp.port), username: TEST_USER, password: TEST_PASSWORD });
      worked.push(await open("xrdp"));
    }
    const left = await open("left");
    const began = Date.now();
    for (const desktop of worked) desktop.click(10, 10);
    await left.breakLine();
    const broken = Date.now();
    for (const time of [WORKED / 4, (3 * WORKED) / 4]) {
      await worked[0]?.stay(time);
      for (const desktop of worked) desktop.click(20, 20);
    }
    await end(first, "SIGKILL");
    const killed = Date.now();

    const second = await start(variables);
    expect(second.output).toContain("closed history rows of sessions that a crash had left open");
    const again = await open("worked");
    await again.disconnect();
    await open("left");
    await end(second, "SIGTERM");

    const database = await engine.open();
    const { rows, stretches, runs } = await readHistory(database);
    await database.close();
    await engine.drop();
    rmSync(folder, { recursive: true, force: true });

    const crashed = rows.slice(0, worked.length + 1);
    expect(rows.slice(worked.length + 1)).toMatchObject([
      { name: "worked", cause: "left" },
      { name: "left", cause: "gateway-stopping" },
    ]);
    for (const { id, name, end, cause } of crashed) {
      expect(cause).toBe("heartbeat");
      const reached = end?.getTime() ?? Number.NaN;
      if (name === "left") {
        expect(reached).toBeLessThanOrEqual(broken + 1000);
        continue;
      }
      expect(reached).toBeLessThanOrEqual(killed);
      expect(killed - reached).toBeLessThan(MOST_LOST);
      const [stretch, ...others] = stretches.filter(({ history_id }) => history_id === id);
      expect(others).toEqual([]);
      expect(stretch?.start_date.getTime()).toBeGreaterThanOrEqual(began - 1000);
      expect((stretch?.end_date.getTime() ?? 0) - (stretch?.start_date.getTime() ?? 0)).toBeGreaterThan(WORKED / 5);
    }
    const [before, after] = runs;
    expect(runs).toHaveLength(2);
    expect(before?.stopped).toBeNull();
    expect(killed - (before?.heartbeat.getTime() ?? 0)).toBeLessThan(MOST_LOST);
    expect(after?.started.getTime()).toBeGreaterThan(killed);
    expect(after?.stopped).toEqual(after?.heartbeat);
  },
);
