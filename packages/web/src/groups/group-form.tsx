import { Button, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import { type UserGroup, updateUserGroup } from "../api/groups.ts";
import { restrictionAttributes } from "../restrictions/restriction-attributes.ts";
import { RestrictionFields } from "../restrictions/restriction-fields.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { Section } from "../shell/section.tsx";
import { UnsavedGuard } from "../shell/unsaved-guard.tsx";
import { refusedAttribute } from "../users/user-problems.ts";
import classes from "../users/users.module.css";

interface GroupValues {
  readonly disabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

function valuesOf({ disabled, attributes }: UserGroup): GroupValues {
  const texts = Object.values(restrictionAttributes).map((name) => [name, attributes[name] ?? ""]);
  return { disabled, attributes: Object.fromEntries(texts) };
}

function draftOf(stored: UserGroup, { disabled, attributes }: GroupValues): UserGroup {
  const changed = Object.entries(attributes).map(([name, text]) => [name, text.trim() || null]);
  return { ...stored, disabled, attributes: { ...stored.attributes, ...Object.fromEntries(changed) } };
}

/** What is stored of a group itself: whether it counts, and when and from where its members may come. */
export function GroupForm({ group, mayUpdate }: { group: UserGroup; mayUpdate: boolean }): ReactElement {
  const { t } = useTranslation("users");
  const { t: tApp } = useTranslation();
  const client = useQueryClient();
  const form = useForm<GroupValues>({ initialValues: valuesOf(group) });
  const saving = useMutation({
    mutationFn: (values: GroupValues) => updateUserGroup(draftOf(group, values)),
    onSuccess: async (_nothing, values) => {
      form.resetDirty(values);
      notifications.show({ message: t("groups.saved") });
      await client.invalidateQueries({ queryKey: ["userGroups"] });
    },
    onError: (error, values) => {
      const name = refusedAttribute(error, Object.keys(values.attributes));
      if (name !== undefined) form.setFieldError(`attributes.${name}`, errorText(tApp, error));
    },
  });
  return (
    <form className={classes.narrow} onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Section title={t("groups.state")} text={t("groups.stateText")}>
        <Switch
          label={t("groups.disabledField")}
          disabled={!mayUpdate}
          {...form.getInputProps("disabled", { type: "checkbox" })}
        />
      </Section>
      {mayUpdate && (
        <>
          <Section title={t("account.restrictions")} text={t("groups.restrictionsText")}>
            <RestrictionFields
              textOf={(attribute) => form.values.attributes[attribute] ?? ""}
              onChange={(attribute, value) => form.setFieldValue(`attributes.${attribute}`, value)}
              errorOf={(attribute) => form.errors[`attributes.${attribute}`] as string | undefined}
            />
          </Section>
          <div className={classes.actions}>
            {saving.isError && (
              <ErrorAlert title={t("account.failed")} error={saving.error} className={classes.alert} />
            )}
            <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
              {t("account.save")}
            </Button>
          </div>
        </>
      )}
      <UnsavedGuard isDirty={() => form.isDirty()} />
    </form>
  );
}
