import type { SchemaField, SchemaForm } from "../api/types.ts";
import { fieldsOf, type Schema } from "./draft.ts";

/** The parameters that most connections need, in the order in which people think of them. */
const common = {
  general: ["hostname", "port"],
  "sign-in": ["username", "password", "domain"],
  security: ["security", "ignore-cert"],
  display: ["server-layout", "resize-method", "color-depth"],
  devices: ["disable-audio", "enable-printing", "enable-drive", "drive-path", "create-drive-path"],
} as const;

/** A form of the schema; `kind` is where its fields are stored. */
export interface MoreSection extends SchemaForm {
  readonly kind: "parameters" | "attributes";
}

export interface Layout {
  /** Always open, in this order; without what has no effect yet. */
  readonly common: readonly { readonly name: keyof typeof common; readonly fields: readonly SchemaField[] }[];
  /** What is left, in the sections of the schema. */
  readonly more: readonly MoreSection[];
}

/** Where Guacamole finds its own daemon; Passerelle keeps what is stored, but has no use for it. */
export const unusedForm = "guacd";

/** When and from where something may be used; its fields have an editor of their own. */
export const restrictionForm = "restrict-access";

/** Names a section among all; a form of parameters and one of attributes may have the same name. */
export function sectionKey({ kind, name }: MoreSection): string {
  return `${kind}.${name}`;
}

/** Which field stands where; nothing that the gateway's schema has is left out, and nothing that it lacks is shown. */
export function layoutOf({ parameters, attributes }: Schema): Layout {
  const useful = fieldsOf(parameters).filter((field) => !field.later);
  const fields = new Map(useful.map((field) => [field.name, field]));
  const names = new Set<string>(Object.values(common).flat());
  const rest = parameters.map((form) => ({
    ...form,
    kind: "parameters" as const,
    fields: form.fields.filter((field) => field.later || !names.has(field.name)),
  }));
  const used = attributes.filter((form) => form.name !== unusedForm);
  const sections = Object.entries(common).map(([name, inside]) => ({
    name: name as keyof typeof common,
    fields: inside.map((field) => fields.get(field)).filter((field) => field !== undefined),
  }));
  return {
    common: sections.filter(({ name, fields }) => name === "general" || fields.length > 0),
    more: [...rest, ...used.map((form) => ({ ...form, kind: "attributes" as const }))].filter(
      (section) => section.fields.length > 0,
    ),
  };
}

/** Whether a field is of use, given what the others hold: the drive's folder is not without a drive. */
export function isApplicable(field: string, parameters: Readonly<Record<string, string | null>>): boolean {
  const isOfDrive = field === "drive-path" || field === "create-drive-path";
  return !isOfDrive || parameters["enable-drive"] === "true";
}
