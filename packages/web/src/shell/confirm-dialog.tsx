import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "./error-alert.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Does it; what it throws is shown. */
  readonly onConfirm: () => Promise<void>;
}

/** Asks before something is ended or taken away. */
export function ConfirmDialog({ title, text, action, opened, onClose, onConfirm }: ConfirmDialogProps): ReactElement {
  const { t } = useTranslation();
  const doing = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const close = () => {
    doing.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Text size="sm">{text}</Text>
        {doing.isError && <ErrorAlert error={doing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button color="red" loading={doing.isPending} onClick={() => doing.mutate()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
