import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Passkey, renamePasskey } from "../api/account.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";

interface RenamePasskeyDialogProps {
  /** Undefined: the dialog is closed. */
  readonly passkey: Passkey | undefined;
  readonly onClose: () => void;
  readonly onRenamed: () => void;
}

/** Gives a passkey another name. */
export function RenamePasskeyDialog({ passkey, onClose, onRenamed }: RenamePasskeyDialogProps): ReactElement {
  const { t } = useTranslation("account");
  const { t: tApp } = useTranslation();
  return (
    <Modal
      opened={passkey !== undefined}
      onClose={onClose}
      title={t("passkeys.renameTitle")}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      {passkey && <RenameForm passkey={passkey} onClose={onClose} onRenamed={onRenamed} />}
    </Modal>
  );
}

function RenameForm({ passkey, onClose, onRenamed }: RenamePasskeyDialogProps & { passkey: Passkey }): ReactElement {
  const { t } = useTranslation("account");
  const { t: tApp } = useTranslation();
  const form = useForm({
    initialValues: { name: passkey.name },
    validate: { name: (name) => (name.trim() === "" ? tApp("form.required") : null) },
  });
  const renaming = useMutation({
    mutationFn: () => renamePasskey(passkey.identifier, form.values.name.trim()),
    onSuccess: onRenamed,
  });
  return (
    <form onSubmit={form.onSubmit(() => renaming.mutate())} noValidate>
      <Stack>
        <TextInput label={t("passkeys.name")} maxLength={128} data-autofocus {...form.getInputProps("name")} />
        {renaming.isError && <ErrorAlert error={renaming.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tApp("common.cancel")}
          </Button>
          <Button type="submit" loading={renaming.isPending}>
            {t("passkeys.rename")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
