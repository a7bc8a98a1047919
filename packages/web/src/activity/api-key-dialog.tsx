import { Button, Checkbox, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiKeyScope, apiKeyScopes, createApiKey } from "../api/activity.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { useRefusals } from "../shell/use-refusals.ts";

interface ApiKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

/** Makes an API key, and shows it this once. */
export function ApiKeyDialog({ opened, onClose, onAdded }: ApiKeyDialogProps): ReactElement {
  const { t } = useTranslation("activity");
  const { t: tApp } = useTranslation();
  const [key, setKey] = useState<string>();
  const close = () => {
    onClose();
    setKey(undefined);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeOnClickOutside={key === undefined}
      title={key === undefined ? t("keys.add") : t("keys.madeTitle")}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      {key === undefined ? (
        <KeyForm
          onClose={close}
          onMade={(made) => {
            setKey(made);
            onAdded();
          }}
        />
      ) : (
        <Stack>
          <Text size="sm">{t("keys.made")}</Text>
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>
            {key}
          </Code>
          <Group justify="flex-end">
            <CopyButton value={key}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t("keys.copied") : t("keys.copy")}
                </Button>
              )}
            </CopyButton>
            <Button onClick={close}>{t("keys.done")}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** The end of that day in this browser's time zone; undefined for no day. */
function endOfDay(day: string): number | undefined {
  return day === "" ? undefined : new Date(`${day}T23:59:59`).getTime();
}

function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }): ReactElement {
  const { t } = useTranslation("activity");
  const { t: tApp } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { name: "", scopes: ["read"] as string[], expires: "" },
    validate: {
      name: (name) => (name.trim() === "" ? t("keys.nameMissing") : null),
      scopes: (scopes) => (scopes.length === 0 ? t("keys.scopeMissing") : null),
      expires: (day) => ((endOfDay(day) ?? Number.POSITIVE_INFINITY) < Date.now() ? t("keys.expired") : null),
    },
  });
  const making = useMutation({
    mutationFn: () => {
      const expires = endOfDay(form.values.expires);
      const scopes = form.values.scopes as ApiKeyScope[];
      return createApiKey({ name: form.values.name.trim(), scopes, ...(expires !== undefined && { expires }) });
    },
    onSuccess: onMade,
  });
  return (
    <form ref={refusals.form} onSubmit={form.onSubmit(() => making.mutate(), refusals.refuse)} noValidate>
      <Stack>
        <TextInput
          label={t("keys.name")}
          description={t("keys.nameHelp")}
          maxLength={128}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Checkbox.Group label={t("keys.scopes")} {...form.getInputProps("scopes")}>
          <Stack gap="xs" mt="xs">
            {apiKeyScopes.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={t(`scope.${scope}.name`)}
                description={t(`scope.${scope}.help`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          type="date"
          label={t("keys.expires")}
          description={t("keys.expiresHelp")}
          {...form.getInputProps("expires")}
        />
        {making.isError && <ErrorAlert error={making.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tApp("common.cancel")}
          </Button>
          <Button type="submit" loading={making.isPending}>
            {t("keys.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
