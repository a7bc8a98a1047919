import { flag, whole } from "../parsers.ts";
import { subject } from "../setting.ts";

const count = whole(0, 1_000_000);

function names(own: string, name: string): readonly [string, ...string[]] {
  return [`PASSERELLE_${own}`, `POSTGRES_${name}`, `POSTGRESQL_${name}`];
}

export const LIMITS = subject(
  "How many at once",
  "0 is any number. What a connection or a group says of itself goes before.",
  {
    absoluteMax: {
      names: names("MAX_SESSIONS", "ABSOLUTE_MAX_CONNECTIONS"),
      fallback: "0",
      meaning: "Open desktops in all.",
      parse: count,
    },
    defaultMaxConnections: {
      names: names("MAX_CONNECTIONS", "DEFAULT_MAX_CONNECTIONS"),
      fallback: "0",
      meaning: "Sessions of one connection.",
      parse: count,
    },
    defaultMaxConnectionsPerUser: {
      names: names("MAX_CONNECTIONS_PER_USER", "DEFAULT_MAX_CONNECTIONS_PER_USER"),
      fallback: "0",
      meaning: "Sessions that one user has of one connection.",
      parse: count,
    },
    defaultMaxGroupConnections: {
      names: names("MAX_GROUP_CONNECTIONS", "DEFAULT_MAX_GROUP_CONNECTIONS"),
      fallback: "0",
      meaning: "Sessions of one balancing group.",
      parse: count,
    },
    defaultMaxGroupConnectionsPerUser: {
      names: names("MAX_GROUP_CONNECTIONS_PER_USER", "DEFAULT_MAX_GROUP_CONNECTIONS_PER_USER"),
      fallback: "1",
      meaning: "Sessions that one user has of one balancing group.",
      parse: count,
    },
    enforceAccessWindows: {
      names: names("ENFORCE_ACCESS_WINDOWS", "ENFORCE_ACCESS_WINDOWS_FOR_ACTIVE_SESSIONS"),
      fallback: "true",
      meaning: "The end of an account's hours ends the sessions that began within them.",
      parse: flag,
    },
  },
);
