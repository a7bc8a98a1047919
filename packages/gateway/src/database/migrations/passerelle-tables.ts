import { type Kysely, sql } from "kysely";
import { NotAdoptable } from "../adoption/inspect-guacamole.ts";

const STATEMENTS = [
  `create table passerelle_password (
    user_id integer primary key references guacamole_user on delete cascade,
    hash text not null,
    password_date timestamptz not null
  )`,
  `create table passerelle_sign_in (
    sign_in_id uuid primary key,
    token_hash bytea not null unique,
    user_id integer not null references guacamole_user on delete cascade,
    user_history_id integer references guacamole_user_history on delete set null,
    remote_host varchar(256) not null,
    created timestamptz not null,
    last_seen timestamptz not null,
    expires timestamptz not null
  )`,
  "create index passerelle_sign_in_user_id on passerelle_sign_in (user_id)",
  "create index passerelle_sign_in_expires on passerelle_sign_in (expires)",
  `create table passerelle_session (
    history_id integer primary key references guacamole_connection_history on delete cascade,
    heartbeat timestamptz not null
  )`,
  `create table passerelle_certificate (
    connection_id integer not null references guacamole_connection on delete cascade,
    host text not null,
    fingerprint text not null,
    pinned timestamptz not null default now(),
    primary key (connection_id, host)
  )`,
  `create table passerelle_secret_key (
    key_id text primary key,
    first_used timestamptz not null default now()
  )`,
];

/** What Guacamole's schema lacks: stronger password hashes, sign-ins, live sessions, pinned certificates, keys in use. */
export async function createPasserelleTables(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(db);
  }
}

/** SQLSTATE of what a view stands against. */
const FEATURE_NOT_SUPPORTED = "0A000";

/** An encrypted value is longer than its text; Guacamole's own limit of 4096 characters is kept by the API. */
export async function widenParameterValues(db: Kysely<unknown>): Promise<void> {
  for (const table of ["guacamole_connection_parameter", "guacamole_sharing_profile_parameter"]) {
    try {
      await sql.raw(`alter table ${table} alter column parameter_value type text`).execute(db);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === FEATURE_NOT_SUPPORTED) {
        const detail = "detail" in error ? `: ${error.detail}` : "";
        throw new NotAdoptable(
          `A view uses the column parameter_value of ${table}, which must become wider${detail}. Drop the view, start again, and make it anew. Nothing was changed.`,
          { cause: error },
        );
      }
      throw error;
    }
  }
}
