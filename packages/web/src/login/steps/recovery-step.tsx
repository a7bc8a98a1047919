import { Stack, Title } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { RecoveryCodes } from "../../account/recovery-codes.tsx";

interface RecoveryStepProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** The recovery codes of somebody who has just set an authenticator app up on the way in. */
export function RecoveryStep({ codes, onDone }: RecoveryStepProps): ReactElement {
  const { t } = useTranslation("account");
  return (
    <Stack>
      <Title order={1} fz="h3">
        {t("recovery.title")}
      </Title>
      <RecoveryCodes codes={codes} onDone={onDone} />
    </Stack>
  );
}
