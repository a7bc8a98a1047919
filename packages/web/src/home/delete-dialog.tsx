import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { deleteConnection } from "../api/gateway.ts";
import { refreshConnections } from "../api/queries.ts";
import type { Connection } from "../api/types.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";

interface DeleteDialogProps {
  readonly connection: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before a connection is deleted. */
export function DeleteDialog({ connection, opened, onClose }: DeleteDialogProps): ReactElement {
  const { t } = useTranslation();
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
        {deletion.isError && <ErrorAlert error={deletion.error} />}
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
