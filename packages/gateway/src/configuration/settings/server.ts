import { parseSecretKeys } from "../../secrets/secret-key.ts";
import { address, oneOf, path, port, text } from "../parsers.ts";
import { subject } from "../setting.ts";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Guacamole says "warning". */
function logLevel(value: string): LogLevel {
  return value.toLowerCase() === "warning" ? "warn" : oneOf(...LOG_LEVELS)(value);
}

function accountName(value: string): string {
  if (value.length > 128) {
    throw new Error("must have at most 128 characters");
  }
  return value;
}

export const SERVER = subject("Server", "", {
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
  logLevel: {
    names: ["PASSERELLE_LOG_LEVEL", "LOG_LEVEL", "LOGBACK_LEVEL"],
    fallback: "info",
    meaning: `How much is logged: ${LOG_LEVELS.join(", ")}.`,
    parse: logLevel,
  },
  dataFolder: {
    names: ["PASSERELLE_DATA_DIR"],
    fallback: "data",
    meaning: "Folder of the embedded database and of the key that encrypts secrets; made if it is missing.",
    parse: path,
  },
  secretKeyFile: {
    names: ["PASSERELLE_SECRET_KEY_FILE"],
    meaning:
      "File of the key that encrypts stored passwords; unset: `secret.key` in the data folder. Without it they are lost: keep a copy.",
    parse: path,
  },
  secretKeys: {
    names: ["PASSERELLE_SECRET_KEY"],
    meaning:
      "The keys themselves instead of a file: base64 of 32 bytes each, separated by commas, the current one first.",
    secret: true,
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
    secret: true,
    parse: text,
  },
  demoDesktop: {
    names: ["PASSERELLE_DEMO_DESKTOP"],
    meaning:
      'host:port of the playground; the first start of an embedded database makes a connection "Demo desktop" to it.',
    parse: address,
  },
  guacamoleHome: {
    names: ["GUACAMOLE_HOME"],
    fallback: "/etc/guacamole",
    meaning: "Folder in which `guacamole.properties` is looked for.",
    parse: path,
  },
});
