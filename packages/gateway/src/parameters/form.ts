import { isTimeZone } from "../sessions/time-zone.ts";

/** The kinds of fields that Guacamole's forms have, as far as they are used here. */
export type FieldType =
  | "TEXT"
  | "USERNAME"
  | "EMAIL"
  | "PASSWORD"
  | "NUMERIC"
  | "BOOLEAN"
  | "ENUM"
  | "MULTILINE"
  | "DATE"
  | "TIME"
  | "TIMEZONE";

/** A field of a form as the API answers it. */
interface SchemaField {
  readonly name: string;
  readonly type: FieldType;
  readonly options?: readonly string[];
  readonly later?: true;
}

export interface SchemaForm {
  readonly name: string;
  readonly fields: readonly SchemaField[];
}

/** An input of a form: how the API names it, what it takes, and what holds when it is empty. */
export interface Parameter {
  readonly name: string;
  readonly type: FieldType;
  /** The values of an ENUM. */
  readonly options?: readonly string[];
  /** The least and the most of a NUMERIC. */
  readonly range?: readonly [least: number, most: number];
  readonly fallback?: string;
  /** Encrypted where it is stored. */
  readonly secret?: true;
  /** Stored, but without effect: the function that it belongs to is not there yet. */
  readonly later?: true;
  /** The most characters; absent: as many as the column of values takes. */
  readonly length?: number;
  /** What is wrong with a value beyond its type; undefined when nothing is. */
  readonly check?: (value: string) => string | undefined;
}

/** Parameters under one heading. */
export interface Group {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

/** Guacamole writes a check box as a BOOLEAN with its one value, and lets an ENUM be empty. */
function optionsOf(parameter: Parameter): { options?: readonly string[] } {
  if (parameter.type === "BOOLEAN") {
    return { options: ["true"] };
  }
  return parameter.options === undefined ? {} : { options: ["", ...parameter.options] };
}

/** The forms that a table of parameters makes. */
export function formsOf(groups: readonly Group[]): SchemaForm[] {
  return groups.map(({ name, parameters }) => ({
    name,
    fields: parameters.map((parameter) => ({
      name: parameter.name,
      type: parameter.type,
      ...optionsOf(parameter),
      ...(parameter.later && { later: true as const }),
    })),
  }));
}

/** Of Guacamole's columns parameter_value and attribute_value. */
export const MAX_VALUE_LENGTH = 4096;

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00Z`).toJSON()?.startsWith(value) === true;
}

function numberFault({ name, range }: Parameter, value: string): string | undefined {
  const [least, most] = range ?? [-(2 ** 31), 2 ** 31 - 1];
  const number = Number(value);
  return /^-?\d{1,10}$/.test(value) && number >= least && number <= most
    ? undefined
    : `${name} must be a whole number from ${least} to ${most}, not "${value}"`;
}

/** What is wrong with a value as one of its type. */
function typeFault(parameter: Parameter, value: string): string | undefined {
  const { name, type } = parameter;
  if (type === "BOOLEAN" && value !== "true" && value !== "false") {
    return `${name} must be true or false, not "${value}"`;
  }
  if (type === "NUMERIC") {
    return numberFault(parameter, value);
  }
  if (type === "DATE" && !isDate(value)) {
    return `${name} must be a date such as 2026-12-31, not "${value}"`;
  }
  if (type === "TIME" && !/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value)) {
    return `${name} must be a time such as 08:30:00, not "${value}"`;
  }
  if (type === "TIMEZONE" && !isTimeZone(value)) {
    return `${name} must be a time zone such as Europe/Paris, not "${value}"`;
  }
  return undefined;
}

/** What is wrong with a value that is not empty; undefined when nothing is. */
export function faultOf(parameter: Parameter, value: string): string | undefined {
  const { name, options, length = MAX_VALUE_LENGTH, check } = parameter;
  if ([...value].length > length) {
    return `${name} may have at most ${length} characters`;
  }
  if (options !== undefined && !options.includes(value)) {
    return `${name} must be one of ${options.join(", ")}, not "${value}"`;
  }
  return typeFault(parameter, value) ?? check?.(value);
}

/** What is wrong with attributes, one sentence each; those that no form knows are not looked at, and neither are empty ones. */
export function faultsOfAttributes(groups: readonly Group[], attributes: Readonly<Record<string, string>>): string[] {
  return groups
    .flatMap((group) => group.parameters)
    .flatMap((parameter) => {
      const value = attributes[parameter.name] ?? "";
      const fault = value === "" ? undefined : faultOf(parameter, value);
      return fault === undefined ? [] : [`${fault}.`];
    });
}
