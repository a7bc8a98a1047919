import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { testMail } from "../api/hours-planning.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { isAddress } from "./mail-address.ts";

/** Sends a mail now, to see that it arrives. */
export function MailTest({ isPossible }: { isPossible: boolean }): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { recipient: "" },
    validate: { recipient: (recipient) => (isAddress(recipient) ? null : t("mail.notAnAddress")) },
  });
  const sending = useMutation({
    mutationFn: () => testMail(form.values.recipient.trim()),
    onSuccess: () => notifications.show({ color: "green", message: t("mail.tested") }),
  });
  return (
    <form ref={refusals.form} onSubmit={form.onSubmit(() => sending.mutate(), refusals.refuse)} noValidate>
      <Group align="end">
        <TextInput
          type="email"
          label={t("mail.recipient")}
          w={300}
          disabled={!isPossible}
          {...form.getInputProps("recipient")}
        />
        <Button type="submit" variant="default" loading={sending.isPending} disabled={!isPossible}>
          {t("mail.send")}
        </Button>
      </Group>
      {sending.isError && <Refused error={sending.error} />}
    </form>
  );
}

/** What the mail server said, in its own words. */
function Refused({ error }: { error: Error }): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  if (!(error instanceof ApiError) || error.status !== 502) return <ErrorAlert error={error} />;
  return (
    <Alert color="red" role="alert" title={t("mail.refused")} mt="md">
      {error.detail}
    </Alert>
  );
}
