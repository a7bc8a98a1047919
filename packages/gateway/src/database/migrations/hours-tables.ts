import { type Kysely, sql } from "kysely";

/** What is known of sessions beyond Guacamole's rows. */
const RECORDED = [
  "alter table passerelle_session add column reached timestamptz",
  `create table passerelle_active_stretch (
    history_id integer not null references guacamole_connection_history on delete cascade,
    start_date timestamptz not null,
    end_date timestamptz not null,
    primary key (history_id, start_date)
  )`,
  `create table passerelle_session_end (
    history_id integer primary key references guacamole_connection_history on delete cascade,
    cause varchar(64) not null
  )`,
  `create table passerelle_gateway_run (
    run_id uuid primary key,
    address text not null,
    started timestamptz not null,
    heartbeat timestamptz not null,
    stopped timestamptz
  )`,
];

const AGREED = [
  `create table passerelle_hours_role (
    entity_id integer not null references guacamole_entity on delete cascade,
    role varchar(16) not null check (role in ('leader', 'clerk')),
    user_group_id integer references guacamole_user_group on delete cascade,
    check ((role = 'leader') = (user_group_id is not null))
  )`,
  "create unique index passerelle_hours_role_once on passerelle_hours_role (entity_id, role, coalesce(user_group_id, 0))",
  `create table passerelle_hours_schedule (
    schedule_id integer generated always as identity primary key,
    entity_id integer not null references guacamole_entity on delete cascade,
    valid_from date not null,
    minutes integer[] not null check (cardinality(minutes) = 7),
    calendar varchar(64),
    unique (entity_id, valid_from)
  )`,
  `create table passerelle_hours_holiday (
    calendar varchar(64) not null,
    day date not null,
    name varchar(128) not null,
    primary key (calendar, day)
  )`,
  `create table passerelle_hours_correction (
    correction_id integer generated always as identity primary key,
    user_id integer references guacamole_user on delete set null,
    username varchar(128) not null,
    kind varchar(8) not null check (kind in ('add', 'remove', 'settle')),
    history_id integer references guacamole_connection_history on delete cascade,
    start_date timestamptz not null,
    end_date timestamptz not null,
    reason varchar(1000) not null,
    made_by varchar(128) not null,
    made_at timestamptz not null,
    withdrawn_by varchar(128),
    withdrawn_at timestamptz,
    withdrawn_reason varchar(1000),
    check (end_date >= start_date),
    check ((kind = 'settle') = (history_id is not null))
  )`,
  "create index passerelle_hours_correction_start on passerelle_hours_correction (start_date)",
];

/** The report is kept as the text that was signed. */
const CLOSED = [
  `create table passerelle_hours_signing_key (
    key_id uuid primary key,
    public_key bytea not null,
    sealed_private_key text not null,
    made timestamptz not null
  )`,
  `create table passerelle_hours_closing (
    closing_id integer generated always as identity primary key,
    month char(7) not null,
    zone varchar(64) not null,
    report text not null,
    closed_by varchar(128) not null,
    closed_at timestamptz not null,
    key_id uuid not null references passerelle_hours_signing_key,
    signature bytea not null,
    reopened_by varchar(128),
    reopened_at timestamptz,
    reopened_reason varchar(1000)
  )`,
  "create unique index passerelle_hours_closing_once on passerelle_hours_closing (month) where reopened_at is null",
];

const MAILED = [
  `create table passerelle_hours_mail (
    mail_id smallint primary key check (mail_id = 1),
    enabled boolean not null,
    day smallint not null check (day between 1 and 28),
    hour smallint not null check (hour between 0 and 23),
    zone varchar(64) not null,
    language varchar(8) not null,
    formats text[] not null,
    recipients text[] not null,
    saved_at timestamptz not null
  )`,
  `create table passerelle_hours_mailing (
    month char(7) primary key,
    tried_at timestamptz not null,
    attempts integer not null,
    sent_at timestamptz,
    problem varchar(1000)
  )`,
];

/**
 * Few sessions last long: the others that were there at a moment are found by when they began. A range may not end before it
 * begins, as a row of Guacamole's may.
 */
const INDEXES = [
  `create index passerelle_connection_history_long on guacamole_connection_history
    using gist (tstzrange(start_date, greatest(start_date, end_date)))
    where end_date - start_date > interval '48 hours'`,
  "create index passerelle_connection_history_open on guacamole_connection_history (start_date) where end_date is null",
  "create index passerelle_hours_correction_history on passerelle_hours_correction (history_id) where history_id is not null",
];

/** What worked hours are counted from, beside Guacamole's history. */
export async function createHoursTables(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...RECORDED, ...AGREED, ...CLOSED, ...MAILED, ...INDEXES]) {
    await sql.raw(statement).execute(db);
  }
}
