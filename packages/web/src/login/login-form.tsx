import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { errorTitle } from "../api/error-text.ts";
import { signIn } from "../api/gateway.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { newPasswordProblems } from "../shell/new-password.ts";
import { PasswordInput } from "../shell/password-input.tsx";
import { useRefusals } from "../shell/use-refusals.ts";

/** True if the gateway takes the name and password but wants a new password before it lets the person in. */
function wantsNewPassword(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.type === "INSUFFICIENT_CREDENTIALS" &&
    error.expected.includes("new-password") &&
    error.expected.includes("confirm-new-password")
  );
}

interface LoginFormProps {
  /** True if the person was sent here from a page that they will come back to. */
  readonly isReturning: boolean;
  readonly onSignedIn: () => void;
}

/** Name and password; and, if the password has expired, a second step that sets a new one. */
export function LoginForm({ isReturning, onSignedIn }: LoginFormProps): ReactElement {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { username: "", password: "", fresh: "", repeated: "", hasExpired: false },
    validate: (values) => {
      if (!values.hasExpired) {
        return {
          username: values.username.trim() === "" ? t("login.usernameMissing") : null,
          password: values.password === "" ? t("login.passwordMissing") : null,
        };
      }
      const { fresh, repeated } = newPasswordProblems({ ...values, current: values.password });
      return { fresh: fresh ? t(fresh) : null, repeated: repeated ? t(repeated) : null };
    },
  });
  const { username, password, fresh, repeated, hasExpired } = form.values;

  const login = useMutation({
    mutationFn: () =>
      signIn({
        username: username.trim(),
        password,
        ...(hasExpired && { "new-password": fresh, "confirm-new-password": repeated }),
      }),
    onSuccess: onSignedIn,
    onError: (error) => {
      if (wantsNewPassword(error)) form.setFieldValue("hasExpired", true);
      else if (error instanceof ApiError && error.type === "INVALID_CREDENTIALS" && !hasExpired) {
        form.setFieldValue("password", "");
      }
    },
  });
  const isFailure = login.isError && !wantsNewPassword(login.error);
  const isUnreachable = login.error instanceof ApiError && login.error.type === "UNREACHABLE";

  const startOver = () => {
    login.reset();
    form.reset();
  };

  return (
    <form ref={refusals.form} onSubmit={form.onSubmit(() => login.mutate(), refusals.refuse)} noValidate>
      <Stack>
        <div>
          <Title order={1} fz="h3">
            {hasExpired ? t("login.expiredTitle") : t("login.title")}
          </Title>
          <Text c="dimmed" size="sm" mt={4}>
            {hasExpired
              ? t("login.expired", { username: username.trim() })
              : t(isReturning ? "login.signedOut" : "login.subtitle")}
          </Text>
        </div>
        {isFailure && <ErrorAlert title={isUnreachable ? errorTitle(t, login.error) : undefined} error={login.error} />}
        {hasExpired ? (
          <>
            <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
            <PasswordInput
              key="fresh"
              label={t("password.new")}
              name="new-password"
              autoComplete="new-password"
              autoFocus
              {...form.getInputProps("fresh")}
            />
            <PasswordInput
              label={t("password.repeat")}
              name="confirm-new-password"
              autoComplete="new-password"
              {...form.getInputProps("repeated")}
            />
          </>
        ) : (
          <>
            <TextInput
              label={t("login.username")}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              {...form.getInputProps("username")}
            />
            <PasswordInput
              key="password"
              label={t("login.password")}
              name="password"
              autoComplete="current-password"
              {...form.getInputProps("password")}
            />
          </>
        )}
        <Button type="submit" size="md" mt="xs" loading={login.isPending}>
          {hasExpired ? t("login.setPassword") : t("login.submit")}
        </Button>
        {hasExpired && (
          <Button variant="subtle" color="gray" onClick={startOver}>
            {t("login.back")}
          </Button>
        )}
      </Stack>
    </form>
  );
}
