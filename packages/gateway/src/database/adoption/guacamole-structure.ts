import { GUACAMOLE_ENUMS } from "../migrations/guacamole-schema.ts";

type Columns = Readonly<Record<string, string>>;

function columns(text: string): Columns {
  return Object.fromEntries(text.split(", ").map((column) => column.split(" ")));
}

const LIMITS = "max_connections integer, max_connections_per_user integer";
const PERSON = "full_name text, email_address text, organization text, organizational_role text";
const VALIDITY = "access_window_start time, access_window_end time, valid_from date, valid_until date, timezone text";
const PASSWORD = "password_hash bytea, password_salt bytea, password_date timestamptz";
const USE = "user_id integer, username text, remote_host text, start_date timestamptz, end_date timestamptz";
const CONNECTION_USE =
  "connection_id integer, connection_name text, sharing_profile_id integer, sharing_profile_name text";

const TABLES: readonly (readonly [string, string])[] = [
  ["entity", "entity_id integer, name text, type guacamole_entity_type"],
  [
    "user",
    `user_id integer, entity_id integer, ${PASSWORD}, disabled boolean, expired boolean, ${VALIDITY}, ${PERSON}`,
  ],
  ["user_group", "user_group_id integer, entity_id integer, disabled boolean"],
  ["user_group_member", "user_group_id integer, member_entity_id integer"],
  [
    "connection_group",
    `connection_group_id integer, parent_id integer, connection_group_name text, type guacamole_connection_group_type, ${LIMITS}, enable_session_affinity boolean`,
  ],
  [
    "connection",
    `connection_id integer, connection_name text, parent_id integer, protocol text, ${LIMITS}, connection_weight integer, failover_only boolean, proxy_port integer, proxy_hostname text, proxy_encryption_method guacamole_proxy_encryption_method`,
  ],
  ["sharing_profile", "sharing_profile_id integer, sharing_profile_name text, primary_connection_id integer"],
  ["system_permission", "entity_id integer, permission guacamole_system_permission_type"],
  ["connection_history", `history_id integer, ${USE}, ${CONNECTION_USE}`],
  ["user_history", `history_id integer, ${USE}`],
  ["user_password_history", `password_history_id integer, user_id integer, ${PASSWORD}`],
];

const WITH_PARAMETERS = ["connection", "sharing_profile"];
const WITH_PERMISSIONS = ["connection", "connection_group", "sharing_profile"];
const WITH_ATTRIBUTES = [...WITH_PERMISSIONS, "user", "user_group"];
const PERMISSION = "permission guacamole_object_permission_type";

/** The 23 tables of Guacamole 1.0 to 1.6: the columns of each with their types, `text` for varchar too. */
export const GUACAMOLE_STRUCTURE: Readonly<Record<string, Columns>> = Object.fromEntries(
  [
    ...TABLES,
    ...WITH_PARAMETERS.map((it) => [`${it}_parameter`, `${it}_id integer, parameter_name text, parameter_value text`]),
    ...WITH_ATTRIBUTES.map((it) => [`${it}_attribute`, `${it}_id integer, attribute_name text, attribute_value text`]),
    ...WITH_PERMISSIONS.map((it) => [`${it}_permission`, `entity_id integer, ${it}_id integer, ${PERMISSION}`]),
    ...["user", "user_group"].map((it) => [
      `${it}_permission`,
      `entity_id integer, affected_${it}_id integer, ${PERMISSION}`,
    ]),
  ].map(([name, text]) => [`guacamole_${name}`, columns(text)]),
);

/** What came with Guacamole 1.6. */
export const AUDIT_LABEL = "AUDIT";

/** The labels of the enumerations that every version from 1.0 on has. */
export const GUACAMOLE_LABELS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(GUACAMOLE_ENUMS).map(([type, labels]) => [type, labels.filter((label) => label !== AUDIT_LABEL)]),
);
