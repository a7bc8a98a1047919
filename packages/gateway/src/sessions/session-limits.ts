/** How many sessions there may be at once, where a connection or a group says nothing itself; 0: any number. */
export interface SessionLimits {
  readonly absoluteMax: number;
  readonly defaultMaxConnections: number;
  readonly defaultMaxConnectionsPerUser: number;
  readonly defaultMaxGroupConnections: number;
  readonly defaultMaxGroupConnectionsPerUser: number;
}

/** Guacamole's. */
export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  absoluteMax: 0,
  defaultMaxConnections: 0,
  defaultMaxConnectionsPerUser: 0,
  defaultMaxGroupConnections: 0,
  defaultMaxGroupConnectionsPerUser: 1,
};
