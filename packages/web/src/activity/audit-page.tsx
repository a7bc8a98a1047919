import { NativeSelect, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type AuditEvent, fetchAudit } from "../api/activity.ts";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { auditActions } from "./audit-actions.ts";
import { DownloadButton } from "./download-button.tsx";
import { RangeFilter } from "./range-filter.tsx";

/** Who changed what, and when. */
export function AuditPage(): ReactElement {
  const { t, i18n } = useTranslation("activity");
  const state = useAddressedList("-date");
  const actionText = useActionText();
  const { filters } = state.query;
  const columns: readonly Column<AuditEvent>[] = [
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
      render: (event) => event.actor || t("audit.gateway"),
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
  return (
    <>
      <PageHeading title={t("audit.title")} />
      <ServerTable
        label={t("audit.title")}
        state={state}
        queryKey={["audit"]}
        fetch={fetchAudit}
        columns={columns}
        keyOf={(event) => event.identifier}
        searchLabel={t("audit.search")}
        emptyTitle={t("audit.empty")}
        filters={
          <>
            <NativeSelect
              aria-label={t("audit.action")}
              value={filters.action ?? ""}
              onChange={(event) => state.change({ filters: { ...filters, action: event.currentTarget.value } })}
              data={[
                { value: "", label: t("audit.allActions") },
                ...auditActions.map((action) => ({ value: action, label: actionText(action) })),
              ]}
            />
            <RangeFilter state={state} />
          </>
        }
        actions={<DownloadButton list="audit" query={state.query} />}
      />
    </>
  );
}

/** The words for an action; its own name if it is one that this page does not know. */
function useActionText(): (action: string) => string {
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
