import { type Kysely, sql } from "kysely";

/** The labels of each enumeration, in order. */
export const GUACAMOLE_ENUMS: Readonly<Record<string, readonly string[]>> = {
  guacamole_connection_group_type: ["ORGANIZATIONAL", "BALANCING"],
  guacamole_entity_type: ["USER", "USER_GROUP"],
  guacamole_object_permission_type: ["READ", "UPDATE", "DELETE", "ADMINISTER"],
  guacamole_system_permission_type: [
    "CREATE_CONNECTION",
    "CREATE_CONNECTION_GROUP",
    "CREATE_SHARING_PROFILE",
    "CREATE_USER",
    "CREATE_USER_GROUP",
    "AUDIT",
    "ADMINISTER",
  ],
  guacamole_proxy_encryption_method: ["NONE", "SSL"],
};

const OBJECTS = [
  `create table guacamole_connection_group (
    connection_group_id serial primary key,
    parent_id integer references guacamole_connection_group on delete cascade,
    connection_group_name varchar(128) not null,
    type guacamole_connection_group_type not null default 'ORGANIZATIONAL',
    max_connections integer,
    max_connections_per_user integer,
    enable_session_affinity boolean not null default false,
    constraint connection_group_name_parent unique (connection_group_name, parent_id)
  )`,
  `create table guacamole_connection (
    connection_id serial primary key,
    connection_name varchar(128) not null,
    parent_id integer references guacamole_connection_group on delete cascade,
    protocol varchar(32) not null,
    max_connections integer,
    max_connections_per_user integer,
    connection_weight integer,
    failover_only boolean not null default false,
    proxy_port integer,
    proxy_hostname varchar(512),
    proxy_encryption_method guacamole_proxy_encryption_method,
    constraint connection_name_parent unique (connection_name, parent_id)
  )`,
  `create table guacamole_entity (
    entity_id serial primary key,
    name varchar(128) not null,
    type guacamole_entity_type not null,
    constraint guacamole_entity_name_scope unique (type, name)
  )`,
  `create table guacamole_user (
    user_id serial primary key,
    entity_id integer not null references guacamole_entity on delete cascade,
    password_hash bytea not null,
    password_salt bytea,
    password_date timestamptz not null,
    disabled boolean not null default false,
    expired boolean not null default false,
    access_window_start time,
    access_window_end time,
    valid_from date,
    valid_until date,
    timezone varchar(64),
    full_name varchar(256),
    email_address varchar(256),
    organization varchar(256),
    organizational_role varchar(256),
    constraint guacamole_user_single_entity unique (entity_id)
  )`,
  `create table guacamole_user_group (
    user_group_id serial primary key,
    entity_id integer not null references guacamole_entity on delete cascade,
    disabled boolean not null default false,
    constraint guacamole_user_group_single_entity unique (entity_id)
  )`,
  `create table guacamole_user_group_member (
    user_group_id integer not null references guacamole_user_group on delete cascade,
    member_entity_id integer not null references guacamole_entity on delete cascade,
    primary key (user_group_id, member_entity_id)
  )`,
  `create table guacamole_sharing_profile (
    sharing_profile_id serial primary key,
    sharing_profile_name varchar(128) not null,
    primary_connection_id integer not null references guacamole_connection on delete cascade,
    constraint sharing_profile_name_primary unique (sharing_profile_name, primary_connection_id)
  )`,
];

const HISTORIES = [
  `create table guacamole_connection_history (
    history_id serial primary key,
    user_id integer references guacamole_user on delete set null,
    username varchar(128) not null,
    remote_host varchar(256),
    connection_id integer references guacamole_connection on delete set null,
    connection_name varchar(128) not null,
    sharing_profile_id integer references guacamole_sharing_profile on delete set null,
    sharing_profile_name varchar(128),
    start_date timestamptz not null,
    end_date timestamptz
  )`,
  `create table guacamole_user_history (
    history_id serial primary key,
    user_id integer references guacamole_user on delete set null,
    username varchar(128) not null,
    remote_host varchar(256),
    start_date timestamptz not null,
    end_date timestamptz
  )`,
  `create table guacamole_user_password_history (
    password_history_id serial primary key,
    user_id integer not null references guacamole_user on delete cascade,
    password_hash bytea not null,
    password_salt bytea,
    password_date timestamptz not null
  )`,
];

/** [table and columns of an index]. Names are made from them; nothing depends on an index's name. */
const INDEXES = [
  ["guacamole_connection_group", "parent_id"],
  ["guacamole_connection", "parent_id"],
  ["guacamole_sharing_profile", "primary_connection_id"],
  ["guacamole_connection_history", "user_id"],
  ["guacamole_connection_history", "connection_id"],
  ["guacamole_connection_history", "sharing_profile_id"],
  ["guacamole_connection_history", "start_date"],
  ["guacamole_connection_history", "end_date"],
  ["guacamole_connection_history", "connection_id", "start_date"],
  ["guacamole_user_history", "user_id"],
  ["guacamole_user_history", "start_date"],
  ["guacamole_user_history", "end_date"],
  ["guacamole_user_history", "user_id", "start_date"],
  ["guacamole_user_password_history", "user_id"],
] as const;

/** A table of names and values that belong to one object. */
function nameValueTable(object: string, kind: "parameter" | "attribute"): string[] {
  const table = `guacamole_${object}_${kind}`;
  return [
    `create table ${table} (
      ${object}_id integer not null references guacamole_${object} on delete cascade,
      ${kind}_name varchar(128) not null,
      ${kind}_value varchar(4096) not null,
      primary key (${object}_id, ${kind}_name)
    )`,
    index(table, `${object}_id`),
  ];
}

/** A table of what entities may do with objects of one kind, whose id is in `column`. */
function permissionTable(object: string, column: string): string[] {
  const table = `guacamole_${object}_permission`;
  return [
    `create table ${table} (
      entity_id integer not null references guacamole_entity on delete cascade,
      ${column} integer not null references guacamole_${object} on delete cascade,
      permission guacamole_object_permission_type not null,
      primary key (entity_id, ${column}, permission)
    )`,
    index(table, "entity_id"),
    index(table, column),
  ];
}

function index(table: string, ...columns: string[]): string {
  return `create index ${table}_${columns.join("_")} on ${table} (${columns.join(", ")})`;
}

function enumType([name, labels]: [string, readonly string[]]): string {
  return `create type ${name} as enum (${labels.map((label) => `'${label}'`).join(", ")})`;
}

const SYSTEM_PERMISSIONS = [
  `create table guacamole_system_permission (
    entity_id integer not null references guacamole_entity on delete cascade,
    permission guacamole_system_permission_type not null,
    primary key (entity_id, permission)
  )`,
  index("guacamole_system_permission", "entity_id"),
];

const STATEMENTS = [
  ...Object.entries(GUACAMOLE_ENUMS).map(enumType),
  ...OBJECTS,
  ...["connection", "sharing_profile"].flatMap((object) => nameValueTable(object, "parameter")),
  ...["user", "user_group", "connection", "connection_group", "sharing_profile"].flatMap((object) =>
    nameValueTable(object, "attribute"),
  ),
  ...["connection", "connection_group", "sharing_profile"].flatMap((object) => permissionTable(object, `${object}_id`)),
  ...["user", "user_group"].flatMap((object) => permissionTable(object, `affected_${object}_id`)),
  ...SYSTEM_PERMISSIONS,
  ...HISTORIES,
  ...INDEXES.map(([table, ...columns]) => index(table, ...columns)),
];

/** Makes the schema of Guacamole 1.6, unless there is one of any version. */
export async function createGuacamoleSchema(db: Kysely<unknown>): Promise<void> {
  const existing = await sql<{ found: boolean }>`select to_regclass('guacamole_user') is not null as found`.execute(db);
  if (existing.rows[0]?.found === true) {
    return;
  }
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(db);
  }
}

/** Adds the permission AUDIT to a schema of Guacamole 1.0 to 1.5. */
export async function addAuditPermission(db: Kysely<unknown>): Promise<void> {
  await sql`alter type guacamole_system_permission_type add value if not exists 'AUDIT' before 'ADMINISTER'`.execute(
    db,
  );
}
