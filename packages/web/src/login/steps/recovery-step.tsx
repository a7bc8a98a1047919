import { Stack, Title } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { RecoveryCodes } from "../../account/recovery-codes.tsx";

interface RecoveryStepProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** What was focused is gone; people who hear the page are told where they are. */
function focus(heading: HTMLHeadingElement | null): void {
  heading?.focus();
}

/** The recovery codes of somebody who has just set an authenticator app up on the way in. */
export function RecoveryStep({ codes, onDone }: RecoveryStepProps): ReactElement {
  const { t } = useTranslation("account");
  return (
    <Stack>
      <Title order={1} fz="h3" ref={focus} tabIndex={-1} style={{ outline: "none" }}>
        {t("recovery.title")}
      </Title>
      <RecoveryCodes codes={codes} onDone={onDone} />
    </Stack>
  );
}
