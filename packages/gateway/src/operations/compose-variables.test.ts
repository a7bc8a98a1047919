import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OPEN_TIME } from "../database/testing/test-databases.ts";
import { freePort, type GatewayProcess, spawnGateway } from "./testing/gateway-process.ts";

let folder: string;
let port: number;
let gateway: GatewayProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-compose-"));
  port = await freePort();
});
afterEach(async () => {
  gateway?.process.kill("SIGKILL");
  await gateway?.ended;
  rmSync(folder, { recursive: true });
});

/** What only a test needs: neither is in a compose file of Guacamole. */
function place(): Record<string, string> {
  return { PASSERELLE_HOST: "127.0.0.1", PASSERELLE_PORT: String(port), PASSERELLE_DATA_DIR: folder };
}

async function signIn(forwardedFor: string): Promise<Response> {
  const body = new URLSearchParams({ username: "guacadmin", password: "chosen" });
  const headers = { "x-forwarded-for": forwardedFor, "x-forwarded-proto": "https" };
  return fetch(`http://127.0.0.1:${port}/guacamole/api/tokens`, { method: "POST", body, headers });
}

async function withDatabase(url: string, use: (name: string) => Promise<void>): Promise<void> {
  const name = `passerelle_test_${randomBytes(6).toString("hex")}`;
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    await server.query(`create database ${name}`);
    await use(name);
  } finally {
    await server.query(`drop database if exists ${name} with (force)`);
    await server.end();
  }
}

test.each([process.env.TEST_POSTGRES_URL].filter((url) => url !== undefined))(
  "starts on PostgreSQL with the variables of the compose file that it replaces",
  async (url) => {
    const { hostname, port: serverPort, username, password } = new URL(url);
    await withDatabase(url, async (name) => {
      writeFileSync(join(folder, "password"), `${password || "any"}\n`);
      gateway = spawnGateway({
        ...place(),
        PASSERELLE_ADMIN_PASSWORD: "chosen",
        GUACD_HOSTNAME: "guacd",
        POSTGRES_HOSTNAME: hostname,
        POSTGRES_PORT: serverPort,
        POSTGRES_DATABASE: name,
        POSTGRES_USER: username,
        POSTGRES_PASSWORD_FILE: join(folder, "password"),
        LDAP_HOSTNAME: "ldap",
      });
      await gateway.until(/is ready/);
      expect(gateway.output).toContain("GUACD_HOSTNAME: Passerelle speaks RDP itself and needs no guacd.");
      expect(gateway.output).toMatch(/"level":40.*LDAP_HOSTNAME: logging in by LDAP is not there yet/);
      expect((await signIn("192.0.2.7")).status).toBe(200);
      const client = new pg.Client({ connectionString: new URL(name, url).href });
      await client.connect();
      const { rows } = await client.query("select username, remote_host from guacamole_user_history");
      await client.end();
      expect(rows).toEqual([{ username: "guacadmin", remote_host: "127.0.0.1" }]);
      gateway.process.kill("SIGTERM");
      expect(await gateway.ended).toBe(0);
    });
  },
  OPEN_TIME,
);

test(
  "behind a proxy, clients are known by what it says; behind TLS browsers are told to stay there",
  async () => {
    gateway = spawnGateway({
      ...place(),
      PASSERELLE_ADMIN_PASSWORD: "chosen",
      REMOTE_IP_VALVE_ENABLED: "true",
      WEBAPP_CONTEXT: "desktops",
    });
    await gateway.until(/is ready/);
    const response = await signIn("198.51.100.1, 192.0.2.7");
    expect(response.status).toBe(200);
    expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(gateway.output).toMatch(/"remoteHost":"192\.0\.2\.7"/);
    const languages = await fetch(`http://127.0.0.1:${port}/desktops/api/languages`);
    expect(await languages.json()).toEqual({ en: "English", fr: "Français" });
    expect(languages.headers.get("strict-transport-security")).toBeNull();
  },
  OPEN_TIME,
);

test(
  "a wrong environment is told whole, and no secret of it",
  async () => {
    gateway = spawnGateway({
      ...place(),
      PASSERELLE_PORT: "x",
      POSTGRES_HOSTNAME: "db",
      POSTGRES_PASSWORD: "hush",
      TOTP_DIGITS: "9",
    });
    expect(await gateway.ended).toBe(1);
    expect(gateway.output.trimEnd().split("\n")).toHaveLength(3);
    expect(gateway.output).not.toContain("hush");
  },
  OPEN_TIME,
);
