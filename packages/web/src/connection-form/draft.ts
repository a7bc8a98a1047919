import { rootGroup } from "../api/gateway.ts";
import type { Connection, ConnectionDraft, SchemaField, SchemaForm } from "../api/types.ts";

/** What the form holds; every field of the schema is there, "" where nothing is set. */
export interface FormValues {
  name: string;
  parentIdentifier: string;
  parameters: Record<string, string>;
  attributes: Record<string, string>;
}

/** A connection with its parameters, as the form starts from it. */
export type StoredConnection = Pick<Connection, "name" | "parentIdentifier" | "attributes"> & {
  readonly parameters: Readonly<Record<string, string | null>>;
};

/** What a new connection starts with: sensible for a Windows desktop with its own self-signed certificate. */
export const blankConnection: StoredConnection = {
  name: "",
  parentIdentifier: rootGroup,
  attributes: {},
  parameters: { port: "3389", security: "any", "resize-method": "display-update" },
};

export interface Schema {
  readonly parameters: readonly SchemaForm[];
  readonly attributes: readonly SchemaForm[];
}

function fieldsOf(forms: readonly SchemaForm[]): SchemaField[] {
  return forms.flatMap((form) => form.fields);
}

function fill(forms: readonly SchemaForm[], stored: Readonly<Record<string, string | null>>): Record<string, string> {
  const names = new Set([...fieldsOf(forms).map((field) => field.name), ...Object.keys(stored)]);
  return Object.fromEntries([...names].map((name) => [name, stored[name] ?? ""]));
}

/** The form's values for a connection; parameters that the schema does not know are kept, since saving replaces all. */
export function valuesOf(connection: StoredConnection, schema: Schema): FormValues {
  return {
    name: connection.name,
    parentIdentifier: connection.parentIdentifier,
    parameters: fill(schema.parameters, connection.parameters),
    attributes: fill(schema.attributes, connection.attributes),
  };
}

function trimmed(values: Readonly<Record<string, string>>, forms: readonly SchemaForm[]): Record<string, string> {
  const verbatim = new Set(
    fieldsOf(forms)
      .filter(({ type }) => type === "PASSWORD" || type === "MULTILINE")
      .map((field) => field.name),
  );
  const kept = Object.entries(values).map(([name, value]) => [name, verbatim.has(name) ? value : value.trim()]);
  return Object.fromEntries(kept.filter(([, value]) => value !== ""));
}

/** What is sent to the gateway: spaces around entries dropped (not those of secrets), and what is empty left out. */
export function draftOf(values: FormValues, schema: Schema): ConnectionDraft {
  return {
    name: values.name.trim(),
    parentIdentifier: values.parentIdentifier,
    protocol: "rdp",
    parameters: trimmed(values.parameters, schema.parameters),
    attributes: trimmed(values.attributes, schema.attributes),
  };
}
