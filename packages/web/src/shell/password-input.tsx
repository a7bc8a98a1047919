import { PasswordInput as MantinePasswordInput, type PasswordInputProps } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

/** A password field whose eye button can be reached by keyboard and says what it does. */
export function PasswordInput(props: PasswordInputProps): ReactElement {
  const { t } = useTranslation();
  return (
    <MantinePasswordInput
      visibilityToggleButtonProps={{ tabIndex: 0, "aria-hidden": false, "aria-label": t("password.show") }}
      {...props}
    />
  );
}
