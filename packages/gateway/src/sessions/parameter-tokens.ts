import type { Principal, StoredConnection } from "./session-store.ts";

export type Tokens = Readonly<Record<string, string>>;

/** `$` escapes; the modifier runs to the last brace of the value, as it does in Guacamole. */
const TOKEN = /(\$?)(\$\{([A-Za-z0-9_]*)(?::(.*))?\})/g;

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

/** The tokens of one session, under Guacamole's names. @param id the session's, which is its history row's UUID */
export function tokensOf(principal: Principal, connection: StoredConnection, id: string, startedAt: Date): Tokens {
  const date = localDate(startedAt);
  const time = localTime(startedAt);
  return {
    GUAC_USERNAME: principal.username,
    ...(principal.password === undefined ? {} : { GUAC_PASSWORD: principal.password }),
    GUAC_CLIENT_ADDRESS: principal.remoteHost,
    GUAC_CLIENT_HOSTNAME: principal.remoteHost,
    GUAC_DATE: date,
    GUAC_TIME: time,
    JDBC_STARTDATE: date,
    JDBC_STARTTIME: time,
    JDBC_CONNECTION_ID: connection.identifier,
    JDBC_CONNECTION_NAME: connection.name,
    JDBC_PROTOCOL: connection.protocol,
    HISTORY_UUID: id,
  };
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
