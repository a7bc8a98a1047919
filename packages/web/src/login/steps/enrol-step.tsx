import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { TotpEnrolment } from "../login-step.ts";
import { TotpSecret } from "../totp-secret.tsx";
import { CodeInput } from "./code-input.tsx";
import { StepForm, type StepProps } from "./step-form.tsx";
import { useCodeForm } from "./use-code-form.ts";

interface EnrolStepProps extends StepProps {
  readonly enrolment: TotpEnrolment;
}

/** The first time with a second factor that everybody must have: the authenticator app learns the secret. */
export function EnrolStep({ enrolment, ...rest }: EnrolStepProps): ReactElement {
  const { t } = useTranslation();
  const { input, ...form } = useCodeForm(rest);
  return (
    <StepForm
      title={t("login.enrolTitle")}
      text={t("login.enrolText")}
      submitLabel={t("login.submit")}
      {...rest}
      {...form}
    >
      <TotpSecret enrolment={enrolment} />
      <CodeInput label={t("login.code")} {...input} />
    </StepForm>
  );
}
