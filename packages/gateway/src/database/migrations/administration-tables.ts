import { type Kysely, sql } from "kysely";

const AUDIT = [
  `create table passerelle_audit (
    audit_id bigint generated always as identity primary key,
    at timestamptz not null,
    actor varchar(128) not null,
    remote_host varchar(256),
    action varchar(64) not null,
    object_kind varchar(32),
    object_identifier varchar(128),
    object_name varchar(128),
    details jsonb not null default '{}'
  )`,
  "create index passerelle_audit_at on passerelle_audit (at)",
  "create index passerelle_audit_actor on passerelle_audit (actor, at)",
  "create index passerelle_audit_object on passerelle_audit (object_kind, object_identifier, at)",
];

/** A hash beside Guacamole's is told to be of the same password by Guacamole's hash, as scripts do not always set the date. */
const PASSWORDS = [
  "alter table passerelle_password add column guacamole_hash bytea, add column sealed_legacy text",
  `update passerelle_password as beside set guacamole_hash = account.password_hash
    from guacamole_user as account
    where account.user_id = beside.user_id and account.password_date = beside.password_date`,
  "delete from passerelle_password where guacamole_hash is null",
  "alter table passerelle_password alter column guacamole_hash set not null, drop column password_date",
];

const WAYS_IN = [
  `alter table passerelle_sign_in
    add column user_agent varchar(256),
    add column source varchar(64),
    add column sealed_password text`,
  `create table passerelle_login_failure (
    account varchar(128) not null,
    address varchar(64) not null,
    failures double precision not null,
    last_failure timestamptz not null,
    blocked_until timestamptz,
    primary key (account, address)
  )`,
  `create table passerelle_totp_use (
    user_id integer primary key references guacamole_user on delete cascade,
    last_step bigint not null
  )`,
  `create table passerelle_recovery_code (
    user_id integer not null references guacamole_user on delete cascade,
    code_hash bytea not null,
    primary key (user_id, code_hash)
  )`,
  `create table passerelle_passkey (
    passkey_id uuid primary key,
    credential_id varchar(1400) not null unique,
    user_id integer not null references guacamole_user on delete cascade,
    name varchar(128) not null,
    rp_id varchar(256) not null,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    created timestamptz not null,
    last_used timestamptz
  )`,
  "create index passerelle_passkey_user_id on passerelle_passkey (user_id)",
  `create table passerelle_used_challenge (
    challenge_hash bytea primary key,
    expires timestamptz not null
  )`,
  `create table passerelle_api_key (
    api_key_id uuid primary key,
    user_id integer not null references guacamole_user on delete cascade,
    name varchar(128) not null,
    token_hash bytea not null unique,
    scopes text[] not null,
    created timestamptz not null,
    expires timestamptz,
    last_used timestamptz,
    last_host varchar(256)
  )`,
  "create index passerelle_api_key_user_id on passerelle_api_key (user_id)",
  `create table passerelle_preference (
    user_id integer primary key references guacamole_user on delete cascade,
    preferences jsonb not null
  )`,
];

/** What makes limits, lists and messages of live sessions hold across gateways. */
const SESSIONS = [
  `alter table passerelle_session
    add column gateway_id uuid,
    add column sign_in_id uuid,
    add column connection_group_id integer references guacamole_connection_group on delete set null,
    add column state varchar(16) not null default 'connecting',
    add column end_reason varchar(64)`,
  `create table passerelle_session_message (
    message_id bigint generated always as identity primary key,
    history_id integer not null references passerelle_session on delete cascade,
    text varchar(500) not null
  )`,
  "create index passerelle_session_message_history_id on passerelle_session_message (history_id)",
  `create table passerelle_affinity (
    sign_in_id uuid not null references passerelle_sign_in on delete cascade,
    connection_group_id integer not null references guacamole_connection_group on delete cascade,
    connection_id integer not null references guacamole_connection on delete cascade,
    primary key (sign_in_id, connection_group_id)
  )`,
];

/** Audit log, second factors, blocks of guessers, API keys, preferences, and more about live sessions. */
export async function createAdministrationTables(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...AUDIT, ...PASSWORDS, ...WAYS_IN, ...SESSIONS]) {
    await sql.raw(statement).execute(db);
  }
}
