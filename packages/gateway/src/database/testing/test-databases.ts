import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { type Database, openInMemory, openPostgres } from "../database.ts";

/** Milliseconds that opening a database may take on a busy machine. */
export const OPEN_TIME = 60_000;

/** A way to open an empty database. */
export interface TestDatabase {
  readonly name: string;
  open(): Promise<Database>;
}

/** Where a database on a PostgreSQL server is. */
interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** Opens a database on a server, without TLS. */
export function openTestPostgres(server: TestServer): Promise<Database> {
  const settings = { ...server, tls: undefined, plainWillDo: true, statementTimeout: 0, queryTimeout: 0 };
  return openPostgres(settings, pino({ level: "silent" }), "passerelle test");
}

/** A new database on the server of `url`, without tables. */
export async function createOnServer(url: string): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const name = `passerelle_test_${randomBytes(6).toString("hex")}`;
  const administration = new pg.Client({ connectionString: url });
  await administration.connect();
  await administration.query(`create database ${name}`);
  const drop = async () => {
    await administration.query(`drop database ${name} with (force)`);
    await administration.end();
  };
  return { name, drop };
}

/** A new database of its own on the server of `url`, dropped when it is closed. */
async function openOnServer(url: string): Promise<Database> {
  const { hostname: host, port, username: user, password } = new URL(url);
  const { name, drop } = await createOnServer(url);
  const database = await openTestPostgres({ host, port: Number(port || 5432), database: name, user, password });
  const close = async () => {
    await database.close();
    await drop();
  };
  return { ...database, close };
}

/**
 * The databases that the suites run on: PGlite, and a PostgreSQL server when TEST_POSTGRES_URL names one
 * (`postgres://user:password@127.0.0.1:5432/postgres`; the user must be allowed to create databases).
 */
export function testDatabases(): TestDatabase[] {
  const url = process.env.TEST_POSTGRES_URL;
  const embedded: TestDatabase = { name: "PGlite", open: openInMemory };
  return url === undefined ? [embedded] : [embedded, { name: "PostgreSQL", open: () => openOnServer(url) }];
}

/** Makes a user without permissions; the password matches nothing. Answers the user_id. */
export async function insertUser({ queries }: Database, name: string): Promise<number> {
  const { entity_id } = await queries
    .insertInto("guacamole_entity")
    .values({ name, type: "USER" })
    .returning("entity_id")
    .executeTakeFirstOrThrow();
  const { user_id } = await queries
    .insertInto("guacamole_user")
    .values({ entity_id, password_hash: Buffer.alloc(32), password_date: new Date() })
    .returning("user_id")
    .executeTakeFirstOrThrow();
  return user_id;
}

/** A sign-in of the user that goes on for an hour; answers its id. */
export async function insertSignIn({ queries }: Database, userId: number): Promise<string> {
  const now = new Date();
  const { sign_in_id } = await queries
    .insertInto("passerelle_sign_in")
    .values({
      sign_in_id: randomUUID(),
      token_hash: randomBytes(32),
      user_id: userId,
      user_history_id: null,
      remote_host: "192.0.2.7",
      created: now,
      last_seen: now,
      expires: new Date(now.getTime() + 3_600_000),
    })
    .returning("sign_in_id")
    .executeTakeFirstOrThrow();
  return sign_in_id;
}

/** Gives the user everything, by the system permission ADMINISTER. */
export async function makeAdministrator({ queries }: Database, userId: number): Promise<void> {
  await sql`insert into guacamole_system_permission (entity_id, permission)
    select entity_id, 'ADMINISTER' from guacamole_user where user_id = ${userId}`.execute(queries);
}

/** Gives the user one permission on a connection. */
export async function grantConnection(
  { queries }: Database,
  userId: number,
  connectionId: number,
  permission: "READ" | "UPDATE" | "DELETE" | "ADMINISTER",
): Promise<void> {
  await sql`insert into guacamole_connection_permission (entity_id, connection_id, permission)
    select entity_id, ${connectionId}, ${permission} from guacamole_user where user_id = ${userId}`.execute(queries);
}
