import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import type { Values } from "./setting.ts";
import type { DATABASE } from "./settings/database.ts";

type DatabaseValues = Values<(typeof DATABASE)["settings"]>;

/** How to reach a PostgreSQL server. */
export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Undefined: never by TLS. */
  readonly tls: ConnectionOptions | undefined;
  /** A server without TLS will do. */
  readonly plainWillDo: boolean;
  /** Milliseconds after which the server gives a statement up; 0: never. */
  readonly statementTimeout: number;
  /** Milliseconds after which we do; 0: never. */
  readonly queryTimeout: number;
}

const PEM = "-----BEGIN ";

/** PEM of a certificate, or of several; Guacamole also takes one in DER. */
function certificate(content: Buffer): string {
  const text = content.toString("latin1");
  return text.includes(PEM) ? text : new X509Certificate(content).toString();
}

/** PEM of a private key, without its password; Guacamole takes PKCS #8 in DER. */
function privateKey(content: Buffer, passphrase: string | undefined): string {
  const form = content.includes(PEM) ? { format: "pem" as const } : { format: "der" as const, type: "pkcs8" as const };
  const key = createPrivateKey({ key: content, ...form, ...(passphrase !== undefined && { passphrase }) });
  return key.export({ format: "pem", type: "pkcs8" }).toString();
}

function readPem(path: string | undefined, toPem: (content: Buffer) => string, faults: string[]): string | undefined {
  if (path === undefined) {
    return undefined;
  }
  try {
    return toPem(readFileSync(path));
  } catch (error) {
    faults.push(`${path} cannot be used for TLS: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}

function tlsOptions(values: DatabaseValues, faults: string[]): ConnectionOptions | undefined {
  const { sslMode, sslCertificate, sslKey, sslKeyPassword, sslRootCertificate } = values;
  if (sslMode === "disable") {
    return undefined;
  }
  const ca = readPem(sslRootCertificate, certificate, faults);
  const cert = readPem(sslCertificate, certificate, faults);
  const key = readPem(sslKey, (content) => privateKey(content, sslKeyPassword), faults);
  return {
    rejectUnauthorized: sslMode === "verify-ca" || sslMode === "verify-full",
    ...(sslMode === "verify-ca" && { checkServerIdentity: () => undefined }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

/**
 * The server to use; undefined: the embedded database.
 * @param faults gets a sentence for each thing that is missing or cannot be used.
 */
export function postgresSettings(values: DatabaseValues, faults: string[]): PostgresSettings | undefined {
  const { host, port, database, user, password, sslMode, statementTimeout, socketTimeout } = values;
  if ([host, database, user, password].every((value) => value === undefined)) {
    return undefined;
  }
  const missing = Object.entries({ DATABASE: database, USER: user, PASSWORD: password })
    .filter(([, value]) => value === undefined)
    .map(([name]) => `POSTGRES_${name}`);
  const tls = tlsOptions(values, faults);
  if (database === undefined || user === undefined || password === undefined) {
    faults.push(
      `PostgreSQL also needs ${missing.join(" and ")}; without any of its settings the embedded database is used.`,
    );
    return undefined;
  }
  return {
    host: host ?? "localhost",
    port,
    database,
    user,
    password,
    tls,
    plainWillDo: sslMode === "prefer" || sslMode === "allow",
    statementTimeout: statementTimeout * 1000,
    queryTimeout: socketTimeout * 1000,
  };
}
