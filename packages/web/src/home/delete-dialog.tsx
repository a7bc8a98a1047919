import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../api/error-text.ts";
import { deleteConnection } from "../api/gateway.ts";
import { refreshConnections } from "../api/queries.ts";
import type { Connection } from "../api/types.ts";

interface DeleteDialogProps {
  readonly connection: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before a connection is deleted. */
export function DeleteDialog({ connection, opened, onClose }: DeleteDialogProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { name } = connection;
  const deletion = useMutation({
    mutationFn: () => deleteConnection(connection.identifier),
    onSuccess: async () => {
      notifications.show({ message: t("connection.deleted", { name }) });
      await refreshConnections(queryClient);
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("connection.deleteTitle", { name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack>
        <Text size="sm">{t("connection.deleteText")}</Text>
        {deletion.isError && (
          <Alert color="red" role="alert">
            {errorText(deletion.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button color="red" loading={deletion.isPending} onClick={() => deletion.mutate()}>
            {t("connection.deleteConfirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
