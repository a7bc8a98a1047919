import type { Generated, GeneratedAlways } from "kysely";
import type { OptionalTime, Time } from "./column-types.ts";

type Serial = GeneratedAlways<number>;

type EntityType = "USER" | "USER_GROUP";
export type ConnectionGroupType = "ORGANIZATIONAL" | "BALANCING";
export type ObjectPermission = "READ" | "UPDATE" | "DELETE" | "ADMINISTER";
export type SystemPermission =
  | "CREATE_CONNECTION"
  | "CREATE_CONNECTION_GROUP"
  | "CREATE_SHARING_PROFILE"
  | "CREATE_USER"
  | "CREATE_USER_GROUP"
  | "AUDIT"
  | "ADMINISTER";

interface EntityTable {
  entity_id: Serial;
  name: string;
  type: EntityType;
}

interface UserTable {
  user_id: Serial;
  entity_id: number;
  password_hash: Uint8Array;
  password_salt: Uint8Array | null;
  password_date: Time;
  disabled: Generated<boolean>;
  expired: Generated<boolean>;
  access_window_start: string | null;
  access_window_end: string | null;
  /** Read as text through a cast: a driver would make it a moment in the server's zone. */
  valid_from: string | null;
  valid_until: string | null;
  timezone: string | null;
  full_name: string | null;
  email_address: string | null;
  organization: string | null;
  organizational_role: string | null;
}

interface UserGroupTable {
  user_group_id: Serial;
  entity_id: number;
  disabled: Generated<boolean>;
}

interface UserGroupMemberTable {
  user_group_id: number;
  member_entity_id: number;
}

interface ConnectionGroupTable {
  connection_group_id: Serial;
  parent_id: number | null;
  connection_group_name: string;
  type: Generated<ConnectionGroupType>;
  max_connections: number | null;
  max_connections_per_user: number | null;
  enable_session_affinity: Generated<boolean>;
}

interface ConnectionTable {
  connection_id: Serial;
  connection_name: string;
  parent_id: number | null;
  protocol: string;
  max_connections: number | null;
  max_connections_per_user: number | null;
  connection_weight: number | null;
  failover_only: Generated<boolean>;
  proxy_port: number | null;
  proxy_hostname: string | null;
  proxy_encryption_method: "NONE" | "SSL" | null;
}

interface ConnectionParameterTable {
  connection_id: number;
  parameter_name: string;
  parameter_value: string;
}

interface ConnectionAttributeTable {
  connection_id: number;
  attribute_name: string;
  attribute_value: string;
}

interface ConnectionPermissionTable {
  entity_id: number;
  connection_id: number;
  permission: ObjectPermission;
}

interface ConnectionGroupPermissionTable {
  entity_id: number;
  connection_group_id: number;
  permission: ObjectPermission;
}

interface SharingProfilePermissionTable {
  entity_id: number;
  sharing_profile_id: number;
  permission: ObjectPermission;
}

interface UserPermissionTable {
  entity_id: number;
  affected_user_id: number;
  permission: ObjectPermission;
}

interface UserGroupPermissionTable {
  entity_id: number;
  affected_user_group_id: number;
  permission: ObjectPermission;
}

interface SystemPermissionTable {
  entity_id: number;
  permission: SystemPermission;
}

interface ConnectionHistoryTable {
  history_id: Serial;
  user_id: number | null;
  username: string;
  remote_host: string | null;
  connection_id: number | null;
  connection_name: string;
  sharing_profile_id: number | null;
  sharing_profile_name: string | null;
  start_date: Time;
  end_date: OptionalTime;
}

interface UserHistoryTable {
  history_id: Serial;
  user_id: number | null;
  username: string;
  remote_host: string | null;
  start_date: Time;
  end_date: OptionalTime;
}

interface SharingProfileTable {
  sharing_profile_id: Serial;
  sharing_profile_name: string;
  primary_connection_id: number;
}

interface SharingProfileParameterTable {
  sharing_profile_id: number;
  parameter_name: string;
  parameter_value: string;
}

interface UserAttributeTable {
  user_id: number;
  attribute_name: string;
  attribute_value: string;
}

interface UserGroupAttributeTable {
  user_group_id: number;
  attribute_name: string;
  attribute_value: string;
}

interface ConnectionGroupAttributeTable {
  connection_group_id: number;
  attribute_name: string;
  attribute_value: string;
}

interface SharingProfileAttributeTable {
  sharing_profile_id: number;
  attribute_name: string;
  attribute_value: string;
}

interface UserPasswordHistoryTable {
  password_history_id: Serial;
  user_id: number;
  password_hash: Uint8Array;
  password_salt: Uint8Array | null;
  password_date: Time;
}

/** Guacamole 1.6's tables, all of them. */
export interface GuacamoleTables {
  guacamole_entity: EntityTable;
  guacamole_user: UserTable;
  guacamole_user_group: UserGroupTable;
  guacamole_user_group_member: UserGroupMemberTable;
  guacamole_connection_group: ConnectionGroupTable;
  guacamole_connection: ConnectionTable;
  guacamole_connection_parameter: ConnectionParameterTable;
  guacamole_connection_attribute: ConnectionAttributeTable;
  guacamole_connection_permission: ConnectionPermissionTable;
  guacamole_connection_group_permission: ConnectionGroupPermissionTable;
  guacamole_sharing_profile_permission: SharingProfilePermissionTable;
  guacamole_user_permission: UserPermissionTable;
  guacamole_user_group_permission: UserGroupPermissionTable;
  guacamole_system_permission: SystemPermissionTable;
  guacamole_connection_history: ConnectionHistoryTable;
  guacamole_user_history: UserHistoryTable;
  guacamole_sharing_profile: SharingProfileTable;
  guacamole_sharing_profile_parameter: SharingProfileParameterTable;
  guacamole_user_attribute: UserAttributeTable;
  guacamole_user_group_attribute: UserGroupAttributeTable;
  guacamole_connection_group_attribute: ConnectionGroupAttributeTable;
  guacamole_sharing_profile_attribute: SharingProfileAttributeTable;
  guacamole_user_password_history: UserPasswordHistoryTable;
}
