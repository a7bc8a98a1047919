import { Badge, Button, Group, Skeleton, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../../administration/page-heading.tsx";
import { type Closing, closingsQuery, reopenMonth } from "../../api/hours-keeping.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { LinkButton, TextLink } from "../../shell/links.tsx";
import { ReasonDialog } from "../corrections/reason-dialog.tsx";
import classes from "../hours.module.css";
import { PlainTable } from "../plain-table.tsx";
import { dayAt, formatMonth, monthOf, rangeOfMonth } from "../time/days.ts";
import { formatMomentIn } from "../time/zoned-time.ts";
import { useAccess } from "../use-access.ts";
import { useZone } from "../use-zone.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { type ClosableMonth, closableMonths } from "./months.ts";

/** Months that are frozen and signed, and those that can be. */
export function ClosingPage(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const found = useQuery(closingsQuery);
  return (
    <div className={classes.times}>
      <PageHeading title={t("closing.title")} />
      <Text size="sm" c="dimmed" mb="md" maw="90ch">
        {t("closing.text")}
      </Text>
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : found.data === undefined ? (
        <Skeleton height={420} aria-busy="true" />
      ) : (
        <Months closings={found.data.items} />
      )}
    </div>
  );
}

function Months({ closings }: { closings: readonly Closing[] }): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const zone = useZone();
  const [closed, setClosed] = useState<string>();
  const [reopened, setReopened] = useState<string>();
  const present = monthOf(dayAt(Date.now(), zone));
  return (
    <>
      <PlainTable
        label={t("closing.title")}
        rows={closableMonths(closings, present)}
        keyOf={({ month }) => month}
        columns={[
          {
            key: "month",
            heading: t("closing.month"),
            render: ({ month }) => <strong>{formatMonth(month, i18n.language)}</strong>,
          },
          { key: "state", heading: t("closing.state"), render: (month) => <State month={month} /> },
          {
            key: "closed",
            heading: t("closing.signed"),
            render: ({ closing }) => closing && <Signed closing={closing} />,
          },
          {
            key: "actions",
            heading: "",
            render: (month) => <Actions month={month} onClose={setClosed} onReopen={setReopened} />,
          },
        ]}
      />
      {closed && <CloseDialog month={closed} usualZone={zone} onClose={() => setClosed(undefined)} />}
      {reopened && <ReopenDialog month={reopened} onClose={() => setReopened(undefined)} />}
    </>
  );
}

const colors = { running: "gray", open: "yellow", closed: "petrol" } as const;

function State({ month: { state } }: { month: ClosableMonth }): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  return (
    <Badge variant="light" color={colors[state]} tt="none">
      {t(`closing.states.${state}`)}
    </Badge>
  );
}

/** Who closed the month, whether the signature still fits, and who has opened it again. */
function Signed({ closing }: { closing: Closing }): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { id, month, by, at, zone, valid, reopenedBy, reopenedAt, reopenedReason } = closing;
  return (
    <>
      <Group gap="xs">
        {t("closing.by", { by, at: formatMomentIn(at, i18n.language, zone), zone })}
        <Badge
          variant="light"
          color={valid ? "green" : "red"}
          tt="none"
          title={t(valid ? "closing.validText" : "closing.invalidText")}
        >
          {t(valid ? "closing.valid" : "closing.invalid")}
        </Badge>
      </Group>
      {reopenedAt !== null && (
        <Text size="xs" c="dimmed">
          {t("closing.reopenedBy", {
            by: reopenedBy ?? "",
            at: formatMomentIn(reopenedAt, i18n.language, zone),
            reason: reopenedReason ?? "",
          })}{" "}
          <TextLink to="/hours/closing/$month/$id" params={{ month, id: String(id) }} size="xs" underline="always">
            {t("closing.frozen")}
          </TextLink>
        </Text>
      )}
    </>
  );
}

interface ActionsProps {
  readonly month: ClosableMonth;
  readonly onClose: (month: string) => void;
  readonly onReopen: (month: string) => void;
}

function Actions({ month: { month, state, closing }, onClose, onReopen }: ActionsProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { correct, administer } = useAccess();
  const zone = state === "closed" ? closing?.zone : undefined;
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <LinkButton
        size="compact-sm"
        variant="default"
        to="/hours/report"
        search={{ ...rangeOfMonth(month), ...(zone !== undefined && { zone }) }}
      >
        {t("closing.look")}
      </LinkButton>
      {state === "open" && correct && (
        <Button size="compact-sm" variant="light" onClick={() => onClose(month)}>
          {t("closing.close")}
        </Button>
      )}
      {state === "closed" && administer && (
        <Button size="compact-sm" variant="default" onClick={() => onReopen(month)}>
          {t("closing.reopen")}
        </Button>
      )}
    </Group>
  );
}

function ReopenDialog({ month, onClose }: { month: string; onClose: () => void }): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const queryClient = useQueryClient();
  return (
    <ReasonDialog
      title={t("closing.reopenTitle", { month: formatMonth(month, i18n.language) })}
      text={t("closing.reopenText")}
      action={t("closing.reopenConfirm")}
      onClose={onClose}
      onConfirm={async (reason) => {
        await reopenMonth(month, reason);
        await queryClient.invalidateQueries({ queryKey: ["hours"] });
      }}
    />
  );
}
