import type { Group } from "./form.ts";
import { RESTRICTIONS } from "./restriction-attributes.ts";

/** The columns of guacamole_connection that the API calls attributes. */
export interface ConnectionLimits {
  readonly max_connections: number | null;
  readonly max_connections_per_user: number | null;
  readonly connection_weight: number | null;
  readonly failover_only: boolean;
  readonly proxy_hostname: string | null;
  readonly proxy_port: number | null;
  readonly proxy_encryption_method: "NONE" | "SSL" | null;
}

/** The columns of guacamole_connection_group that the API calls attributes. */
export interface ConnectionGroupLimits {
  readonly max_connections: number | null;
  readonly max_connections_per_user: number | null;
  readonly enable_session_affinity: boolean;
}

/** What the API calls attributes: text, where null and "" and absent mean the same. */
export type Attributes = Readonly<Record<string, string | null>>;

export const CONNECTION_ATTRIBUTES: readonly Group[] = [
  {
    name: "concurrency",
    parameters: [
      { name: "max-connections", type: "NUMERIC" },
      { name: "max-connections-per-user", type: "NUMERIC" },
    ],
  },
  {
    name: "load-balancing",
    parameters: [
      { name: "weight", type: "NUMERIC" },
      { name: "failover-only", type: "BOOLEAN" },
    ],
  },
  {
    name: "guacd",
    parameters: [
      { name: "guacd-hostname", type: "TEXT", length: 512 },
      { name: "guacd-port", type: "NUMERIC" },
      { name: "guacd-encryption", type: "ENUM", options: ["none", "ssl"] },
    ],
  },
  RESTRICTIONS,
];

export const CONNECTION_GROUP_ATTRIBUTES: readonly Group[] = [
  {
    name: "concurrency",
    parameters: [
      { name: "max-connections", type: "NUMERIC" },
      { name: "max-connections-per-user", type: "NUMERIC" },
      { name: "enable-session-affinity", type: "BOOLEAN" },
    ],
  },
  RESTRICTIONS,
];

const MAX_INTEGER = 2 ** 31 - 1;

/** Undefined and null are no number, and neither is what else is none. */
function integer(value: string | null | undefined): number | null {
  const number = Number(value);
  return /^-?\d{1,10}$/.test(value ?? "") && Math.abs(number) <= MAX_INTEGER ? number : null;
}

function encryption(value: string | null | undefined): "NONE" | "SSL" | null {
  if (value === "none") {
    return "NONE";
  }
  return value === "ssl" ? "SSL" : null;
}

/** The columns for a connection's attributes; what is absent is reset. */
export function limitsFromAttributes(attributes: Attributes): ConnectionLimits {
  return {
    max_connections: integer(attributes["max-connections"]),
    max_connections_per_user: integer(attributes["max-connections-per-user"]),
    connection_weight: integer(attributes.weight),
    failover_only: attributes["failover-only"] === "true",
    proxy_hostname: attributes["guacd-hostname"] || null,
    proxy_port: integer(attributes["guacd-port"]),
    proxy_encryption_method: encryption(attributes["guacd-encryption"]),
  };
}

/** The attributes of a connection that are in columns: null where one is empty. */
export function attributesFromLimits(limits: ConnectionLimits): Attributes {
  return {
    "max-connections": limits.max_connections?.toString() ?? null,
    "max-connections-per-user": limits.max_connections_per_user?.toString() ?? null,
    weight: limits.connection_weight?.toString() ?? null,
    "failover-only": limits.failover_only ? "true" : null,
    "guacd-hostname": limits.proxy_hostname,
    "guacd-port": limits.proxy_port?.toString() ?? null,
    "guacd-encryption": limits.proxy_encryption_method?.toLowerCase() ?? null,
  };
}

/** The columns for a connection group's attributes; what is absent is reset. */
export function groupLimitsFromAttributes(attributes: Attributes): ConnectionGroupLimits {
  return {
    max_connections: integer(attributes["max-connections"]),
    max_connections_per_user: integer(attributes["max-connections-per-user"]),
    enable_session_affinity: attributes["enable-session-affinity"] === "true",
  };
}

/** The attributes of a connection group that are in columns. */
export function attributesFromGroupLimits(limits: ConnectionGroupLimits): Attributes {
  return {
    "max-connections": limits.max_connections?.toString() ?? null,
    "max-connections-per-user": limits.max_connections_per_user?.toString() ?? null,
    "enable-session-affinity": limits.enable_session_affinity ? "true" : null,
  };
}
