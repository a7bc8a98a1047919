import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactElement, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error.ts";
import { PasswordInput } from "../../shell/password-input.tsx";
import { useRefusals } from "../../shell/use-refusals.ts";
import { StepForm, type StepProps } from "./step-form.tsx";

interface CredentialsStepProps extends Omit<StepProps, "onStartOver"> {
  /** True if the person was sent here from a page that they will come back to. */
  readonly isReturning: boolean;
}

/** User name and password. */
export function CredentialsStep({ isReturning, onSubmit, isPending, error }: CredentialsStepProps): ReactElement {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { username: "", password: "" },
    validate: {
      username: (username) => (username.trim() === "" ? t("login.usernameMissing") : null),
      password: (password) => (password === "" ? t("login.passwordMissing") : null),
    },
  });
  const forgetPassword = useEffectEvent(() => form.setFieldValue("password", ""));
  useEffect(() => {
    if (error instanceof ApiError && error.type === "INVALID_CREDENTIALS") forgetPassword();
  }, [error]);

  return (
    <StepForm
      title={t("login.title")}
      text={t(isReturning ? "login.signedOut" : "login.subtitle")}
      submitLabel={t("login.submit")}
      form={refusals.form}
      onSubmit={form.onSubmit(
        ({ username, password }) => onSubmit({ username: username.trim(), password }),
        refusals.refuse,
      )}
      isPending={isPending}
      error={error}
    >
      <TextInput
        label={t("login.username")}
        name="username"
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        {...form.getInputProps("username")}
      />
      <PasswordInput
        label={t("login.password")}
        name="password"
        autoComplete="current-password"
        {...form.getInputProps("password")}
      />
    </StepForm>
  );
}
