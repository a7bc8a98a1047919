/** The JSON of Guacamole's REST API, as far as the pages use it. Dates are milliseconds since 1970. */

export interface Self {
  readonly username: string;
}

export interface Connection {
  readonly identifier: string;
  readonly name: string;
  readonly parentIdentifier: string;
  readonly protocol: string;
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly activeConnections: number;
  readonly lastActive?: number | null;
}

export interface ConnectionGroup {
  readonly identifier: string;
  readonly name: string;
  readonly type: "ORGANIZATIONAL" | "BALANCING";
  /** Live sessions that were opened through it. */
  readonly activeConnections: number;
  readonly childConnections?: readonly Connection[];
  readonly childConnectionGroups?: readonly ConnectionGroup[];
}

/** A connection that the person used. */
export interface RecentConnection {
  readonly identifier: string;
}

export interface PermissionSet {
  readonly connectionPermissions: Readonly<Record<string, readonly string[]>>;
  readonly connectionGroupPermissions: Readonly<Record<string, readonly string[]>>;
  readonly sharingProfilePermissions: Readonly<Record<string, readonly string[]>>;
  readonly userPermissions: Readonly<Record<string, readonly string[]>>;
  readonly userGroupPermissions: Readonly<Record<string, readonly string[]>>;
  readonly systemPermissions: readonly string[];
}

/** One input of a form of the schema. Guacamole writes booleans with the single option "true". */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
  readonly options?: readonly string[];
  /** Stored, but without effect in this release. */
  readonly later?: boolean;
}

export interface SchemaForm {
  readonly name: string;
  readonly fields: readonly SchemaField[];
}

export interface Protocol {
  readonly name: string;
  readonly connectionForms: readonly SchemaForm[];
}
