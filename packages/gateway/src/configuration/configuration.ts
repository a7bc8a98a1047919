import { join } from "node:path";
import type { AccountSettings } from "../accounts/account-settings.ts";
import type { DeviceSettings } from "../devices/device-settings.ts";
import type { HoursSettings } from "../hours/hours-settings.ts";
import type { ProxySettings, WebSettings } from "../http/web-settings.ts";
import type { MailSettings } from "../mail/mail-settings.ts";
import type { SessionLimits } from "../sessions/session-limits.ts";
import { impliedLayer } from "./implied.ts";
import { nearest } from "./nearest.ts";
import { type PostgresSettings, postgresSettings } from "./postgres-settings.ts";
import { type Findings, type InForce, readSettings } from "./read-settings.ts";
import type { Subject, Values } from "./setting.ts";
import { BLOCKS, PASSWORDS, SIGN_IN, TOTP } from "./settings/accounts.ts";
import { DATABASE } from "./settings/database.ts";
import { DEVICES } from "./settings/devices.ts";
import { HOURS } from "./settings/hours.ts";
import { LIMITS } from "./settings/limits.ts";
import { MAIL } from "./settings/mail.ts";
import { PROXIES } from "./settings/proxies.ts";
import { SERVER } from "./settings/server.ts";
import { WEB } from "./settings/web.ts";
import { type Environment, environmentLayer, filesIn, type Layer, propertiesLayer } from "./sources.ts";
import { type Notice, OWN_PREFIX, withoutMeaning } from "./without-meaning.ts";

/** All there is to set, in the order of the documentation. */
export const SUBJECTS: readonly Subject[] = [
  SERVER,
  WEB,
  DATABASE,
  SIGN_IN,
  PASSWORDS,
  BLOCKS,
  TOTP,
  LIMITS,
  DEVICES,
  HOURS,
  MAIL,
  PROXIES,
];

const KNOWN = SUBJECTS.flatMap(({ settings }) => Object.values(settings).flatMap(({ names }) => names));

export interface Configuration extends Values<(typeof SERVER)["settings"]> {
  readonly secretKeyFile: string;
  /** Undefined: the embedded database. */
  readonly postgres: PostgresSettings | undefined;
  readonly accounts: AccountSettings;
  readonly sessionLimits: SessionLimits;
  readonly devices: DeviceSettings;
  readonly hours: HoursSettings;
  /** Undefined: no mail is sent. */
  readonly mail: MailSettings | undefined;
  readonly web: WebSettings;
  /** What was found and does nothing. */
  readonly notices: readonly Notice[];
}

/** The environment is not one that the gateway can start with; the message holds one sentence a line. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** Everything that can be said about the settings of an environment. */
export interface Inspection {
  /** Only right if there are no faults. */
  readonly configuration: Configuration;
  readonly inForce: readonly InForce[];
  /** One sentence each. */
  readonly faults: readonly string[];
}

function misspelt(layers: readonly Layer[]): string[] {
  const own = KNOWN.filter((name) => name.startsWith(OWN_PREFIX));
  return layers
    .flatMap((layer) => [...layer])
    .filter(([key]) => key.startsWith(OWN_PREFIX) && !own.includes(key))
    .map(([key, { name }]) => `${name} is not a setting; did you mean ${nearest(key, own)}?`);
}

function accountSettings(layers: readonly Layer[], findings: Findings): AccountSettings {
  const { sessionTimeout, sideBySide, caseSensitivity } = readSettings(SIGN_IN.settings, layers, findings);
  const passwordPolicy = readSettings(PASSWORDS.settings, layers, findings);
  const { enabled, maxAttempts, duration } = readSettings(BLOCKS.settings, layers, findings);
  return {
    sessionTimeout,
    sideBySide,
    caseSensitiveUsernames: caseSensitivity === "enabled" || caseSensitivity === "usernames",
    passwordPolicy,
    blocks: { maxAttempts: enabled ? maxAttempts : 0, duration },
    totp: readSettings(TOTP.settings, layers, findings),
  };
}

function mailSettings(layers: readonly Layer[], findings: Findings): MailSettings | undefined {
  const { host, from, ...settings } = readSettings(MAIL.settings, layers, findings);
  return host === undefined ? undefined : { ...settings, host, from: from ?? `passerelle@${host}` };
}

function proxySettings(layers: readonly Layer[], findings: Findings): ProxySettings {
  const { networks, valve, internalProxies, trustedProxies, ...headers } = readSettings(
    PROXIES.settings,
    layers,
    findings,
  );
  const patterns = [internalProxies, trustedProxies].filter((pattern) => pattern !== undefined);
  if (!valve && patterns.length > 0) {
    const reason = "it has an effect only with REMOTE_IP_VALVE_ENABLED=true.";
    findings.notices.push({ names: ["REMOTE_IP_VALVE_INTERNAL_PROXIES"], reason, serious: true });
  }
  return { networks, patterns: valve ? patterns : [], ...headers };
}

/** Reads the settings from `environment`, from the files that it names, and from guacamole.properties; it wins over the latter. */
export function inspectConfiguration(environment: Environment): Inspection {
  const findings: Findings = { inForce: [], notices: [], faults: [] };
  const variables = environmentLayer(environment, new Set(KNOWN), findings.faults);
  const home = variables.get("GUACAMOLE_HOME")?.text ?? SERVER.settings.guacamoleHome.fallback;
  const properties = propertiesLayer(home, findings.faults);
  const files = filesIn(home);
  findings.faults.push(...misspelt([variables, properties]));
  findings.notices.push(...withoutMeaning(variables, properties, files, KNOWN));

  const layers = [variables, properties, impliedLayer([variables, properties], files)];
  const server = readSettings(SERVER.settings, layers, findings);
  const devices = readSettings(DEVICES.settings, layers, findings);
  const hours = readSettings(HOURS.settings, layers, findings);
  const web = readSettings(WEB.settings, layers, findings);
  const configuration = {
    ...server,
    secretKeyFile: server.secretKeyFile ?? join(server.dataFolder ?? "", "secret.key"),
    postgres: postgresSettings(readSettings(DATABASE.settings, layers, findings), findings.faults),
    accounts: accountSettings(layers, findings),
    devices: { ...devices, driveFolder: devices.driveFolder ?? join(server.dataFolder ?? "", "drive") },
    hours: { ...hours, zone: hours.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone },
    mail: mailSettings(layers, findings),
    sessionLimits: readSettings(LIMITS.settings, layers, findings),
    web: { ...web, proxies: proxySettings(layers, findings) },
    notices: findings.notices,
  };
  return { configuration, inForce: findings.inForce, faults: findings.faults };
}

/**
 * The settings of `environment`.
 * @throws ConfigurationError naming everything that is wrong, not only the first.
 */
export function readConfiguration(environment: Environment): Configuration {
  const { configuration, faults } = inspectConfiguration(environment);
  if (faults.length > 0) {
    throw new ConfigurationError(faults.join("\n"));
  }
  return configuration;
}
