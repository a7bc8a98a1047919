/** The kinds of fields that Guacamole's forms have, as far as connections use them. */
export type FieldType = "TEXT" | "USERNAME" | "PASSWORD" | "NUMERIC" | "BOOLEAN" | "ENUM" | "MULTILINE" | "TIMEZONE";

/** A field of a form as the API answers it. */
interface SchemaField {
  readonly name: string;
  readonly type: FieldType;
  readonly options?: readonly string[];
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
    fields: parameters.map((parameter) => ({ name: parameter.name, type: parameter.type, ...optionsOf(parameter) })),
  }));
}

/** What is wrong with a value that is not empty; undefined when nothing is. */
export function faultOf(parameter: Parameter, value: string): string | undefined {
  const { name, type, options, range } = parameter;
  if (type === "BOOLEAN" && value !== "true" && value !== "false") {
    return `${name} must be true or false, not "${value}"`;
  }
  if (options !== undefined && !options.includes(value)) {
    return `${name} must be one of ${options.join(", ")}, not "${value}"`;
  }
  if (type === "NUMERIC") {
    const [least, most] = range ?? [-(2 ** 31), 2 ** 31 - 1];
    const number = Number(value);
    if (!/^-?\d{1,10}$/.test(value) || number < least || number > most) {
      return `${name} must be a whole number from ${least} to ${most}, not "${value}"`;
    }
  }
  return undefined;
}
