import type { Principal, StoredConnection } from "./session-store.ts";

export type Tokens = Readonly<Record<string, string>>;

/** `$` escapes. In Guacamole a modifier runs to the last brace of the value, which loses the tokens between. */
const TOKEN = /(\$?)(\$\{([A-Za-z0-9_]*)(?::([^}]*))?\})/g;

/**
 * Replaces Guacamole's parameter tokens, `${NAME}` or `${NAME:MODIFIER}`.
 * `$${NAME}` stands for the text `${NAME}`; a token without a value stays as it is.
 */
export function expandTokens(value: string, tokens: Tokens): string {
  return value.replace(TOKEN, (whole, escaped: string, token: string, name: string, modifier?: string) => {
    if (escaped) return token;
    const known = Object.hasOwn(tokens, name) ? tokens[name] : undefined;
    if (known === undefined) return modifier === "OPTIONAL" ? "" : whole;
    if (modifier === "UPPER") return known.toUpperCase();
    if (modifier === "LOWER") return known.toLowerCase();
    return known;
  });
}

/** Where recordings are looked for, as in Guacamole. */
const HISTORY_PATH = "/var/lib/guacamole/recordings";

/** What a session's tokens are made from. */
export interface TokenSources {
  readonly principal: Principal;
  readonly connection: StoredConnection;
  /** As typed at the sign-in; absent where nobody typed one. */
  readonly typedPassword?: string;
  /** Of the session's history row. */
  readonly uuid: string;
  readonly startedAt: Date;
}

/** The tokens of one session, under Guacamole's names. Those of sources that are not there stay as they are written. */
export function tokensOf({ principal, connection, typedPassword, uuid, startedAt }: TokenSources): Tokens {
  const date = localDate(startedAt);
  const time = localTime(startedAt);
  const tokens = {
    GUAC_USERNAME: principal.username,
    ...(typedPassword !== undefined && { GUAC_PASSWORD: typedPassword }),
    GUAC_CLIENT_ADDRESS: principal.remoteHost,
    GUAC_CLIENT_HOSTNAME: principal.remoteHost,
    GUAC_DATE: date,
    GUAC_TIME: time,
    JDBC_STARTDATE: date,
    JDBC_STARTTIME: time,
    JDBC_CONNECTION_ID: connection.identifier,
    JDBC_CONNECTION_NAME: connection.name,
    JDBC_PROTOCOL: connection.protocol,
    HISTORY_UUID: uuid,
    HISTORY_PATH,
  };
  return { ...tokens, JDBC_HOSTNAME: expandTokens(connection.parameters.hostname ?? "", tokens) };
}

function localDate(date: Date): string {
  return `${date.getFullYear()}${twoDigits(date.getMonth() + 1)}${twoDigits(date.getDate())}`;
}

function localTime(date: Date): string {
  return `${twoDigits(date.getHours())}${twoDigits(date.getMinutes())}${twoDigits(date.getSeconds())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
