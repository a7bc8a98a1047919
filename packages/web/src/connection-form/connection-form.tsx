import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { type ReactElement, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import { rootGroup } from "../api/gateway.ts";
import type { ConnectionDraft, ConnectionGroup } from "../api/types.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { LinkButton } from "../shell/links.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { draftOf, type FormValues, type Schema, type StoredConnection, valuesOf } from "./draft.ts";
import classes from "./form.module.css";
import { FormSection, SchemaFields } from "./form-section.tsx";
import { groupChoices, namesInGroup } from "./groups.ts";
import { layoutOf, type MoreSection, sectionKey } from "./layout.ts";
import { MoreSettings } from "./more-settings.tsx";
import { refusedField } from "./refused-field.ts";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { problemsOf } from "./validation.ts";

interface ConnectionFormProps {
  readonly start: StoredConnection;
  /** The connection that is edited; undefined for a new one. */
  readonly identifier?: string;
  readonly schema: Schema;
  readonly tree: ConnectionGroup;
  readonly submitLabel: string;
  readonly save: (draft: ConnectionDraft) => Promise<void>;
  readonly onSaved: (name: string) => void;
}

/** Adds or edits an RDP connection. */
export function ConnectionForm(props: ConnectionFormProps): ReactElement {
  const { start, identifier, schema, tree, submitLabel, save, onSaved } = props;
  const { t } = useTranslation();
  const { t: tp } = useTranslation("parameters");
  const refusals = useRefusals();
  const { common, more } = useMemo(() => layoutOf(schema), [schema]);
  const [opened, setOpened] = useState<string[]>([]);

  const form = useForm<FormValues>({
    initialValues: valuesOf(start, schema),
    validate: (values) => problemsOf(t, values, schema, namesInGroup(tree, values.parentIdentifier, identifier)),
    validateInputOnBlur: true,
  });

  const showProblems = (errors: object) => {
    const isBroken = (section: MoreSection) =>
      section.fields.some((field) => `${section.kind}.${field.name}` in errors);
    setOpened([...new Set([...opened, ...more.filter(isBroken).map(sectionKey)])]);
    refusals.refuse();
  };

  const saving = useMutation({
    mutationFn: (values: FormValues) => save(draftOf(values, schema)),
    onSuccess: (_nothing, values) => onSaved(values.name.trim()),
    onError: (error) => {
      const path = refusedField(error, schema);
      if (path === undefined) return;
      const errors = { [path]: errorText(t, error) };
      form.setErrors(errors);
      showProblems(errors);
    },
  });

  const problemCount = Object.keys(form.errors).length;
  const groups = groupChoices(tree);
  return (
    <form ref={refusals.form} onSubmit={form.onSubmit((values) => saving.mutate(values), showProblems)} noValidate>
      {common.map(({ name, fields }) => (
        <FormSection key={name} heading={tp(`common.${name}`)}>
          {name === "general" && (
            <>
              <TextInput
                className={classes.wide}
                label={tp("fields.name.label")}
                description={tp("fields.name.help")}
                inputWrapperOrder={["label", "input", "error", "description"]}
                required
                autoComplete="off"
                autoFocus={identifier === undefined}
                {...form.getInputProps("name")}
              />
              {groups.length > 0 && (
                <NativeSelect
                  className={classes.wide}
                  label={tp("fields.parent-identifier.label")}
                  description={tp("fields.parent-identifier.help")}
                  inputWrapperOrder={["label", "input", "error", "description"]}
                  data={[{ value: rootGroup, label: t("form.noGroup") }, ...groups]}
                  {...form.getInputProps("parentIdentifier")}
                />
              )}
            </>
          )}
          <SchemaFields form={form} kind="parameters" fields={fields} />
        </FormSection>
      ))}
      <MoreSettings form={form} sections={more} opened={opened} onOpenedChange={setOpened} />
      <div className={classes.actions}>
        {saving.isError && <ErrorAlert title={t("form.failed")} error={saving.error} className={classes.alert} />}
        <span role="status" className={classes.problems}>
          {refusals.wasRefused && problemCount > 0 && t("form.invalid", { count: problemCount })}
        </span>
        <LinkButton to="/" variant="default">
          {t("common.cancel")}
        </LinkButton>
        <Button type="submit" loading={saving.isPending}>
          {submitLabel}
        </Button>
      </div>
      <UnsavedGuard isDirty={() => form.isDirty() && !saving.isSuccess} />
    </form>
  );
}
