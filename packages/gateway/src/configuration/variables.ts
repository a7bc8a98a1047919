import { resolve } from "node:path";
import { parseSecretKeys } from "../secrets/secret-key.ts";

/** One environment variable: what `PASSERELLE_...` means, and how its text becomes a value. */
export interface Variable<Value> {
  /** The name we document first, then other spellings that are read. */
  readonly names: readonly [string, ...string[]];
  /** One sentence for the documentation. */
  readonly meaning: string;
  /** What holds when the variable is unset or empty; absent when there is no such value. */
  readonly fallback?: string;
  /** Throws an `Error` whose message completes "NAME ... ". */
  readonly parse: (text: string) => Value;
}

/** Host and TCP port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

function text(value: string): string {
  return value;
}

function port(value: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number < 1 || number > 65535) {
    throw new Error(`must be a port from 1 to 65535, not "${value}"`);
  }
  return number;
}

function address(value: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(value);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined) {
    throw new Error(`must be host:port, such as 127.0.0.1:3389, not "${value}"`);
  }
  return { host, port: port(match[3] ?? "") };
}

function logLevel(value: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) {
    throw new Error(`must be one of ${LOG_LEVELS.join(", ")}, not "${value}"`);
  }
  return level;
}

function accountName(value: string): string {
  if (value.length > 128) {
    throw new Error("must have at most 128 characters");
  }
  return value;
}

function folder(value: string): string {
  return resolve(value);
}

/** Every variable that the gateway reads. */
export const VARIABLES = {
  host: {
    names: ["PASSERELLE_HOST"],
    fallback: "0.0.0.0",
    meaning: "Address to listen on; 127.0.0.1 behind a reverse proxy on the same machine.",
    parse: text,
  },
  port: {
    names: ["PASSERELLE_PORT"],
    fallback: "8080",
    meaning: "TCP port of the page, the API and the desktops.",
    parse: port,
  },
  dataFolder: {
    names: ["PASSERELLE_DATA_DIR"],
    fallback: "data",
    meaning: "Folder of the embedded database and of the key that encrypts secrets; made if it is missing.",
    parse: folder,
  },
  secretKeyFile: {
    names: ["PASSERELLE_SECRET_KEY_FILE"],
    meaning: "File of the key that encrypts stored passwords; unset: secret.key in the data folder.",
    parse: folder,
  },
  secretKeys: {
    names: ["PASSERELLE_SECRET_KEY"],
    meaning:
      "The keys themselves instead of a file: base64 of 32 bytes each, separated by commas, the current one first.",
    parse: parseSecretKeys,
  },
  administratorName: {
    names: ["PASSERELLE_ADMIN_USER"],
    fallback: "guacadmin",
    meaning: "Name of the administrator that the first start creates.",
    parse: accountName,
  },
  administratorPassword: {
    names: ["PASSERELLE_ADMIN_PASSWORD"],
    meaning: "Password of that administrator; unset: a random one is printed and must be changed at the first login.",
    parse: text,
  },
  logLevel: {
    names: ["PASSERELLE_LOG_LEVEL"],
    fallback: "info",
    meaning: `How much is logged: ${LOG_LEVELS.join(", ")}.`,
    parse: logLevel,
  },
  demoDesktop: {
    names: ["PASSERELLE_DEMO_DESKTOP"],
    meaning:
      'host:port of the playground; the first start of an embedded database makes a connection "Demo desktop" to it.',
    parse: address,
  },
  postgresHost: {
    names: ["POSTGRES_HOSTNAME", "POSTGRESQL_HOSTNAME"],
    meaning: "PostgreSQL server; unset: the embedded database.",
    parse: text,
  },
  postgresPort: {
    names: ["POSTGRES_PORT", "POSTGRESQL_PORT"],
    fallback: "5432",
    meaning: "Its TCP port.",
    parse: port,
  },
  postgresDatabase: {
    names: ["POSTGRES_DATABASE", "POSTGRESQL_DATABASE"],
    meaning: "Name of the database; required with POSTGRES_HOSTNAME.",
    parse: text,
  },
  postgresUser: {
    names: ["POSTGRES_USER", "POSTGRESQL_USER", "POSTGRESQL_USERNAME"],
    meaning: "User of the database; required with POSTGRES_HOSTNAME.",
    parse: text,
  },
  postgresPassword: {
    names: ["POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD"],
    meaning: "Password of that user; required with POSTGRES_HOSTNAME.",
    parse: text,
  },
} satisfies Record<string, Variable<unknown>>;
