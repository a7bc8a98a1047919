import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { beginTotp, confirmTotp } from "../api/account.ts";
import type { TotpEnrolment } from "../login/login-step.ts";
import { CodeInput } from "../login/steps/code-input.tsx";
import { TotpSecret } from "../login/totp-secret.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { PasswordPrompt } from "./password-prompt.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

interface TotpDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The app is known now. */
  readonly onEnrolled: () => Promise<void>;
}

/** Makes an authenticator app known: password, QR code, first code, recovery codes. */
export function TotpDialog({ opened, onClose, onEnrolled }: TotpDialogProps): ReactElement {
  const { t } = useTranslation("account");
  const { t: tApp } = useTranslation();
  const [enrolment, setEnrolment] = useState<TotpEnrolment>();
  const [codes, setCodes] = useState<readonly string[]>();

  const close = () => {
    onClose();
    setEnrolment(undefined);
    setCodes(undefined);
  };

  if (enrolment === undefined) {
    return (
      <PasswordPrompt
        title={t("totp.title")}
        text={t("totp.passwordFirst")}
        action={t("next")}
        opened={opened}
        onClose={close}
        onPassword={async (password) => setEnrolment(await beginTotp(password))}
      />
    );
  }
  const confirmed = async (recoveryCodes: readonly string[]) => {
    setCodes(recoveryCodes);
    await onEnrolled();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeOnClickOutside={false}
      title={codes === undefined ? t("totp.title") : t("recovery.title")}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      {codes === undefined ? (
        <ConfirmForm enrolment={enrolment} onClose={close} onConfirmed={confirmed} />
      ) : (
        <RecoveryCodes codes={codes} onDone={close} />
      )}
    </Modal>
  );
}

interface ConfirmFormProps {
  readonly enrolment: TotpEnrolment;
  readonly onClose: () => void;
  readonly onConfirmed: (recoveryCodes: readonly string[]) => Promise<void>;
}

function ConfirmForm({ enrolment, onClose, onConfirmed }: ConfirmFormProps): ReactElement {
  const { t } = useTranslation("account");
  const { t: tApp } = useTranslation();
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (code) => (code.trim() === "" ? tApp("login.codeMissing") : null) },
  });
  const confirmation = useMutation({
    mutationFn: () => confirmTotp(form.values.code.trim()),
    onSuccess: onConfirmed,
    onError: () => form.reset(),
  });
  return (
    <form onSubmit={form.onSubmit(() => confirmation.mutate())} noValidate>
      <Stack>
        <Text size="sm">{t("totp.scan")}</Text>
        <TotpSecret enrolment={enrolment} />
        <CodeInput label={tApp("login.code")} data-autofocus {...form.getInputProps("code")} />
        {confirmation.isError && <ErrorAlert error={confirmation.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tApp("common.cancel")}
          </Button>
          <Button type="submit" loading={confirmation.isPending}>
            {t("totp.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
