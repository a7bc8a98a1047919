/** How many sessions there may be at once, where a connection or a group says nothing itself (0: any number), and how long. */
export interface SessionLimits {
  readonly absoluteMax: number;
  readonly defaultMaxConnections: number;
  readonly defaultMaxConnectionsPerUser: number;
  readonly defaultMaxGroupConnections: number;
  readonly defaultMaxGroupConnectionsPerUser: number;
  /** The end of an account's hours ends the sessions that began within them. */
  readonly enforceAccessWindows: boolean;
}

/** Guacamole's. */
export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  absoluteMax: 0,
  defaultMaxConnections: 0,
  defaultMaxConnectionsPerUser: 0,
  defaultMaxGroupConnections: 0,
  defaultMaxGroupConnectionsPerUser: 1,
  enforceAccessWindows: true,
};

/** Against abuse: no person has use for so many desktops. */
export const MOST_SESSIONS_OF_USER = 100;

/** A live session of any gateway, as far as limits are about it. */
export interface LiveUse {
  readonly historyId: number;
  readonly userId: number | null;
  readonly connectionId: number | null;
  /** The balancing group through which it was opened. */
  readonly groupId: number | null;
}

/** The limits of one connection or group; 0: none. */
export interface Limits {
  readonly total: number;
  readonly perUser: number;
}

interface LimitColumns {
  readonly max_connections: number | null;
  readonly max_connections_per_user: number | null;
}

/** The limits of a connection, with the defaults for what it leaves open. */
export function connectionLimits(columns: LimitColumns, defaults: SessionLimits): Limits {
  return {
    total: columns.max_connections ?? defaults.defaultMaxConnections,
    perUser: columns.max_connections_per_user ?? defaults.defaultMaxConnectionsPerUser,
  };
}

/** The limits of a balancing group, with the defaults for what it leaves open. */
export function groupLimits(columns: LimitColumns, defaults: SessionLimits): Limits {
  return {
    total: columns.max_connections ?? defaults.defaultMaxGroupConnections,
    perUser: columns.max_connections_per_user ?? defaults.defaultMaxGroupConnectionsPerUser,
  };
}

function isReached(limit: number, count: number): boolean {
  return limit > 0 && count >= limit;
}

/** What keeps a user from one more of `uses`: the user's own limit, that of all, or nothing. */
export function limitReached(uses: readonly LiveUse[], userId: number, limits: Limits): "user" | "total" | undefined {
  if (isReached(limits.perUser, uses.filter((use) => use.userId === userId).length)) {
    return "user";
  }
  return isReached(limits.total, uses.length) ? "total" : undefined;
}

/** What keeps a user from one more session at all. */
export function gatewayLimitReached(
  uses: readonly LiveUse[],
  userId: number,
  { absoluteMax }: SessionLimits,
): "user-full" | "gateway-full" | undefined {
  const own = uses.filter((use) => use.userId === userId).length;
  if (isReached(MOST_SESSIONS_OF_USER, own)) {
    return "user-full";
  }
  return isReached(absoluteMax, uses.length) ? "gateway-full" : undefined;
}
