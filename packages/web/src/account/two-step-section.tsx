import { Badge, Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { removeTotp, renewRecoveryCodes, type SecondFactors, secondFactorsQuery } from "../api/account.ts";
import { Section } from "../shell/section.tsx";
import { PasswordPrompt } from "./password-prompt.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TotpDialog } from "./totp-dialog.tsx";

/** Fewer than these, and it is time for new ones. */
const FEW_CODES = 3;

/** The authenticator app, and the recovery codes for the day when the phone is lost. */
export function TwoStepSection({ factors }: { factors: SecondFactors }): ReactElement {
  const { t } = useTranslation("account");
  const { t: tApp } = useTranslation();
  const queryClient = useQueryClient();
  const [enrolling, enrolment] = useDisclosure();
  const [removing, removal] = useDisclosure();
  const [renewing, renewal] = useDisclosure();
  const [codes, setCodes] = useState<readonly string[]>();
  const refresh = () => queryClient.invalidateQueries(secondFactorsQuery);

  return (
    <Section title={t("totp.heading")} text={t("totp.text")}>
      <Group justify="space-between">
        <Badge variant="light" color={factors.totp ? "green" : "gray"}>
          {factors.totp ? t("totp.on") : t("totp.off")}
        </Badge>
        <Group gap="xs">
          {factors.totp && (
            <Button variant="default" onClick={renewal.open}>
              {t("recovery.renew")}
            </Button>
          )}
          {!factors.totp && <Button onClick={enrolment.open}>{t("totp.setUp")}</Button>}
          {factors.totp && !factors.totpRequired && (
            <Button variant="default" onClick={removal.open}>
              {t("totp.remove")}
            </Button>
          )}
        </Group>
      </Group>
      {factors.totp && (
        <Text size="sm" mt="sm" c={factors.recoveryCodes < FEW_CODES ? "var(--mantine-color-error)" : "dimmed"}>
          {t("recovery.left", { count: factors.recoveryCodes })}
        </Text>
      )}
      <TotpDialog opened={enrolling} onClose={enrolment.close} onEnrolled={refresh} />
      <PasswordPrompt
        title={t("totp.removeTitle")}
        text={t("totp.removeText")}
        action={t("totp.removeAction")}
        isRemoval
        opened={removing}
        onClose={removal.close}
        onPassword={async (password) => {
          await removeTotp(password);
          await refresh();
          removal.close();
        }}
      />
      <PasswordPrompt
        title={t("recovery.renewTitle")}
        text={t("recovery.renewText")}
        action={t("recovery.renewAction")}
        opened={renewing}
        onClose={renewal.close}
        onPassword={async (password) => {
          setCodes(await renewRecoveryCodes(password));
          renewal.close();
          await refresh();
        }}
      />
      <Modal
        opened={codes !== undefined}
        onClose={() => setCodes(undefined)}
        closeOnClickOutside={false}
        title={t("recovery.title")}
        closeButtonProps={{ "aria-label": tApp("common.close") }}
      >
        <RecoveryCodes codes={codes ?? []} onDone={() => setCodes(undefined)} />
      </Modal>
    </Section>
  );
}
