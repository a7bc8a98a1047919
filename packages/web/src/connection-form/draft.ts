import type { ConnectionChange, NewConnection } from "../api/connections.ts";
import { rootGroup } from "../api/gateway.ts";
import type { SchemaField, SchemaForm } from "../api/types.ts";

/** What the form holds; every field of the schema is there, "" where nothing is set. */
export interface FormValues {
  name: string;
  parentIdentifier: string;
  /** null for a secret that stays as it is stored: the page never learns it. */
  parameters: Record<string, string | null>;
  attributes: Record<string, string>;
}

/** What the form starts from: a stored connection, a copy of one, or what most new ones need. */
export interface FormStart {
  readonly name: string;
  readonly parentIdentifier: string;
  readonly protocol: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of the secrets that the gateway has, and takes over unless they are replaced. */
  readonly storedSecrets: readonly string[];
  readonly attributes: Readonly<Record<string, string | null>>;
}

/** What a new connection starts with: sensible for a Windows desktop with its own self-signed certificate. */
export const blankConnection: FormStart = {
  name: "",
  parentIdentifier: rootGroup,
  protocol: "rdp",
  parameters: { port: "3389", security: "any", "resize-method": "display-update" },
  storedSecrets: [],
  attributes: {},
};

export interface Schema {
  readonly parameters: readonly SchemaForm[];
  readonly attributes: readonly SchemaForm[];
}

/** What the form knows of a connection: the parameters of RDP, and of other protocols none. */
export function schemaFor(protocol: string, schema: Schema): Schema {
  return protocol === "rdp" ? schema : { ...schema, parameters: [] };
}

export function fieldsOf(forms: readonly SchemaForm[]): SchemaField[] {
  return forms.flatMap((form) => form.fields);
}

function emptyValues(forms: readonly SchemaForm[]): Record<string, string> {
  return Object.fromEntries(fieldsOf(forms).map((field) => [field.name, ""]));
}

/** The form's values for a connection. */
export function valuesOf(start: FormStart, schema: Schema): FormValues {
  const attributes = Object.entries(start.attributes).map(([name, value]) => [name, value ?? ""]);
  return {
    name: start.name,
    parentIdentifier: start.parentIdentifier,
    parameters: {
      ...emptyValues(schema.parameters),
      ...start.parameters,
      ...Object.fromEntries(start.storedSecrets.map((name) => [name, null])),
    },
    attributes: { ...emptyValues(schema.attributes), ...Object.fromEntries(attributes) },
  };
}

/** A value as it is sent: without spaces around it, except where they may belong to it. */
function entry(value: string | null, field: SchemaField | undefined): string | null {
  const isVerbatim = field?.type === "PASSWORD" || field?.type === "MULTILINE";
  return isVerbatim || value === null ? value : value.trim();
}

/** The entries that differ from those the form began with; null where something is to be removed. */
function changedEntries(
  now: Readonly<Record<string, string | null>>,
  before: Readonly<Record<string, string | null>>,
  forms: readonly SchemaForm[],
): Record<string, string | null> {
  const fields = new Map(fieldsOf(forms).map((field) => [field.name, field]));
  const entries = Object.entries(now).map(([name, value]) => [name, entry(value, fields.get(name))] as const);
  const changed = entries.filter(([name, value]) => value !== (before[name] === undefined ? "" : before[name]));
  return Object.fromEntries(changed.map(([name, value]) => [name, value === "" ? null : value]));
}

/** What is to change of a stored connection. */
export function changeOf(values: FormValues, start: FormStart, schema: Schema): ConnectionChange {
  const before = valuesOf(start, schema);
  const name = values.name.trim();
  const parameters = changedEntries(values.parameters, before.parameters, schema.parameters);
  const attributes = changedEntries(values.attributes, before.attributes, schema.attributes);
  return {
    ...(name !== before.name && { name }),
    ...(values.parentIdentifier !== before.parentIdentifier && { parentIdentifier: values.parentIdentifier }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

/**
 * A connection to be made.
 * @param original the connection that it is a copy of, whose secrets it gets as far as they were neither replaced nor removed.
 */
export function newConnectionOf(
  values: FormValues,
  start: FormStart,
  schema: Schema,
  original?: string,
): NewConnection {
  const nothing = { parameters: {}, attributes: {} };
  const { parameters, attributes } = { ...nothing, ...changeOf(values, { ...start, ...nothing }, schema) };
  return {
    name: values.name.trim(),
    parentIdentifier: values.parentIdentifier,
    protocol: start.protocol,
    parameters,
    attributes,
    ...(original !== undefined && { copySecretsOf: original }),
  };
}

/** The parameters to try out; the secrets that stay as they are stored are not among them. */
export function triedParameters(values: FormValues, schema: Schema): Record<string, string> {
  const fields = new Map(fieldsOf(schema.parameters).map((field) => [field.name, field]));
  const entries = Object.entries(values.parameters).map(([name, value]) => [name, entry(value, fields.get(name))]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
