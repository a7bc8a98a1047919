import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { PasswordInput } from "../shell/password-input.tsx";

interface PasswordPromptProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** True if something is taken away. */
  readonly isRemoval?: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Does it; what it throws is shown. */
  readonly onPassword: (password: string) => Promise<void>;
  /** More to fill in, before the password. */
  readonly children?: ReactNode;
}

/** Asks for the password before something that would let a stranger at an unlocked screen take the account over. */
export function PasswordPrompt({ opened, onClose, title, ...rest }: PasswordPromptProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <PromptForm onClose={onClose} {...rest} />
    </Modal>
  );
}

function isWrong(error: unknown): boolean {
  return error instanceof ApiError && error.type === "INVALID_CREDENTIALS";
}

function PromptForm(props: Omit<PasswordPromptProps, "opened" | "title">): ReactElement {
  const { text, action, isRemoval = false, onClose, onPassword, children } = props;
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (password) => (password === "" ? t("login.passwordMissing") : null) },
  });
  const doing = useMutation({
    mutationFn: () => onPassword(form.values.password),
    onError: (error) => {
      if (isWrong(error)) form.setFieldError("password", t("password.wrong"));
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => doing.mutate())} noValidate>
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        <PasswordInput
          label={t("password.current")}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("password")}
        />
        {doing.isError && !isWrong(doing.error) && <ErrorAlert error={doing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={doing.isPending} {...(isRemoval && { color: "red" })}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
