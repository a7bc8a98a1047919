import { oneOf, path, port, text, whole } from "../parsers.ts";
import { subject } from "../setting.ts";

/** Guacamole's image reads both spellings. */
function names(name: string): readonly [string, string] {
  return [`POSTGRES_${name}`, `POSTGRESQL_${name}`];
}

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
const LONGEST_TIMEOUT = 24 * 60 * 60;

export const DATABASE = subject(
  "Database",
  "PostgreSQL 13 or later, with Guacamole's tables or empty. Without any of these the embedded database in the data folder is used.",
  {
    host: {
      names: names("HOSTNAME"),
      meaning: "PostgreSQL server; unset: localhost.",
      parse: text,
    },
    port: {
      names: names("PORT"),
      fallback: "5432",
      meaning: "Its TCP port.",
      parse: port,
    },
    database: {
      names: names("DATABASE"),
      meaning: "Name of the database.",
      parse: text,
    },
    user: {
      names: ["POSTGRES_USER", "POSTGRESQL_USERNAME", "POSTGRESQL_USER", "POSTGRES_USERNAME"],
      meaning: "User of the database.",
      parse: text,
    },
    password: {
      names: names("PASSWORD"),
      meaning: "Password of that user.",
      secret: true,
      parse: text,
    },
    sslMode: {
      names: names("SSL_MODE"),
      fallback: "prefer",
      meaning: `${SSL_MODES.join(", ")}, as libpq means them; \`allow\` does what \`prefer\` does.`,
      parse: oneOf(...SSL_MODES),
    },
    sslCertificate: {
      names: names("SSL_CERT_FILE"),
      meaning: "Certificate that the gateway shows to the server, PEM or DER.",
      parse: path,
    },
    sslKey: {
      names: names("SSL_KEY_FILE"),
      meaning: "Its private key, PEM or PKCS #8 in DER.",
      parse: path,
    },
    sslKeyPassword: {
      names: names("SSL_KEY_PASSWORD"),
      meaning: "Password of that key.",
      secret: true,
      parse: text,
    },
    sslRootCertificate: {
      names: names("SSL_ROOT_CERT_FILE"),
      meaning: "Authorities that may have signed the server's certificate, PEM or DER; unset: those of Node.",
      parse: path,
    },
    statementTimeout: {
      names: names("DEFAULT_STATEMENT_TIMEOUT"),
      fallback: "0",
      meaning: "Seconds after which the server gives a statement up; 0: never.",
      parse: whole(0, LONGEST_TIMEOUT),
    },
    socketTimeout: {
      names: names("SOCKET_TIMEOUT"),
      fallback: "0",
      meaning: "Seconds after which the gateway gives a statement up that is not answered; 0: never.",
      parse: whole(0, LONGEST_TIMEOUT),
    },
  },
);
