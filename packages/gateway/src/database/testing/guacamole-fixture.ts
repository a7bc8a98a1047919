import { type Kysely, sql } from "kysely";
import { GUACAMOLE_STRUCTURE } from "../adoption/guacamole-structure.ts";
import type { Queries } from "../database.ts";
import { createGuacamoleSchema } from "../migrations/guacamole-schema.ts";

/** The structures that Guacamole's databases have: 1.0 is meant to be one that was upgraded from 0.9.6. */
export const GUACAMOLE_VERSIONS = ["1.0", "1.5", "1.6"] as const;
type Version = (typeof GUACAMOLE_VERSIONS)[number];

const WITHOUT_AUDIT = [
  "alter type guacamole_system_permission_type rename to with_audit",
  `create type guacamole_system_permission_type as enum (
    'CREATE_CONNECTION', 'CREATE_CONNECTION_GROUP', 'CREATE_SHARING_PROFILE', 'CREATE_USER', 'CREATE_USER_GROUP', 'ADMINISTER'
  )`,
  `alter table guacamole_system_permission alter column permission
    type guacamole_system_permission_type using permission::text::guacamole_system_permission_type`,
  "drop type with_audit",
];

/** Other names of indexes, one more index, columns in another order. */
const UPGRADED = [
  "alter index guacamole_connection_parent_id rename to guacamole_connection_parent_id_idx",
  `create index guacamole_connection_history_search_index
    on guacamole_connection_history (start_date, connection_id, user_id)`,
  "alter table guacamole_user drop column disabled, drop column timezone",
  "alter table guacamole_user add column timezone varchar(64), add column disabled boolean not null default false",
];

/** SHA-256 of "guacadmin" and this salt, as Guacamole's own script writes them. */
const GUACADMIN = [
  "'\\xCA458A7D494E3BE824F5E1E175A1556C0F8EEF2C2D7DF3633BEC4A29C4411960'",
  "'\\xFE24ADC5E11E2B25288D1704ABE67A79E342ECC26064CE69C5B3177795A82264'",
].join(", ");
/** SHA-256 of "alexandra" without a salt, as a script writes it. */
const UNSALTED = "sha256('alexandra'), null";

/** Rows in all 23 tables, odd ones among them; what is foreign to Guacamole too. Serial numbers count from 1. */
const ROWS = [
  `insert into guacamole_entity (name, type) values
    ('guacadmin', 'USER'), ('alexandra', 'USER'), ('Équipe/Madagascar 🦎', 'USER_GROUP'), ('alexandra', 'USER_GROUP'),
    ('nobody''s', 'USER')`,
  `insert into guacamole_user (entity_id, password_hash, password_salt, password_date, valid_until, access_window_start,
    access_window_end, timezone, full_name) values
    (1, ${GUACADMIN}, '2019-05-01 12:00:00.123456+00', null, null, null, null, null),
    (2, ${UNSALTED}, '2024-10-27 00:30:00+00', '2030-12-31', '22:00', '06:00:00.5', 'Indian/Antananarivo', 'Alexandra R.'),
    (5, '', '', 'epoch', null, null, null, 'Not/AZone', '')`,
  "insert into guacamole_user_group (entity_id, disabled) values (3, false), (4, true)",
  "insert into guacamole_user_group_member values (1, 2), (1, 4), (2, 3)",
  `insert into guacamole_connection_group (parent_id, connection_group_name, type, max_connections) values
    (null, 'Missions', 'ORGANIZATIONAL', null), (1, 'Pool', 'BALANCING', 5), (null, 'Missions', 'ORGANIZATIONAL', null)`,
  `insert into guacamole_connection (connection_name, parent_id, protocol, connection_weight, proxy_hostname) values
    ('Alexandra - Windows 11', 1, 'rdp', null, 'guacd'), ('Twin', null, 'vnc', -1, null), ('Twin', null, 'ssh', 0, null),
    ('Pool 1', 2, 'rdp', 3, null), ('Cluster', null, 'kubernetes', null, null)`,
  "insert into guacamole_sharing_profile (sharing_profile_name, primary_connection_id) values ('Watch', 1)",
  `insert into guacamole_connection_parameter values
    (1, 'hostname', '192.168.100.101'), (1, 'password', 'pàss:🔑'), (1, 'of-the-future', 'password'),
    (2, 'password', 'v'), (3, 'private-key', '-----BEGIN' || chr(10) || '-----END'), (3, 'passphrase', '  '),
    (4, 'password', '\${GUAC_PASSWORD}'), (4, 'gateway-password', repeat('x', 4096)), (5, 'client-key', 'k')`,
  "insert into guacamole_sharing_profile_parameter values (1, 'read-only', 'true'), (1, 'password', 'guest')",
  `insert into guacamole_user_attribute values
    (1, 'guac-totp-key-secret', 'JBSWY3DPEHPK3PXP'), (1, 'guac-totp-key-confirmed', 'true'), (2, 'ksm-config', '{"a":1}')`,
  "insert into guacamole_user_group_attribute values (1, 'guac-totp-disabled', 'true')",
  "insert into guacamole_connection_attribute values (1, 'guac-restrict-time-allowed', '1:0800-1800')",
  "insert into guacamole_connection_group_attribute values (1, 'ksm-config', 'eyJ9')",
  "insert into guacamole_sharing_profile_attribute values (1, 'of-some-extension', 'x')",
  "insert into guacamole_connection_permission values (2, 1, 'READ'), (3, 2, 'READ'), (3, 2, 'UPDATE')",
  "insert into guacamole_connection_group_permission values (3, 2, 'READ')",
  "insert into guacamole_sharing_profile_permission values (2, 1, 'READ')",
  "insert into guacamole_user_permission values (1, 1, 'READ'), (1, 1, 'UPDATE'), (1, 1, 'ADMINISTER'), (3, 2, 'READ')",
  "insert into guacamole_user_group_permission values (2, 1, 'READ')",
  "insert into guacamole_system_permission values (1, 'ADMINISTER'), (1, 'CREATE_USER')",
  `insert into guacamole_connection_history (user_id, username, remote_host, connection_id, connection_name, start_date, end_date)
    values (2, 'alexandra', '10.0.0.5', 1, 'Alexandra - Windows 11', '2025-10-26 00:59:59.999999+00', '2025-10-26 03:00:00+00'),
    (2, 'alexandra', null, 1, 'Alexandra - Windows 11', '2025-11-03 07:00:00+00', null),
    (null, 'left the company', '10.0.0.6', null, 'Deleted', '2020-02-29 23:00:00+00', '2020-03-01 01:30:00+00')`,
  `insert into guacamole_connection_history (username, connection_id, connection_name, sharing_profile_id,
    sharing_profile_name, start_date, end_date)
    values ('', 1, 'Alexandra - Windows 11', 1, 'Watch', '2025-11-03 07:10:00+00', '2025-11-03 07:20:00+00')`,
  `insert into guacamole_user_history (user_id, username, remote_host, start_date, end_date) values
    (2, 'alexandra', '10.0.0.5', '2025-11-03 06:59:00+00', null), (null, 'left the company', null, '2020-02-29 22:59:00+00', null)`,
  `insert into guacamole_user_password_history (user_id, password_hash, password_salt, password_date)
    values (2, sha256('older'), null, '2023-01-01 00:00:00+00')`,
  "create table guacamole_of_another_extension (id integer primary key, note text)",
  "insert into guacamole_of_another_extension values (1, 'not ours')",
  "alter table guacamole_connection add column rack varchar(8) default 'A1'",
];

/** How many secrets the rows hold. */
export const FIXTURE_SECRETS = { connectionSecrets: 7, sharingProfileSecrets: 1, totpSecrets: 1 };

/** Makes Guacamole's tables as `version` has them, with rows in all of them. */
export async function createGuacamoleFixture(queries: Queries, version: Version): Promise<void> {
  await createGuacamoleSchema(queries as unknown as Kysely<unknown>);
  const statements = [...(version === "1.6" ? [] : WITHOUT_AUDIT), ...(version === "1.0" ? UPGRADED : []), ...ROWS];
  for (const statement of statements) {
    await sql.raw(statement).execute(queries);
  }
}

const TABLES = [...Object.keys(GUACAMOLE_STRUCTURE), "guacamole_of_another_extension"];

/** Every row of every table of Guacamole's, in an order of their own. */
export async function guacamoleRows(queries: Queries): Promise<Record<string, unknown[]>> {
  const entries = TABLES.map(async (table) => {
    const { rows } = await sql<{ row: unknown }>`
      select to_jsonb(stored) as row from ${sql.table(table)} as stored order by to_jsonb(stored)::text`.execute(
      queries,
    );
    return [table, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The columns with types and defaults, and the indexes, of Guacamole's tables. */
export async function guacamoleStructure(queries: Queries): Promise<unknown[]> {
  const { rows } = await sql`
    select table_name, column_name, ordinal_position::text as position, data_type, column_default, is_nullable
    from information_schema.columns where table_name in (${sql.join(TABLES)})
    union all
    select tablename, indexname, indexdef, null, null, null from pg_indexes where tablename in (${sql.join(TABLES)})
    order by 1, 2`.execute(queries);
  return rows;
}
