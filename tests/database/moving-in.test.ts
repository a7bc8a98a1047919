import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { HeadlessDesktop } from "@passerelle/headless";
import { type Playground, startPlayground } from "@passerelle/playground";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGuacamoleFixture } from "../../packages/gateway/src/database/testing/guacamole-fixture.ts";
import { openTestPostgres } from "../../packages/gateway/src/database/testing/test-databases.ts";
import { DebianRoot } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";
import { type Postgres, startPostgres } from "../servers/postgres.ts";
import { totpCode } from "../totp.ts";

const PROJECT = resolve(import.meta.dirname, "../..");
const DATABASE = "guacamole_db";
const PATIENCE = 120_000;

/** The fixture's: a user whose hash has no salt, and the connection that he may use, with its password. */
const AGENT = { username: "alexandra", password: "alexandra" };
const CONNECTION = "Alexandra - Windows 11";
const DESKTOP_PASSWORD = "pàss:🔑";
const TOTP_SECRET = "JBSWY3DPEHPK3PXP";
const NEW_PASSWORD = "Une-Phrase-De-Passe-1";

/** As operators of Guacamole have them, word for word. */
const HOURS_OF_ONE = `
SELECT 
  username,
  COUNT(*) as nb_sessions,
  SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as total_hours
FROM guacamole_connection_history
WHERE username = 'alexandra'
  AND start_date >= DATE_TRUNC('month', CURRENT_DATE)
  AND end_date IS NOT NULL
GROUP BY username;
`;
const HOURS_OF_ALL = `
    SELECT username,
           SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as hours
    FROM guacamole_connection_history
    WHERE start_date >= DATE_TRUNC('month', CURRENT_DATE)
      AND end_date IS NOT NULL
    GROUP BY username
`;

let root: DebianRoot;
let postgres: Postgres;
let playground: Playground;
let gateway: GatewayProcess;
let folder: string;

function psql(script: string): Promise<string> {
  return postgres.psql(DATABASE, script).then((output) => output.trim());
}

/** The variables of Guacamole's compose file, and where the key is. */
function variables(): Record<string, string> {
  return {
    GUACD_HOSTNAME: "guacd",
    POSTGRES_HOSTNAME: postgres.host,
    POSTGRES_PORT: String(postgres.port),
    POSTGRES_DATABASE: DATABASE,
    POSTGRES_USER: postgres.user,
    POSTGRES_PASSWORD: "of no account",
    PASSERELLE_SECRET_KEY_FILE: join(folder, "secret.key"),
  };
}

/** Runs a command of passerelle beside the gateway; answers what it prints. */
async function command(...words: string[]): Promise<string> {
  const main = join(PROJECT, "packages/gateway/src/main.ts");
  const env = { ...process.env, PASSERELLE_DATA_DIR: folder, ...variables() };
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...words], { env });
  return stdout;
}

interface LogInAnswer {
  readonly username?: string;
  readonly translatableMessage: { readonly key: string };
}

async function logIn(fields: Record<string, string>): Promise<{ status: number; body: LogInAnswer }> {
  const answer = await fetch(`${gateway.url}/api/tokens`, { method: "POST", body: new URLSearchParams(fields) });
  return { status: answer.status, body: (await answer.json()) as LogInAnswer };
}

/** Opens the agent's desktop, sees a picture, and leaves. */
async function work(): Promise<void> {
  const display = { width: 640, height: 480, scale: 100 };
  const desktop = await HeadlessDesktop.open({ url: gateway.url, ...AGENT, connection: CONNECTION, display });
  await desktop.disconnect();
  await until("no history row of the agent's is open but Guacamole's", async () => {
    const open = await psql("select count(*) from guacamole_connection_history where end_date is null");
    return open === "1";
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-moving-"));
  playground = await startPlayground({ account: { username: "francia", password: DESKTOP_PASSWORD } });
  root = await DebianRoot.open("bookworm");
  postgres = await startPostgres(root);
  await postgres.psql("postgres", `create database ${DATABASE}`);
  const database = await openTestPostgres({ ...postgres, database: DATABASE, password: "" });
  await createGuacamoleFixture(database.queries, "1.5");
  await database.close();
  await psql(`update guacamole_connection_parameter set parameter_value = '127.0.0.1'
      where connection_id = 1 and parameter_name = 'hostname';
    insert into guacamole_connection_parameter values (1, 'port', '${playground.port}'), (1, 'username', 'francia'),
      (1, 'ignore-cert', 'true');
    update guacamole_user set access_window_start = null, access_window_end = null;
    delete from guacamole_connection_attribute where attribute_name = 'guac-restrict-time-allowed'`);
  gateway = await GatewayProcess.startNew(variables());
}, PATIENCE);

afterAll(async () => {
  await gateway?.stop();
  await postgres?.stop();
  await playground?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the start tells what was found and done", () => {
  expect(gateway.log).toContain("adopted the database of Guacamole 1.0 to 1.5: 3 users and 2 groups");
  expect(gateway.log).toContain("5 connections in 3 groups (1 kubernetes, 1 ssh, 1 vnc: kept, but not opened)");
  expect(gateway.log).toContain("4 history rows (1 left open by Guacamole)");
  expect(gateway.log).toContain("encrypted 8 secrets of connections and 1 TOTP secret");
});

test("people log in as before, with the code of the second factor that they had", async () => {
  expect(await logIn({ username: "guacadmin", password: "wrong" })).toMatchObject({ status: 403 });
  const wellKnown = { username: "guacadmin", password: "guacadmin" };
  expect((await logIn(wellKnown)).body.translatableMessage.key).toBe("LOGIN.INFO_PASSWORD_EXPIRED");
  const administrator = { ...wellKnown, "new-password": NEW_PASSWORD, "confirm-new-password": NEW_PASSWORD };
  expect((await logIn(administrator)).body.translatableMessage.key).toBe("TOTP.INFO_CODE_REQUIRED");
  expect(await logIn({ ...administrator, "guac-totp": totpCode(TOTP_SECRET) })).toMatchObject({
    status: 200,
    body: { username: "guacadmin" },
  });
});

test("an agent works, and the operator's queries count the hours", async () => {
  await psql(`insert into guacamole_connection_history (username, connection_name, start_date, end_date)
    values ('alexandra', '${CONNECTION}', date_trunc('month', current_date), date_trunc('month', current_date) + interval '2.5 hours')`);
  await work();
  const [username, sessions, hours] = (await psql(HOURS_OF_ONE)).split("|");
  expect([username, sessions]).toEqual(["alexandra", "2"]);
  expect(Number(hours)).toBeGreaterThan(2.5);
  expect(Number(hours)).toBeLessThan(2.6);
  expect(await psql(HOURS_OF_ALL)).toBe(`alexandra|${hours}`);
});

test("the operator's script and the command count the same hours", async () => {
  await psql("create role guacamole_user superuser login");
  const script = readFileSync(join(import.meta.dirname, "extract-hours.py"), "utf8");
  const printed = await root.run(["python3", "-c", script], { PGPORT: String(postgres.port) });
  const counted = await command("hours", "--json", "--zone", await psql("show timezone"));
  expect(JSON.parse(counted)).toEqual(JSON.parse(String(printed)));
  expect(JSON.parse(counted).alexandra).toBeGreaterThanOrEqual(2.5);
  expect(await command("hours", "--zone", await psql("show timezone"))).toMatch(/^alexandra .* 2\.5\d$/m);
});

test("the key is rotated while the gateway runs", async () => {
  const before = readFileSync(join(folder, "secret.key"), "utf8");
  expect(await command("secrets", "rotate")).toContain("7 of connections, 1 of sharing profiles, 1 of TOTP");
  const after = readFileSync(join(folder, "secret.key"), "utf8");
  expect(after.endsWith(before)).toBe(true);
  expect(await command("secrets", "status")).toMatch(
    / 7 {2}secrets of connections, encrypted with key \w+ \(current\)/,
  );
  await work();
});

test("the database goes back to Guacamole", async () => {
  await expect(command("secrets", "release")).rejects.toThrow("A gateway is running on this database");
  await gateway.stop();
  // As Guacamole checks them: SHA-256 of the password and the salt in upper-case hex.
  const isPassword = (name: string, password: string) => `select sha256(convert_to(
      '${password}' || coalesce(upper(encode(password_salt, 'hex')), ''), 'UTF8')) = password_hash
    from guacamole_user join guacamole_entity using (entity_id) where name = '${name}' and type = 'USER'`;
  expect(await psql(isPassword("guacadmin", NEW_PASSWORD))).toBe("f");
  const secret =
    "select parameter_value from guacamole_connection_parameter where parameter_name = 'password' and connection_id = 1";
  expect(await psql(secret)).toMatch(/^passerelle:/);
  expect(await command("secrets", "release")).toContain("Guacamole has back: 2");
  expect(await psql(secret)).toBe(DESKTOP_PASSWORD);
  expect(
    await psql(`select attribute_value from guacamole_user_attribute where attribute_name = 'guac-totp-key-secret'`),
  ).toBe(TOTP_SECRET);
  expect(await psql(isPassword("guacadmin", NEW_PASSWORD))).toBe("t");
  expect(await psql(isPassword(AGENT.username, AGENT.password))).toBe("t");
  expect(await psql("select count(*) from guacamole_user_history where end_date is null")).toBe("2");
});
