import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { UsageError } from "./command.ts";
import { CommandContext } from "./command-context.ts";
import { COMMANDS } from "./commands.ts";
import { databaseSettings } from "./database-url.ts";

const [testDatabase] = testDatabases();
const folder = mkdtempSync(join(tmpdir(), "passerelle-exchange-"));
const file = (name: string) => join(folder, name);

let database: Database;

beforeAll(async () => {
  database = await testDatabase.open();
  await migrate(database.queries);
}, OPEN_TIME);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** A command line whose database is open already. */
class OpenContext extends CommandContext {
  override async openDatabase(): Promise<Database> {
    return database;
  }
}

const output: string[] = [];

async function run(name: string, ...parameters: string[]): Promise<string> {
  output.length = 0;
  const context = new OpenContext({
    environment: { PASSERELLE_SECRET_KEY: Buffer.alloc(32).toString("base64") },
    write: (text) => output.push(text),
    complain: () => undefined,
  });
  await COMMANDS.find((command) => command.name === name)?.run(context, parameters);
  return output.join("");
}

test("a file is imported and exported again", async () => {
  writeFileSync(file("in.csv"), "name,protocol,hostname,password,users\ndesk,rdp,h,hush,zoé\n");
  expect(await run("import", "--dry-run", file("in.csv"))).toContain("Would make 1 connections, 1 users");
  expect(await run("import", file("in.csv"))).toContain("Made 1 connections, 1 users and 0 groups");
  expect(await run("import", "--existing", "skip", file("in.csv"))).toContain("left 1 as they are");

  writeFileSync(file("out.json"), "", { mode: 0o644 });
  expect(await run("export", file("out.json"))).toContain("1 connections were written");
  expect(statSync(file("out.json")).mode & 0o777).toBe(0o600);
  expect(readFileSync(file("out.json"), "utf8")).not.toContain("hush");
  await run("export", "--secrets", "--format", "yaml", file("out.txt"));
  expect(readFileSync(file("out.txt"), "utf8")).toContain("password: hush");
  const actions = await database.queries.selectFrom("passerelle_audit").select(["action", "actor"]).execute();
  expect(actions.filter(({ action }) => action === "export")).toEqual([
    { action: "export", actor: "" },
    { action: "export", actor: "" },
  ]);
});

test("what is wrong with a file is told, and nothing is imported", async () => {
  writeFileSync(file("bad.yml"), "- name: a\n  protocol: rdp\n- name: b\n  protocol: rdp\n  parameters: {port: x}\n");
  await expect(run("import", file("bad.yml"))).rejects.toThrow("Nothing was imported.");
  await expect(run("import", file("none.csv"))).rejects.toThrow("cannot be read");
  await expect(run("import", file("bad.yml"))).rejects.toThrow();
  expect(output.join("")).toMatch(/^line 3: port must be a whole number/);
});

test.each([
  ["import", []],
  ["import", ["a.csv", "b.csv"]],
  ["import", ["a.csv", "--database", "postgres://h/d"]],
  ["import", ["--database", "mysql://h/d"]],
  ["import", ["a.txt"]],
  ["import", ["a.csv", "--existing", "merge"]],
  ["export", []],
  ["export", ["a.xls"]],
])("%s %j cannot be understood", async (name, parameters) => {
  await expect(run(name, ...parameters)).rejects.toThrow(UsageError);
});

test("a database is named by a URL", () => {
  expect(databaseSettings("postgresql://a%40b:p%2Fw@db:5433/guacamole_db?sslmode=require")).toMatchObject({
    ...{ host: "db", port: 5433, database: "guacamole_db", user: "a@b", password: "p/w", plainWillDo: false },
    tls: { rejectUnauthorized: false },
  });
  expect(databaseSettings("postgres://db/g?sslmode=disable")).toMatchObject({ port: 5432, tls: undefined });
});
