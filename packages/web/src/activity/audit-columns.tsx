import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEvent } from "../api/activity.ts";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";

/** The columns of a list of events. */
export function useAuditColumns(): readonly Column<AuditEvent>[] {
  const { t, i18n } = useTranslation("activity");
  const actionText = useActionText();
  return [
    {
      key: "date",
      heading: t("audit.date"),
      isSortable: true,
      render: (event) => formatMoment(event.date, i18n.language),
    },
    {
      key: "actor",
      heading: t("audit.actor"),
      isSortable: true,
      render: ({ actor, action }) => actor || t(action.startsWith("sign-in.") ? "audit.nobody" : "audit.gateway"),
    },
    { key: "action", heading: t("audit.action"), isSortable: true, render: (event) => actionText(event.action) },
    {
      key: "objectName",
      heading: t("audit.object"),
      render: (event) => event.objectName ?? event.objectIdentifier ?? "",
    },
    { key: "details", heading: t("audit.details"), isSecondary: true, render: (event) => <Details event={event} /> },
    {
      key: "remoteHost",
      heading: t("column.address"),
      isSecondary: true,
      render: (event) => event.remoteHost ?? "",
    },
  ];
}

/** The words for an action; its own name if it is one that this page does not know. */
export function useActionText(): (action: string) => string {
  const { t } = useTranslation("activity");
  return (action) => t(`action.${action}` as "action.import", action);
}

function Details({ event }: { event: AuditEvent }): ReactElement | null {
  const { t } = useTranslation("activity");
  const entries = Object.entries(event.details);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{t("audit.more", { count: entries.length })}</summary>
      {entries.map(([name, value]) => (
        <Text key={name} size="xs" style={{ overflowWrap: "anywhere" }}>
          {name}: {typeof value === "string" ? value : JSON.stringify(value)}
        </Text>
      ))}
    </details>
  );
}
