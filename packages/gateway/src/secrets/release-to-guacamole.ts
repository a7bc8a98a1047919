import { sql } from "kysely";
import { recordAudit } from "../database/audit.ts";
import { GATEWAY_PROGRAM, type Queries } from "../database/database.ts";
import { secretPlace } from "./places.ts";
import { openLegacyPassword } from "./sealed-legacy-password.ts";
import { type SecretBox, SecretError } from "./secret-box.ts";
import { openStored, type SecretChanges } from "./stored-secrets.ts";

/** What was given back. */
export interface Release extends SecretChanges {
  /** How many users got back the hash that Guacamole checks. */
  readonly passwords: number;
  /** How many history rows of sessions and sign-ins were closed. */
  readonly closed: number;
}

/**
 * Leaves the database as Guacamole wants it: secrets in plain text, its own password hashes in their columns, no history row of
 * ours open. All of it, or nothing.
 * @throws Error while a gateway runs, which would encrypt again what it stores.
 */
export async function releaseToGuacamole(queries: Queries, secrets: SecretBox): Promise<Release> {
  return queries.transaction().execute(async (db) => {
    await requireNoGateway(db);
    const { changed, damaged } = await openStored(db, secrets);
    const passwords = await restorePasswords(db, secrets);
    const closed = (await closeSessions(db)) + (await closeSignIns(db));
    const release = { changed, damaged: [...damaged, ...passwords.damaged], passwords: passwords.restored, closed };
    await recordAudit(db, { actor: undefined, action: "secrets.release", details: release });
    return release;
  });
}

/** A PostgreSQL server knows its clients; the embedded database is locked by its folder. */
async function requireNoGateway(db: Queries): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where application_name = ${GATEWAY_PROGRAM} and datname = current_database()`.execute(db);
  if (rows[0].count > 0) {
    throw new Error("A gateway is running on this database; stop it first.");
  }
}

async function restorePasswords(
  db: Queries,
  secrets: SecretBox,
): Promise<{ readonly restored: number; readonly damaged: string[] }> {
  const kept = await db
    .selectFrom("passerelle_password as beside")
    .innerJoin("guacamole_user as user", (join) =>
      join
        .onRef("user.user_id", "=", "beside.user_id")
        // Another hash there is of a password that was set by a script since.
        .onRef("user.password_hash", "=", "beside.guacamole_hash"),
    )
    .select(["user.user_id as userId", "beside.sealed_legacy as sealed"])
    .where("beside.sealed_legacy", "is not", null)
    .$narrowType<{ sealed: string }>()
    .execute();
  const damaged: string[] = [];
  for (const { userId, sealed } of kept) {
    try {
      await restorePassword(db, secrets, userId, sealed);
    } catch (error) {
      if (!(error instanceof SecretError)) {
        throw error;
      }
      damaged.push(secretPlace.legacyPassword(userId));
    }
  }
  return { restored: kept.length - damaged.length, damaged };
}

async function restorePassword(db: Queries, secrets: SecretBox, userId: number, sealed: string): Promise<void> {
  const { hash, salt } = openLegacyPassword(secrets, userId, sealed);
  await db
    .updateTable("guacamole_user")
    .set({ password_hash: hash, password_salt: salt })
    .where("user_id", "=", userId)
    .execute();
  await db
    .updateTable("passerelle_password")
    .set({ guacamole_hash: hash, sealed_legacy: null })
    .where("user_id", "=", userId)
    .execute();
}

async function closeSessions(db: Queries): Promise<number> {
  const { numAffectedRows } = await sql`
    with ended as (delete from passerelle_session returning history_id, heartbeat)
    update guacamole_connection_history as history set end_date = greatest(start_date, heartbeat)
    from ended where history.history_id = ended.history_id and end_date is null`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function closeSignIns(db: Queries): Promise<number> {
  const { numAffectedRows } = await sql`
    with ended as (delete from passerelle_sign_in returning user_history_id, last_seen)
    update guacamole_user_history as history set end_date = greatest(start_date, last_seen)
    from ended where history.history_id = ended.user_history_id and end_date is null`.execute(db);
  return Number(numAffectedRows ?? 0);
}
