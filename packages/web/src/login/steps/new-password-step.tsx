import { useForm } from "@mantine/form";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { newPasswordProblems } from "../../shell/new-password.ts";
import { PasswordInput } from "../../shell/password-input.tsx";
import { useRefusals } from "../../shell/use-refusals.ts";
import { StepForm, type StepProps } from "./step-form.tsx";

interface NewPasswordStepProps extends StepProps {
  readonly username: string;
  /** The password that has expired. */
  readonly current: string;
}

/** A new password instead of one that has expired. */
export function NewPasswordStep({ username, current, onSubmit, ...rest }: NewPasswordStepProps): ReactElement {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { fresh: "", repeated: "" },
    validate: (values) => {
      const { fresh, repeated } = newPasswordProblems({ ...values, current });
      return { fresh: fresh ? t(fresh) : null, repeated: repeated ? t(repeated) : null };
    },
  });
  return (
    <StepForm
      title={t("login.expiredTitle")}
      text={t("login.expired", { username })}
      submitLabel={t("login.setPassword")}
      form={refusals.form}
      onSubmit={form.onSubmit(
        ({ fresh, repeated }) => onSubmit({ "new-password": fresh, "confirm-new-password": repeated }),
        refusals.refuse,
      )}
      {...rest}
    >
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordInput
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
    </StepForm>
  );
}
