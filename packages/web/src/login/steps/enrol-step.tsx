import { useForm } from "@mantine/form";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useRefusals } from "../../shell/use-refusals.ts";
import type { TotpEnrolment } from "../login-step.ts";
import { TotpSecret } from "../totp-secret.tsx";
import { CodeInput } from "./code-input.tsx";
import { StepForm, type StepProps } from "./step-form.tsx";

interface EnrolStepProps extends StepProps {
  readonly enrolment: TotpEnrolment;
}

/** The first time with a second factor that everybody must have: the authenticator app learns the secret. */
export function EnrolStep({ enrolment, onSubmit, ...rest }: EnrolStepProps): ReactElement {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (code) => (code.trim() === "" ? t("login.codeMissing") : null) },
  });
  return (
    <StepForm
      title={t("login.enrolTitle")}
      text={t("login.enrolText")}
      submitLabel={t("login.submit")}
      form={refusals.form}
      onSubmit={form.onSubmit(({ code }) => onSubmit({ "guac-totp": code.trim() }), refusals.refuse)}
      {...rest}
    >
      <TotpSecret enrolment={enrolment} />
      <CodeInput label={t("login.code")} {...form.getInputProps("code")} />
    </StepForm>
  );
}
