import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconFingerprint } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useRefusals } from "../../shell/use-refusals.ts";
import { supportsPasskeys } from "../passkey.ts";
import { CodeInput } from "./code-input.tsx";
import { StepForm, type StepProps } from "./step-form.tsx";

interface CodeStepProps extends StepProps {
  /** Asks for a passkey instead; undefined if this account has none. */
  readonly onPasskey: (() => void) | undefined;
}

/** The second factor: a code, or a passkey. */
export function CodeStep({ onPasskey, onSubmit, ...rest }: CodeStepProps): ReactElement {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (code) => (code.trim() === "" ? t("login.codeMissing") : null) },
  });
  return (
    <StepForm
      title={t("login.codeTitle")}
      text={t("login.codeText")}
      submitLabel={t("login.submit")}
      form={refusals.form}
      onSubmit={form.onSubmit(({ code }) => onSubmit({ "guac-totp": code.trim() }), refusals.refuse)}
      {...rest}
    >
      {onPasskey && supportsPasskeys() && (
        <Button variant="default" size="md" leftSection={<IconFingerprint size={18} />} onClick={onPasskey}>
          {t("login.usePasskey")}
        </Button>
      )}
      <CodeInput label={t("login.code")} description={t("login.codeHelp")} {...form.getInputProps("code")} />
    </StepForm>
  );
}
