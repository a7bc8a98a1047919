import { Button, Group, Modal, Stack, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import { type User, updateUser } from "../api/users.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { generatePassword } from "./generate-password.ts";
import { PasswordField } from "./password-field.tsx";
import { refusedUserField } from "./user-problems.ts";

interface SetPasswordDialogProps {
  readonly user: User;
  /** May also have it changed at the next sign-in. */
  readonly mayAdminister: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Gives somebody a new password. */
export function SetPasswordDialog(props: SetPasswordDialogProps): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("password.title", { name: props.user.username })}
      closeButtonProps={{ "aria-label": t("app:common.close") }}
    >
      <SetPasswordForm {...props} />
    </Modal>
  );
}

function SetPasswordForm({ user, mayAdminister, onClose }: SetPasswordDialogProps): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  const { t: tApp } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { password: generatePassword(), mustChange: mayAdminister },
    validate: { password: (password) => (password === "" ? t("new.passwordMissing") : null) },
  });
  const change = useMutation({
    mutationFn: async () => {
      const { password, mustChange } = form.values;
      const attributes = mayAdminister ? { ...user.attributes, expired: mustChange ? "true" : null } : user.attributes;
      await updateUser({ ...user, attributes, password });
    },
    onSuccess: async () => {
      notifications.show({ message: t("password.saved", { name: user.username }) });
      onClose();
      await client.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (error) => {
      if (refusedUserField(error) === "password") form.setFieldError("password", errorText(tApp, error));
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => change.mutate())} noValidate>
      <Stack>
        <PasswordField
          label={t("field.password")}
          description={t("new.passwordHelp")}
          value={form.values.password}
          error={form.errors.password}
          onChange={(password) => form.setFieldValue("password", password)}
        />
        {mayAdminister && (
          <Switch label={t("field.mustChange")} {...form.getInputProps("mustChange", { type: "checkbox" })} />
        )}
        {change.isError && refusedUserField(change.error) !== "password" && <ErrorAlert error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("app:common.cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("password.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
