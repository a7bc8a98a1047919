import { Button, Group, Modal, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { changePassword } from "../api/gateway.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { newPasswordProblems } from "../shell/new-password.ts";
import { PasswordInput } from "../shell/password-input.tsx";
import { useRefusals } from "../shell/use-refusals.ts";

interface PasswordDialogProps {
  readonly username: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Lets people change their own password. */
export function PasswordDialog({ username, opened, onClose }: PasswordDialogProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("password.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <PasswordForm username={username} onDone={onClose} />
    </Modal>
  );
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof ApiError && error.type === "INVALID_CREDENTIALS";
}

function PasswordForm({ username, onDone }: { username: string; onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { current: "", fresh: "", repeated: "" },
    validate: (values) => {
      const { fresh, repeated } = newPasswordProblems(values);
      return {
        current: values.current === "" ? t("password.missing") : null,
        fresh: fresh ? t(fresh) : null,
        repeated: repeated ? t(repeated) : null,
      };
    },
  });
  const change = useMutation({
    mutationFn: () => changePassword(username, form.values.current, form.values.fresh),
    onSuccess: () => {
      notifications.show({ message: t("password.saved") });
      onDone();
    },
    onError: (error) => {
      if (isWrongPassword(error)) form.setFieldError("current", t("password.wrong"));
    },
  });

  return (
    <form ref={refusals.form} onSubmit={form.onSubmit(() => change.mutate(), refusals.refuse)} noValidate>
      <Stack>
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <PasswordInput
          label={t("password.current")}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("current")}
        />
        <PasswordInput label={t("password.new")} autoComplete="new-password" {...form.getInputProps("fresh")} />
        <PasswordInput label={t("password.repeat")} autoComplete="new-password" {...form.getInputProps("repeated")} />
        {change.isError && !isWrongPassword(change.error) && <ErrorAlert error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("password.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
