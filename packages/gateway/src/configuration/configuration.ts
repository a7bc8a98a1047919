import { join } from "node:path";
import { type AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../accounts/account-settings.ts";
import { DEFAULT_SESSION_LIMITS, type SessionLimits } from "../sessions/session-limits.ts";
import { nearest } from "./nearest.ts";
import { VARIABLES, type Variable } from "./variables.ts";

type Variables = typeof VARIABLES;
type Value<Key extends keyof Variables> = ReturnType<Variables[Key]["parse"]>;

/** The value of every variable: those without a fallback may be undefined. */
type Values = {
  readonly [Key in keyof Variables]: Variables[Key] extends { fallback: string } ? Value<Key> : Value<Key> | undefined;
};

/** How to reach a PostgreSQL server. */
export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

export interface Configuration extends Omit<Values, `postgres${string}`> {
  readonly secretKeyFile: string;
  /** Undefined: the embedded database. */
  readonly postgres: PostgresSettings | undefined;
  readonly accounts: AccountSettings;
  readonly sessionLimits: SessionLimits;
}

/** The environment is not one that the gateway can start with; the message holds one sentence a line. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

type Environment = Readonly<Record<string, string | undefined>>;

const OWN_PREFIX = "PASSERELLE_";

function unknownNames(environment: Environment): string[] {
  const known = Object.values(VARIABLES)
    .map((variable) => variable.names[0])
    .filter((name) => name.startsWith(OWN_PREFIX));
  return Object.keys(environment)
    .filter((name) => name.startsWith(OWN_PREFIX) && !known.includes(name))
    .map((name) => `${name} is not a setting; did you mean ${nearest(name, known)}?`);
}

function readVariable(variable: Variable<unknown>, environment: Environment, faults: string[]): unknown {
  const name = variable.names.find((candidate) => (environment[candidate] ?? "") !== "");
  const text = name === undefined ? variable.fallback : environment[name];
  if (text === undefined) {
    return undefined;
  }
  try {
    return variable.parse(text);
  } catch (error) {
    faults.push(`${name} ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}

function postgresSettings(values: Values, faults: string[]): PostgresSettings | undefined {
  const { postgresHost: host, postgresPort: port } = values;
  const { postgresDatabase: database, postgresUser: user, postgresPassword: password } = values;
  if (host === undefined) {
    if (database !== undefined) {
      faults.push(
        "POSTGRES_DATABASE is set but POSTGRES_HOSTNAME is not; set both, or neither for the embedded database.",
      );
    }
    return undefined;
  }
  if (database === undefined || user === undefined || password === undefined) {
    faults.push("POSTGRES_HOSTNAME also needs POSTGRES_DATABASE, POSTGRES_USER and POSTGRES_PASSWORD.");
    return undefined;
  }
  return { host, port, database, user, password };
}

/**
 * Reads the settings from `environment`.
 * @throws ConfigurationError naming everything that is wrong, not only the first.
 */
export function readConfiguration(environment: Environment): Configuration {
  const faults = unknownNames(environment);
  const entries = Object.entries(VARIABLES).map(([key, variable]) => [
    key,
    readVariable(variable, environment, faults),
  ]);
  const values = Object.fromEntries(entries) as Values;
  const postgres = postgresSettings(values, faults);
  if (faults.length > 0) {
    throw new ConfigurationError(faults.join("\n"));
  }
  const { host, port, dataFolder, secretKeys, administratorName, administratorPassword, logLevel, demoDesktop } =
    values;
  const secretKeyFile = values.secretKeyFile ?? join(dataFolder, "secret.key");
  return {
    host,
    port,
    dataFolder,
    secretKeyFile,
    secretKeys,
    administratorName,
    administratorPassword,
    logLevel,
    demoDesktop,
    postgres,
    accounts: DEFAULT_ACCOUNT_SETTINGS,
    sessionLimits: DEFAULT_SESSION_LIMITS,
  };
}
