import { Autocomplete, Button, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import { type User, updateUser } from "../api/users.ts";
import { RestrictionFields } from "../restrictions/restriction-fields.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { Section } from "../shell/section.tsx";
import { UnsavedGuard } from "../shell/unsaved-guard.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { type AccountValues, accountAttributes, accountProblems, draftOf, valuesOf } from "./account-draft.ts";
import { refusedAttribute } from "./user-problems.ts";
import classes from "./users.module.css";

interface AccountFormProps {
  readonly user: User;
  readonly mayUpdate: boolean;
  /** May see and change when the account is valid. */
  readonly mayAdminister: boolean;
}

/** Everything that is stored of an account itself: the person, whether it may be used, when and from where. */
export function AccountForm({ user, mayUpdate, mayAdminister }: AccountFormProps): ReactElement {
  const { t } = useTranslation("users");
  const { t: tApp } = useTranslation();
  const client = useQueryClient();
  const refusals = useRefusals();
  const form = useForm<AccountValues>({
    initialValues: valuesOf(user),
    validate: (values) =>
      Object.fromEntries(
        Object.entries(accountProblems(values)).map(([name, problem]) => [`attributes.${name}`, t(problem)]),
      ),
    validateInputOnBlur: true,
  });
  const saving = useMutation({
    mutationFn: (values: AccountValues) => updateUser(draftOf(user, values)),
    onSuccess: async (_nothing, values) => {
      form.resetDirty(values);
      notifications.show({ message: t("account.saved") });
      await client.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (error, values) => {
      const name = refusedAttribute(error, Object.keys(values.attributes));
      if (name === undefined) return;
      form.setFieldError(`attributes.${name}`, errorText(tApp, error));
      refusals.refuse();
    },
  });

  const text = (name: keyof typeof accountAttributes) => ({
    label: t(`field.${name}`),
    inputWrapperOrder: ["label", "input", "error", "description"] as ("label" | "input" | "error" | "description")[],
    disabled: !mayUpdate,
    autoComplete: "off",
    maxLength: 256,
    ...form.getInputProps(`attributes.${accountAttributes[name]}`),
  });
  const textOf = (attribute: string) => form.values.attributes[attribute] ?? "";
  const set = (attribute: string, value: string) => form.setFieldValue(`attributes.${attribute}`, value);

  return (
    <form
      ref={refusals.form}
      className={classes.narrow}
      onSubmit={form.onSubmit((values) => saving.mutate(values), refusals.refuse)}
      noValidate
    >
      <Section title={t("account.person")} text={t("account.personText")}>
        <div className={classes.fields}>
          <TextInput {...text("fullName")} />
          <TextInput {...text("email")} type="email" />
          <TextInput {...text("organization")} />
          <TextInput {...text("role")} />
        </div>
      </Section>
      <Section title={t("account.use")} text={t("account.useText")}>
        <div className={classes.fields}>
          <Switch
            className={classes.wide}
            label={t("field.disabled")}
            description={t("account.disabledHelp")}
            disabled={!mayUpdate}
            {...form.getInputProps("disabled", { type: "checkbox" })}
          />
          {mayAdminister && (
            <>
              <Switch
                className={classes.wide}
                label={t("field.mustChange")}
                checked={textOf(accountAttributes.mustChange) === "true"}
                onChange={(event) => set(accountAttributes.mustChange, event.currentTarget.checked ? "true" : "")}
              />
              <Switch
                className={classes.wide}
                label={t("field.noTotp")}
                description={t("account.noTotpHelp")}
                checked={textOf(accountAttributes.noTotp) === "true"}
                onChange={(event) => set(accountAttributes.noTotp, event.currentTarget.checked ? "true" : "")}
              />
              <TextInput {...text("validFrom")} type="date" />
              <TextInput {...text("validUntil")} type="date" description={t("account.validUntilHelp")} />
              <TextInput {...text("windowStart")} type="time" description={t("account.windowHelp")} />
              <TextInput {...text("windowEnd")} type="time" />
              <Autocomplete
                {...text("timeZone")}
                description={t("account.timeZoneHelp")}
                data={Intl.supportedValuesOf("timeZone")}
                limit={20}
              />
            </>
          )}
        </div>
      </Section>
      {mayAdminister && (
        <Section title={t("account.restrictions")} text={t("account.restrictionsText")}>
          <RestrictionFields
            textOf={textOf}
            onChange={set}
            errorOf={(attribute) => form.errors[`attributes.${attribute}`] as string | undefined}
          />
        </Section>
      )}
      {mayUpdate && (
        <div className={classes.actions}>
          {saving.isError && <ErrorAlert title={t("account.failed")} error={saving.error} className={classes.alert} />}
          <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
            {t("account.save")}
          </Button>
        </div>
      )}
      <UnsavedGuard isDirty={() => form.isDirty()} />
    </form>
  );
}
