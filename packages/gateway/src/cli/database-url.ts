import type { PostgresSettings } from "../configuration/postgres-settings.ts";
import { UsageError } from "./command.ts";

/**
 * How to connect to the PostgreSQL database that a URL names: `postgres://user:password@host:5432/database`. TLS is used
 * where the server has it, and asked for with `?sslmode=require`, or `verify-full` to check its certificate.
 * @throws UsageError
 */
export function databaseSettings(text: string): PostgresSettings {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["postgres:", "postgresql:"].includes(url.protocol) || url.pathname.length < 2) {
    throw new UsageError("A database is named as postgres://user:password@host:5432/database.");
  }
  const mode = url.searchParams.get("sslmode") ?? "prefer";
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    tls: mode === "disable" ? undefined : { rejectUnauthorized: mode === "verify-full" },
    plainWillDo: mode === "prefer",
    statementTimeout: 0,
    queryTimeout: 0,
  };
}
