import { Accordion, Badge } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { RestrictionFields } from "../restrictions/restriction-fields.tsx";
import type { FormValues } from "./draft.ts";
import { useFieldTexts } from "./field-texts.ts";
import classes from "./form.module.css";
import { SchemaFields } from "./form-section.tsx";
import { type MoreSection, restrictionForm, sectionKey } from "./layout.ts";

interface MoreSettingsProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly sections: readonly MoreSection[];
  /** Keys of the sections that are open. */
  readonly opened: readonly string[];
  readonly onOpenedChange: (opened: string[]) => void;
}

/** Everything that few connections need. Only open sections are rendered, so that typing stays quick. */
export function MoreSettings({ form, sections, opened, onOpenedChange }: MoreSettingsProps): ReactElement {
  const { t } = useTranslation();
  const texts = useFieldTexts();
  return (
    <section aria-label={t("form.moreSettings")}>
      <h2 className={classes.heading}>{t("form.moreSettings")}</h2>
      <Accordion
        multiple
        order={3}
        transitionDuration={0}
        keepMounted={false}
        value={[...opened]}
        onChange={onOpenedChange}
        className={classes.more}
      >
        {sections.map((section) => {
          const { kind, name, fields } = section;
          const key = sectionKey(section);
          const count = fields.filter((field) => form.values[kind][field.name] !== "").length;
          const isLater = fields.every((field) => field.later);
          return (
            <Accordion.Item key={key} value={key}>
              <Accordion.Control>
                {kind === "parameters" ? texts.section(name) : texts.attributeSection(name)}
                {isLater && (
                  <Badge variant="light" color="gray" size="sm" ml="sm" tt="none">
                    {texts.later}
                  </Badge>
                )}
                {count > 0 && (
                  <Badge variant="light" size="sm" ml="sm" tt="none">
                    {t("form.settingsSet", { count })}
                  </Badge>
                )}
              </Accordion.Control>
              <Accordion.Panel>
                {name === restrictionForm ? (
                  <RestrictionFields
                    textOf={(attribute) => form.values.attributes[attribute] ?? ""}
                    errorOf={(attribute) => form.errors[`attributes.${attribute}`] as string | undefined}
                    onChange={(attribute, value) => form.setFieldValue(`attributes.${attribute}`, value)}
                  />
                ) : (
                  <div className={classes.fields}>
                    <SchemaFields form={form} kind={kind} fields={fields} />
                  </div>
                )}
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </section>
  );
}
