import type { SchemaField, SchemaForm } from "../api/types.ts";

/** The parameters that most connections need, in the order in which people think of them. */
const common = {
  general: ["hostname", "port"],
  "sign-in": ["username", "password", "domain"],
  security: ["security", "ignore-cert"],
  display: ["server-layout", "resize-method", "color-depth"],
  devices: ["disable-audio", "enable-printing", "enable-drive", "drive-path", "create-drive-path"],
} as const;

export type CommonSection = keyof typeof common;

export interface Layout {
  /** Always open, in this order. */
  readonly common: readonly { readonly name: CommonSection; readonly fields: readonly SchemaField[] }[];
  /** What is left, in the sections of the schema. */
  readonly more: readonly SchemaForm[];
}

/** Which parameter stands where; nothing that the gateway's schema has is left out, and nothing that it lacks is shown. */
export function layoutOf(forms: readonly SchemaForm[]): Layout {
  const fields = new Map(forms.flatMap((form) => form.fields).map((field) => [field.name, field]));
  const isCommon = new Set<string>(Object.values(common).flat());
  return {
    common: Object.entries(common).map(([name, names]) => ({
      name: name as CommonSection,
      fields: names.map((field) => fields.get(field)).filter((field) => field !== undefined),
    })),
    more: forms
      .map(({ name, fields }) => ({ name, fields: fields.filter((field) => !isCommon.has(field.name)) }))
      .filter((form) => form.fields.length > 0),
  };
}

/** Whether a field is of use, given what the others hold: the drive's folder is not without a drive. */
export function isApplicable(field: string, parameters: Readonly<Record<string, string>>): boolean {
  const isOfDrive = field === "drive-path" || field === "create-drive-path";
  return !isOfDrive || parameters["enable-drive"] === "true";
}
