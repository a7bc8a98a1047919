import { Button, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type GroupType, groupsQuery, type StoredGroup } from "../api/connection-groups.ts";
import type { SchemaForm } from "../api/types.ts";
import { FieldInput } from "../connection-form/field-input.tsx";
import { useFieldTexts } from "../connection-form/field-texts.ts";
import classes from "../connection-form/form.module.css";
import { FormSection } from "../connection-form/form-section.tsx";
import { restrictionForm } from "../connection-form/layout.ts";
import { isNameTaken } from "../connection-form/refused-field.ts";
import { entryProblem, nameProblem } from "../connection-form/validation.ts";
import { RestrictionFields } from "../restrictions/restriction-fields.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { LinkButton } from "../shell/links.tsx";
import { UnsavedGuard } from "../shell/unsaved-guard.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { GroupSelect } from "./group-select.tsx";
import { withInnerGroups } from "./group-tree.ts";

interface GroupFormProps {
  readonly start: StoredGroup;
  /** The group that is edited; undefined for a new one. */
  readonly identifier: string | undefined;
  readonly schema: readonly SchemaForm[];
  readonly submitLabel: string;
  readonly save: (group: StoredGroup) => Promise<void>;
  readonly onSaved: (name: string) => void;
}

interface GroupValues {
  name: string;
  parentIdentifier: string;
  type: GroupType;
  attributes: Record<string, string>;
}

const types = ["ORGANIZATIONAL", "BALANCING"] as const;

function valuesOf(start: StoredGroup, schema: readonly SchemaForm[]): GroupValues {
  const names = [...schema.flatMap((form) => form.fields.map((field) => field.name)), ...Object.keys(start.attributes)];
  return { ...start, attributes: Object.fromEntries(names.map((name) => [name, start.attributes[name] ?? ""])) };
}

/** Adds or edits a group of connections. */
export function GroupForm(props: GroupFormProps): ReactElement {
  const { start, identifier, schema, submitLabel, save, onSaved } = props;
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const texts = useFieldTexts();
  const refusals = useRefusals();
  const groups = useQuery(groupsQuery).data ?? [];
  // A group cannot lie inside itself.
  const own = identifier === undefined ? new Set<string>() : withInnerGroups(groups, [identifier]);

  const form = useForm<GroupValues>({
    initialValues: valuesOf(start, schema),
    validate: (values) => {
      const fields = schema.flatMap((one) => one.fields);
      const problems = fields.map((field) => [
        `attributes.${field.name}`,
        entryProblem(app, field, values.attributes[field.name]?.trim() ?? ""),
      ]);
      return { name: nameProblem(app, values.name.trim()), ...Object.fromEntries(problems) };
    },
    validateInputOnBlur: true,
  });
  const saving = useMutation({
    mutationFn: (values: GroupValues) => save({ ...values, name: values.name.trim() }),
    onSuccess: (_nothing, values) => onSaved(values.name.trim()),
    onError: (error) => {
      if (!isNameTaken(error)) return;
      form.setFieldError("name", t("group.nameTaken"));
      refusals.refuse();
    },
  });
  const isBalancing = form.values.type === "BALANCING";

  return (
    <form ref={refusals.form} onSubmit={form.onSubmit((values) => saving.mutate(values), refusals.refuse)} noValidate>
      <FormSection heading={t("group.general")}>
        <TextInput
          className={classes.wide}
          label={t("group.name")}
          required
          autoComplete="off"
          autoFocus={identifier === undefined}
          {...form.getInputProps("name")}
        />
        <GroupSelect
          className={classes.wide}
          label={t("group.parent")}
          isOffered={(group) => !own.has(group)}
          value={form.values.parentIdentifier}
          onChange={(group) => form.setFieldValue("parentIdentifier", group)}
        />
        <Radio.Group className={classes.wide} label={t("group.type")} {...form.getInputProps("type")}>
          <Stack gap="xs" mt={6}>
            {types.map((type) => (
              <Radio
                key={type}
                value={type}
                label={t(`group.types.${type}.label`)}
                description={t(`group.types.${type}.help`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </FormSection>
      {schema.map((section) => (
        <FormSection
          key={section.name}
          heading={texts.attributeSection(section.name)}
          text={section.name === "concurrency" && !isBalancing ? t("group.onlyBalancing") : undefined}
        >
          {section.name === restrictionForm ? (
            <RestrictionFields
              textOf={(attribute) => form.values.attributes[attribute] ?? ""}
              errorOf={(attribute) => form.errors[`attributes.${attribute}`] as string | undefined}
              onChange={(attribute, value) => form.setFieldValue(`attributes.${attribute}`, value)}
            />
          ) : (
            section.fields.map((field) => (
              <div key={field.name} className={classes.field} data-type={field.type}>
                <FieldInput
                  field={field}
                  value={form.values.attributes[field.name] ?? ""}
                  error={form.errors[`attributes.${field.name}`] as string | undefined}
                  onChange={(value) => form.setFieldValue(`attributes.${field.name}`, value ?? "")}
                  onBlur={() => form.validateField(`attributes.${field.name}`)}
                />
              </div>
            ))
          )}
        </FormSection>
      ))}
      <div className={classes.actions}>
        {saving.isError && <ErrorAlert title={t("group.failed")} error={saving.error} className={classes.alert} />}
        <span className={classes.problems} />
        <LinkButton to="/settings/connections" variant="default">
          {app("common.cancel")}
        </LinkButton>
        <Button type="submit" loading={saving.isPending}>
          {submitLabel}
        </Button>
      </div>
      <UnsavedGuard isDirty={() => form.isDirty() && !saving.isSuccess} />
    </form>
  );
}
