import { Code, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { TotpEnrolment } from "./login-step.ts";
import classes from "./totp-secret.module.css";

/** What an authenticator app is shown: the QR code, and the same as text for those who cannot scan it. */
export function TotpSecret({ enrolment }: { enrolment: TotpEnrolment }): ReactElement {
  const { t } = useTranslation();
  const groups = enrolment.secret.match(/.{1,4}/g) ?? [];
  return (
    <Stack gap="xs" align="center">
      <img className={classes.code} src={enrolment.qrCode} alt={t("login.qrCode")} width={192} height={192} />
      <Text size="sm" c="dimmed" ta="center">
        {t("login.typeSecret")}
      </Text>
      <Code className={classes.secret}>{groups.join(" ")}</Code>
    </Stack>
  );
}
