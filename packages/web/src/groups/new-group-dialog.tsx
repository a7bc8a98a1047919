import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useRef } from "react";
import { useTranslation } from "react-i18next";
import { createUserGroup, userGroupQuery } from "../api/groups.ts";
import { copyAccess } from "../permissions/copy-access.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { isNameTaken } from "../users/user-problems.ts";

interface NewGroupDialogProps {
  /** The group whose rules, groups and rights are taken over, but not its members; undefined for a new one. */
  readonly copyOf?: string | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a group; its page is shown next. */
export function NewGroupDialog({ copyOf, opened, onClose }: NewGroupDialogProps): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={copyOf === undefined ? t("groups.newTitle") : t("new.copyTitle", { name: copyOf })}
      closeButtonProps={{ "aria-label": t("app:common.close") }}
    >
      <NewGroupForm copyOf={copyOf} onClose={onClose} />
    </Modal>
  );
}

function NewGroupForm({ copyOf, onClose }: Pick<NewGroupDialogProps, "copyOf" | "onClose">): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  const navigate = useNavigate();
  const client = useQueryClient();
  const created = useRef<string>(undefined);
  const form = useForm({
    initialValues: { identifier: "" },
    validate: { identifier: (name) => (name.trim() === "" ? t("groups.nameMissing") : null) },
  });
  const creation = useMutation({
    mutationFn: async () => {
      const identifier = form.values.identifier.trim();
      // If only what comes after failed, the next attempt goes on there.
      if (created.current !== identifier) {
        const attributes = copyOf === undefined ? {} : (await client.fetchQuery(userGroupQuery(copyOf))).attributes;
        await createUserGroup({ identifier, disabled: false, attributes });
        created.current = identifier;
      }
      if (copyOf !== undefined) {
        await copyAccess(client, { kind: "userGroup", name: copyOf }, { kind: "userGroup", name: identifier });
      }
      return identifier;
    },
    onSuccess: async (name) => {
      // Whoever makes something holds all rights on it.
      await client.invalidateQueries({ queryKey: ["permissions"] });
      notifications.show({ message: t("groups.created", { name }) });
      await navigate({ to: "/settings/groups/$name", params: { name } });
    },
    onError: (error) => {
      if (isNameTaken(error)) form.setFieldError("identifier", t("groups.nameTaken"));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["userGroups"] }),
  });
  return (
    <form onSubmit={form.onSubmit(() => creation.mutate())} noValidate>
      <Stack>
        {copyOf !== undefined && (
          <Text size="sm" c="dimmed">
            {t("groups.copyText")}
          </Text>
        )}
        <TextInput
          label={t("groups.identifier")}
          description={t("new.nameHelp")}
          inputWrapperOrder={["label", "input", "error", "description"]}
          required
          maxLength={128}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("identifier")}
        />
        {creation.isError && !isNameTaken(creation.error) && (
          <ErrorAlert title={t("groups.failed")} error={creation.error} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("app:common.cancel")}
          </Button>
          <Button type="submit" loading={creation.isPending}>
            {t("groups.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
