import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type LiveSession, sendMessage } from "../api/activity.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";

const longestMessage = 500;

interface MessageDialogProps {
  /** Whose desktops; nobody: the dialog is closed. */
  readonly sessions: readonly LiveSession[];
  readonly onClose: () => void;
}

/** Writes to people at their desktops. */
export function MessageDialog({ sessions, onClose }: MessageDialogProps): ReactElement {
  const { t } = useTranslation("activity");
  const { t: tApp } = useTranslation();
  return (
    <Modal
      opened={sessions.length > 0}
      onClose={onClose}
      title={t("message.title", { count: sessions.length })}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      <MessageForm sessions={sessions} onClose={onClose} />
    </Modal>
  );
}

function MessageForm({ sessions, onClose }: MessageDialogProps): ReactElement {
  const { t } = useTranslation("activity");
  const { t: tApp } = useTranslation();
  const form = useForm({
    initialValues: { text: "" },
    validate: { text: (text) => (text.trim() === "" ? t("message.missing") : null) },
  });
  const sending = useMutation({
    mutationFn: () => Promise.all(sessions.map(({ identifier }) => sendMessage(identifier, form.values.text.trim()))),
    onSuccess: () => {
      notifications.show({ message: t("message.sent", { count: sessions.length }) });
      onClose();
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => sending.mutate())} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {t("message.text")}
        </Text>
        <Textarea
          label={t("message.label")}
          autosize
          minRows={3}
          maxLength={longestMessage}
          data-autofocus
          {...form.getInputProps("text")}
        />
        {sending.isError && <ErrorAlert error={sending.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tApp("common.cancel")}
          </Button>
          <Button type="submit" loading={sending.isPending}>
            {t("message.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
