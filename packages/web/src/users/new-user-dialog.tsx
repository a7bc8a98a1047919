import { Button, Group, Modal, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Choice, Picker } from "../administration/picker.tsx";
import { errorText } from "../api/error-text.ts";
import { changeMembership } from "../api/groups.ts";
import { createUser, userQuery } from "../api/users.ts";
import { userGroupChoices } from "../permissions/choices.ts";
import { copyAccess } from "../permissions/copy-access.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { copiedAttributes } from "./account-draft.ts";
import { generatePassword } from "./generate-password.ts";
import { PasswordField } from "./password-field.tsx";
import { isNameTaken, refusedUserField } from "./user-problems.ts";

interface NewUserDialogProps {
  /** The user whose rules, groups and rights are taken over; undefined for one of his own. */
  readonly copyOf?: string | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a user; what else there is to say about one is on the user's page, which is shown next. */
export function NewUserDialog({ copyOf, opened, onClose }: NewUserDialogProps): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={copyOf === undefined ? t("new.title") : t("new.copyTitle", { name: copyOf })}
      closeButtonProps={{ "aria-label": t("app:common.close") }}
    >
      <NewUserForm copyOf={copyOf} onClose={onClose} />
    </Modal>
  );
}

function NewUserForm({ copyOf, onClose }: Pick<NewUserDialogProps, "copyOf" | "onClose">): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  const { t: tApp } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const refusals = useRefusals();
  const created = useRef<string>(undefined);
  const form = useForm({
    initialValues: {
      username: "",
      fullName: "",
      password: generatePassword(),
      mustChange: true,
      groups: [] as readonly Choice[],
    },
    validate: {
      username: (name) => (name.trim() === "" ? t("new.nameMissing") : null),
      password: (password) => (password === "" ? t("new.passwordMissing") : null),
    },
  });

  const create = async () => {
    const { fullName, password, mustChange, groups } = form.values;
    const username = form.values.username.trim();
    const subject = { kind: "user", name: username } as const;
    // If only what comes after failed, the next attempt goes on there.
    if (created.current !== username) {
      const rules =
        copyOf === undefined ? {} : copiedAttributes((await client.fetchQuery(userQuery(copyOf))).attributes);
      const attributes = {
        ...rules,
        ...(fullName.trim() !== "" && { "guac-full-name": fullName.trim() }),
        ...(mustChange && { expired: "true" }),
      };
      await createUser({ username, password, disabled: false, attributes });
      created.current = username;
    }
    if (copyOf !== undefined) await copyAccess(client, { kind: "user", name: copyOf }, subject);
    const names = groups.map((group) => group.value);
    if (names.length > 0) await changeMembership(subject, "userGroups", "add", names);
    return username;
  };
  const creation = useMutation({
    mutationFn: create,
    onSuccess: async (name) => {
      // Whoever makes something holds all rights on it.
      await client.invalidateQueries({ queryKey: ["permissions"] });
      notifications.show({ message: t("new.created", { name }) });
      await navigate({ to: "/settings/users/$name", params: { name } });
    },
    onError: (error) => {
      const field = refusedUserField(error);
      if (field !== undefined) {
        const text = isNameTaken(error) ? t("new.nameTaken") : errorText(tApp, error);
        form.setFieldError(field, text);
        refusals.refuse();
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["users"] }),
  });

  return (
    <form ref={refusals.form} onSubmit={form.onSubmit(() => creation.mutate(), refusals.refuse)} noValidate>
      <Stack>
        {copyOf !== undefined && (
          <Text size="sm" c="dimmed">
            {t("new.copyText")}
          </Text>
        )}
        <TextInput
          label={t("field.username")}
          description={t("new.nameHelp")}
          inputWrapperOrder={["label", "input", "error", "description"]}
          required
          maxLength={128}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("username")}
        />
        <TextInput label={t("field.fullName")} maxLength={256} autoComplete="off" {...form.getInputProps("fullName")} />
        <PasswordField
          label={t("field.password")}
          description={t("new.passwordHelp")}
          value={form.values.password}
          error={form.errors.password}
          onChange={(password) => form.setFieldValue("password", password)}
        />
        <Switch
          label={t("field.mustChange")}
          checked={form.values.mustChange}
          onChange={(event) => form.setFieldValue("mustChange", event.currentTarget.checked)}
        />
        <Picker
          label={t("field.groups")}
          placeholder={t("new.groupsPlaceholder")}
          source={userGroupChoices}
          picked={form.values.groups}
          onChange={(groups) => form.setFieldValue("groups", groups)}
        />
        {creation.isError && refusedUserField(creation.error) === undefined && (
          <ErrorAlert title={t("new.failed")} error={creation.error} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("app:common.cancel")}
          </Button>
          <Button type="submit" loading={creation.isPending}>
            {t("new.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
