import type { TFunction } from "i18next";
import type { SchemaField } from "../api/types.ts";
import { type FormValues, fieldsOf, type Schema } from "./draft.ts";
import { isApplicable } from "./layout.ts";

/** guacamole_connection.connection_name is a varchar(128). */
const longestName = 128;

/** The least and the greatest number that a field takes; from 0 where nothing is said. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  port: [1, 65535],
  "gateway-port": [1, 65535],
  "sftp-port": [1, 65535],
  "wol-udp-port": [1, 65535],
  width: [0, 8192],
  height: [0, 8192],
  dpi: [0, 1000],
  timeout: [1, 3600],
  "sftp-timeout": [1, 3600],
};

const hosts = new Set(["hostname", "gateway-hostname", "sftp-hostname"]);

/** What is wrong with the name of a connection, a group or a sharing profile; undefined if nothing is. */
export function nameProblem(t: TFunction, name: string): string | undefined {
  if (name === "") return t("form.required");
  return name.length > longestName ? t("form.tooLong", { max: longestName }) : undefined;
}

function numberProblem(t: TFunction, name: string, value: string): string | undefined {
  if (!/^\d{1,9}$/.test(value)) return t("form.notInteger");
  const [min, max] = ranges[name] ?? [0, Number.POSITIVE_INFINITY];
  const number = Number(value);
  return number < min || number > max ? t("form.outOfRange", { min, max }) : undefined;
}

/** A host name, an IPv4 or an IPv6 address, or one with a parameter token in it; nothing that looks like a URL. */
function isHost(value: string): boolean {
  const isIPv6 = /^\[?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*(%\w+)?\]?$/i.test(value);
  return isIPv6 || value.includes("${") || !/[\s/:@?#\\]/.test(value);
}

export function isTimeZone(value: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

/** What is wrong with an entry, spaces around it dropped; undefined if nothing is. */
export function entryProblem(t: TFunction, { name, type }: SchemaField, value: string): string | undefined {
  if (value === "") return name === "hostname" ? t("form.required") : undefined;
  if (type === "NUMERIC" && !value.includes("${")) return numberProblem(t, name, value);
  if (hosts.has(name) && !isHost(value)) return t("form.badHost");
  if (type === "TIMEZONE" && !isTimeZone(value)) return t("form.badTimeZone");
  return undefined;
}

/**
 * What keeps a connection from being saved.
 * @returns texts by the path of the field, such as `parameters.port`; empty if all is well.
 */
export function problemsOf(t: TFunction, values: FormValues, schema: Schema): Record<string, string> {
  const problems: Record<string, string | undefined> = { name: nameProblem(t, values.name.trim()) };
  for (const kind of ["parameters", "attributes"] as const) {
    for (const field of fieldsOf(schema[kind])) {
      const value = values[kind][field.name];
      // A stored secret is not known here.
      if (value !== null) problems[`${kind}.${field.name}`] = entryProblem(t, field, value?.trim() ?? "");
    }
  }
  const { parameters } = values;
  if (isApplicable("drive-path", parameters) && !parameters["drive-path"]?.trim()) {
    problems["parameters.drive-path"] = t("form.drivePathNeeded");
  }
  const found = Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(found);
}
