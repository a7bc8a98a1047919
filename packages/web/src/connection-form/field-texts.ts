import { useTranslation } from "react-i18next";
import type { Resources } from "../i18n/typed-resources.ts";

type Parameters = Resources["parameters"];

/** Names of fields, sections and choices; Guacamole's own name where there is no text for one. */
export interface FieldTexts {
  label(field: string): string;
  help(field: string): string | undefined;
  option(field: string, value: string): string;
  section(name: string): string;
  attributeSection(name: string): string;
  /** That something has no effect in this release. */
  readonly later: string;
}

export function useFieldTexts(): FieldTexts {
  const { t } = useTranslation("parameters");
  // The schema may name what this release has no text for, so the keys are not known to be ours.
  type Field = keyof Parameters["fields"];
  return {
    label: (field) => t(`fields.${field as Field}.label`, field),
    help: (field) => t(`fields.${field as Field}.help`, "") || undefined,
    option: (field, value) => t(`options.${field as "security"}.${value as "any"}`, value),
    section: (name) => t(`sections.${name as keyof Parameters["sections"]}`, name),
    later: t("later"),
    attributeSection: (name) => t(`attributeSections.${name as keyof Parameters["attributeSections"]}`, name),
  };
}
