import { Alert, Button, Checkbox, Group, NativeSelect, Skeleton, Stack, Switch, TagsInput, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { IconMailOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type MailSettings, mailFormats, mailQuery, saveMail } from "../api/hours-planning.ts";
import { languages } from "../i18n/i18n.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { Section } from "../shell/section.tsx";
import { UnsavedGuard } from "../shell/unsaved-guard.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { LastMailNote } from "./last-mail-note.tsx";
import { isAddress } from "./mail-address.ts";
import { MailTest } from "./mail-test.tsx";
import { ZoneSelect } from "./zone-select.tsx";

const DAYS = Array.from({ length: 28 }, (_, index) => String(index + 1));
const HOURS = Array.from({ length: 24 }, (_, index) => String(index));

/** When the report of the month before is mailed, and to whom. */
export function MailPage(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const found = useQuery(mailQuery);
  const smtp = found.data?.smtp;
  return (
    <>
      <PageHeading title={t("mail.title")} />
      {smtp?.configured === false && (
        <Alert color="yellow" icon={<IconMailOff />} title={t("mail.unconfiguredTitle")} mb="md">
          {t("mail.unconfigured")}
        </Alert>
      )}
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : found.data === undefined ? (
        <Skeleton height={420} aria-busy="true" />
      ) : (
        <>
          <Section title={t("mail.monthly")} text={t("mail.text", { from: smtp?.from ?? "—" })}>
            {found.data.last && <LastMailNote last={found.data.last} zone={found.data.zone} />}
            <MailForm settings={found.data} />
          </Section>
          <Section title={t("mail.test")} text={t("mail.testText")}>
            <MailTest isPossible={smtp?.configured === true} />
          </Section>
        </>
      )}
    </>
  );
}

function MailForm({ settings }: { settings: MailSettings }): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const queryClient = useQueryClient();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: {
      enabled: settings.enabled,
      day: String(settings.day),
      hour: String(settings.hour),
      zone: settings.zone,
      language: settings.language as string,
      formats: [...settings.formats] as string[],
      recipients: [...settings.recipients],
    },
    validate: {
      formats: (formats) => (formats.length === 0 ? t("mail.formatMissing") : null),
      recipients: (recipients, { enabled }) =>
        !recipients.every(isAddress)
          ? t("mail.notAnAddress")
          : enabled && recipients.length === 0
            ? t("mail.recipientMissing")
            : null,
    },
  });
  const saving = useMutation({
    mutationFn: async () => {
      const { values } = form;
      const numbers = { day: Number(values.day), hour: Number(values.hour) };
      await saveMail({ ...values, ...numbers } as MailSettings);
      form.resetDirty();
      await queryClient.invalidateQueries({ queryKey: mailQuery.queryKey });
    },
    onSuccess: () => notifications.show({ color: "green", message: t("mail.saved") }),
  });
  const time = new Intl.DateTimeFormat(i18n.language, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  return (
    <form ref={refusals.form} onSubmit={form.onSubmit(() => saving.mutate(), refusals.refuse)} noValidate>
      <UnsavedGuard isDirty={() => form.isDirty()} />
      <Stack maw={560}>
        <Switch label={t("mail.enabled")} {...form.getInputProps("enabled", { type: "checkbox" })} />
        <Group grow align="start">
          <NativeSelect label={t("mail.day")} data={DAYS} {...form.getInputProps("day")} />
          <NativeSelect
            label={t("mail.hour")}
            data={HOURS.map((hour) => ({ value: hour, label: time.format(Number(hour) * 3_600_000) }))}
            {...form.getInputProps("hour")}
          />
        </Group>
        <ZoneSelect
          label={t("mail.zone")}
          value={form.values.zone}
          onChange={(zone) => form.setFieldValue("zone", zone)}
        />
        <NativeSelect
          label={t("mail.language")}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps("language")}
        />
        <Checkbox.Group label={t("mail.formats")} {...form.getInputProps("formats")}>
          <Group mt="xs">
            {mailFormats.map((format) => (
              <Checkbox key={format} value={format} label={format.toUpperCase()} />
            ))}
          </Group>
        </Checkbox.Group>
        <TagsInput
          label={t("mail.recipients")}
          description={t("mail.recipientsHelp")}
          clearable
          clearButtonProps={{ "aria-label": t("mail.clear") }}
          acceptValueOnBlur
          splitChars={[",", ";", " "]}
          maxTags={100}
          {...form.getInputProps("recipients")}
        />
        {saving.isError && <ErrorAlert error={saving.error} />}
        <Text size="xs" c="dimmed">
          {t("mail.closed")}
        </Text>
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
