import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { supportsPasskeys } from "../passkey.ts";
import { CodeInput } from "./code-input.tsx";
import { StepForm, type StepProps } from "./step-form.tsx";
import { useCodeForm } from "./use-code-form.ts";

interface CodeStepProps extends StepProps {
  /** Asks for a passkey instead; undefined if this account has none. */
  readonly onPasskey: (() => void) | undefined;
}

/** The second factor: a code, or a passkey. */
export function CodeStep({ onPasskey, ...rest }: CodeStepProps): ReactElement {
  const { t } = useTranslation();
  const { input, ...form } = useCodeForm(rest);
  return (
    <StepForm
      title={t("login.codeTitle")}
      text={t("login.codeText")}
      submitLabel={t("login.submit")}
      {...rest}
      {...form}
    >
      {onPasskey && supportsPasskeys() && (
        <Button variant="default" size="md" leftSection={<IconFingerprint size={18} />} onClick={onPasskey}>
          {t("login.usePasskey")}
        </Button>
      )}
      <CodeInput label={t("login.code")} description={t("login.codeHelp")} {...input} />
    </StepForm>
  );
}
