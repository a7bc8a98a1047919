import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openEmbedded } from "../database/database.ts";
import { createOnServer, OPEN_TIME } from "../database/testing/test-databases.ts";
import { freePort } from "./testing/free-port.ts";
import { type GatewayProcess, spawnGateway } from "./testing/gateway-process.ts";

/** An empty database, copied for each test: making one takes seconds. */
let template: string;
let folder: string;
let port: number;
const runs: GatewayProcess[] = [];

function start(environment: Record<string, string> = {}): GatewayProcess {
  const own = { PASSERELLE_DATA_DIR: folder, PASSERELLE_HOST: "127.0.0.1", PASSERELLE_PORT: String(port) };
  const run = spawnGateway({ ...own, ...environment });
  runs.push(run);
  return run;
}

async function signIn(username: string, password: string, more: Record<string, string> = {}) {
  const body = new URLSearchParams({ username, password, ...more });
  const response = await fetch(`http://127.0.0.1:${port}/api/tokens`, { method: "POST", body });
  return { status: response.status, body: (await response.json()) as { type?: string; authToken?: string } };
}

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), "passerelle-template-"));
  const database = await openEmbedded(template);
  await database.close();
}, OPEN_TIME);
afterAll(() => rmSync(template, { recursive: true, force: true }));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-data-"));
  cpSync(template, folder, { recursive: true });
  port = await freePort();
});
afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.process.kill("SIGKILL");
    await run.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

test(
  "the first start prints a password that must be changed; the next one prints none",
  async () => {
    const first = start({ PASSERELLE_ADMIN_USER: "boss", PASSERELLE_DEMO_DESKTOP: "127.0.0.1:3390" });
    const [, password] = await first.until(/password {3}(\w+)/);
    expect(first.output).toContain(`http://127.0.0.1:${port}/`);
    expect((await signIn("boss", password)).body.type).toBe("INSUFFICIENT_CREDENTIALS");
    const changed = await signIn("boss", password, { "new-password": "mine", "confirm-new-password": "mine" });
    expect(changed.status).toBe(200);

    const tree = await fetch(
      `http://127.0.0.1:${port}/api/session/data/postgresql/connectionGroups/ROOT/tree?token=${changed.body.authToken}`,
    );
    expect(await tree.json()).toMatchObject({ childConnections: [{ name: "Demo desktop", protocol: "rdp" }] });

    const socket = new WebSocket(`ws://127.0.0.1:${port}/tunnel?token=${changed.body.authToken}`, "passerelle.1");
    await once(socket, "open");
    first.process.kill("SIGTERM");
    const [code] = await once(socket, "close");
    expect(code).toBe(1001);
    expect(await first.ended).toBe(0);

    const second = start();
    await second.until(/is ready/);
    expect(second.output).not.toContain("password");
    expect((await signIn("boss", "mine")).status).toBe(200);
  },
  OPEN_TIME,
);

test(
  "an embedded database whose making was interrupted is made anew",
  async () => {
    rmSync(join(folder, "database"), { recursive: true });
    mkdirSync(join(folder, "database.unfinished"));
    writeFileSync(join(folder, "database.unfinished", "PG_VERSION"), "17");
    const database = await openEmbedded(folder);
    await database.close();
    expect(readdirSync(folder)).toEqual(["database"]);
  },
  OPEN_TIME,
);

test(
  "a start after a crash takes the folder over and closes open history with its last heartbeat",
  async () => {
    const first = start({ PASSERELLE_ADMIN_PASSWORD: "chosen" });
    await first.until(/is ready/);
    expect((await signIn("guacadmin", "chosen")).status).toBe(200);
    first.process.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");

    const heartbeat = new Date("2026-01-01T10:30:00Z");
    let database = await openEmbedded(folder);
    const row = { username: "u", connection_name: "c", start_date: new Date("2026-01-01T10:00:00Z") };
    const { history_id } = await database.queries
      .insertInto("guacamole_connection_history")
      .values(row)
      .returning("history_id")
      .executeTakeFirstOrThrow();
    await database.queries.insertInto("passerelle_session").values({ history_id, heartbeat }).execute();
    await database.close();

    const second = start();
    await second.until(/is ready/);
    await second.until(/crash/);
    second.process.kill("SIGINT");
    expect(await second.ended).toBe(0);
    database = await openEmbedded(folder);
    const closed = await database.queries.selectFrom("guacamole_connection_history").select("end_date").execute();
    await database.close();
    expect(closed).toEqual([{ end_date: heartbeat }]);
  },
  OPEN_TIME,
);

test(
  "a misspelt setting says why and exits with 1",
  async () => {
    const misspelt = start({ PASSERELLE_PROT: "80" });
    expect(await misspelt.ended).toBe(1);
    expect(misspelt.output).toBe("PASSERELLE_PROT is not a setting; did you mean PASSERELLE_PORT?\n");
  },
  OPEN_TIME,
);

test(
  "a folder in use says by whom and exits with 1",
  async () => {
    const running = start();
    await running.until(/is ready/);
    const second = start({ PASSERELLE_PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`in use by process ${running.process.pid}`);
  },
  OPEN_TIME,
);

test(
  "a port in use says so and exits with 1",
  async () => {
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const run = start();
    expect(await run.ended).toBe(1);
    other.close();
    expect(run.output).toContain(`port ${port} is taken`);
  },
  OPEN_TIME,
);

test(
  "a lost key file stops the start before anything is encrypted with another key",
  async () => {
    const first = start();
    await first.until(/is ready/);
    first.process.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    rmSync(join(folder, "secret.key"));
    const keyless = start();
    expect(await keyless.ended).toBe(1);
    expect(keyless.output).toMatch(/encrypted with key \w+, but the key file .* is missing/);
  },
  OPEN_TIME,
);

test(
  "behind a proxy, clients are known by what it says; behind TLS browsers are told to stay there",
  async () => {
    const run = start({
      PASSERELLE_ADMIN_PASSWORD: "chosen",
      REMOTE_IP_VALVE_ENABLED: "true",
      WEBAPP_CONTEXT: "desktops",
    });
    await run.until(/is ready/);
    const response = await fetch(`http://127.0.0.1:${port}/desktops/api/tokens`, {
      method: "POST",
      body: new URLSearchParams({ username: "guacadmin", password: "chosen" }),
      headers: { "x-forwarded-for": "198.51.100.1, 192.0.2.7", "x-forwarded-proto": "https" },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000");
    await run.until(/"remoteHost":"192\.0\.2\.7"/);
    const plain = await fetch(`http://127.0.0.1:${port}/desktops/api/languages`);
    expect(plain.headers.get("strict-transport-security")).toBeNull();
  },
  OPEN_TIME,
);

test(
  "a wrong environment is told whole, and no secret of it",
  async () => {
    const run = start({ PASSERELLE_PORT: "x", POSTGRES_HOSTNAME: "db", POSTGRES_PASSWORD: "hush", TOTP_DIGITS: "9" });
    expect(await run.ended).toBe(1);
    expect(run.output.trimEnd().split("\n")).toHaveLength(3);
    expect(run.output).not.toContain("hush");
  },
  OPEN_TIME,
);

test.each([process.env.TEST_POSTGRES_URL].filter((url) => url !== undefined))(
  "the compose file of Guacamole starts it on PostgreSQL",
  async (url) => {
    const { hostname, port: serverPort, username, password } = new URL(url);
    const { name, drop } = await createOnServer(url);
    writeFileSync(join(folder, "password"), `${password || "any"}\n`);
    const run = start({
      GUACD_HOSTNAME: "guacd",
      POSTGRES_HOSTNAME: hostname,
      POSTGRES_PORT: serverPort,
      POSTGRES_DATABASE: name,
      POSTGRES_USER: username,
      POSTGRES_PASSWORD_FILE: join(folder, "password"),
      LDAP_HOSTNAME: "ldap",
      PASSERELLE_ADMIN_PASSWORD: "chosen",
    });
    await run.until(/is ready/);
    expect(run.output).toContain("GUACD_HOSTNAME: Passerelle speaks RDP itself and needs no guacd.");
    expect(run.output).toMatch(/"level":40.*LDAP_HOSTNAME: logging in by LDAP is not there yet/);
    expect((await signIn("guacadmin", "chosen")).status).toBe(200);
    const client = new pg.Client({ connectionString: new URL(name, url).href });
    await client.connect();
    const { rows } = await client.query("select username, remote_host from guacamole_user_history");
    await client.end();
    expect(rows).toEqual([{ username: "guacadmin", remote_host: "127.0.0.1" }]);
    run.process.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    await drop();
  },
  OPEN_TIME,
);

test(
  "a proxy that is not trusted is spoken of once, and not listened to",
  async () => {
    const run = start();
    await run.until(/is ready/);
    for (const address of ["192.0.2.7", "192.0.2.8"]) {
      await fetch(`http://127.0.0.1:${port}/api/languages`, { headers: { "x-forwarded-for": address } });
    }
    run.process.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.output.match(/name it in PASSERELLE_TRUSTED_PROXIES/g)).toHaveLength(1);
  },
  OPEN_TIME,
);
