import type { ConnectionGroupType, ObjectPermission, SystemPermission } from "../database/tables.ts";

/** Names and their values; what has no value is absent. */
export type Values = Readonly<Record<string, string>>;

/** Where something is: names of groups from the root, or the identifier of a group of this installation. */
export type Place = readonly string[] | { readonly identifier: string };

/** What is imported or exported: connections, who may use them, and what they are in. Nothing in it is an id of a database. */
export interface ExchangeDocument {
  readonly connectionGroups: readonly ExchangeGroup[];
  readonly connections: readonly ExchangeConnection[];
  readonly sharingProfiles: readonly ExchangeSharingProfile[];
  readonly userGroups: readonly ExchangeUserGroup[];
  readonly users: readonly ExchangeUser[];
}

/** Where in the file something stands; 0 when it is from no file. */
interface Placed {
  readonly line: number;
}

export interface ExchangeGroup extends Placed {
  readonly name: string;
  readonly parent: Place;
  readonly type: ConnectionGroupType;
  readonly attributes: Values;
}

export interface ExchangeConnection extends Placed {
  readonly name: string;
  readonly parent: Place;
  readonly protocol: string;
  readonly parameters: Values;
  readonly attributes: Values;
  /** Users and user groups that may READ it. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface ExchangeSharingProfile extends Placed {
  readonly name: string;
  /** Names of the groups, and of the connection at the end. */
  readonly connection: readonly string[];
  readonly parameters: Values;
}

/** What an entity may do, by names and paths. */
export interface ExchangePermissions {
  readonly connections: readonly ExchangeGrant<readonly string[]>[];
  readonly connectionGroups: readonly ExchangeGrant<readonly string[]>[];
  readonly sharingProfiles: readonly ExchangeGrant<readonly string[]>[];
  readonly users: readonly ExchangeGrant<string>[];
  readonly userGroups: readonly ExchangeGrant<string>[];
  readonly system: readonly SystemPermission[];
}

export interface ExchangeGrant<Target> {
  readonly target: Target;
  readonly permissions: readonly ObjectPermission[];
}

interface ExchangeEntity extends Placed {
  readonly name: string;
  readonly disabled: boolean;
  readonly attributes: Values;
  /** The groups that it is in directly. */
  readonly memberOf: readonly string[];
  readonly permissions: ExchangePermissions;
}

export type ExchangeUserGroup = ExchangeEntity;

/** With what a user logs in, as Guacamole's database has it. */
export interface ExchangeCredentials {
  readonly hash: Uint8Array;
  readonly salt: Uint8Array | null;
  readonly date: Date;
  /** Of an authenticator app that was confirmed; Base32. */
  readonly totpSecret?: string;
}

export interface ExchangeUser extends ExchangeEntity {
  /** Only from a database: no file has any. */
  readonly credentials?: ExchangeCredentials;
}

/** Something in what is imported that cannot be. */
export interface ExchangeProblem {
  /** From 1; 0 when no line is to blame. */
  readonly line: number;
  readonly field?: string;
  readonly message: string;
}

/** What was read, or why it could not be. */
export interface ReadResult {
  readonly document: ExchangeDocument;
  readonly problems: readonly ExchangeProblem[];
}

export const EMPTY_DOCUMENT: ExchangeDocument = {
  connectionGroups: [],
  connections: [],
  sharingProfiles: [],
  userGroups: [],
  users: [],
};

export const NO_PERMISSIONS: ExchangePermissions = {
  connections: [],
  connectionGroups: [],
  sharingProfiles: [],
  users: [],
  userGroups: [],
  system: [],
};
