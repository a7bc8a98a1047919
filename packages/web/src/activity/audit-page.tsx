import { NativeSelect } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { fetchAudit } from "../api/activity.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { auditActions } from "./audit-actions.ts";
import { useActionText, useAuditColumns } from "./audit-columns.tsx";
import { DownloadButton } from "./download-button.tsx";
import { RangeFilter } from "./range-filter.tsx";

/** Who changed what, and when. */
export function AuditPage(): ReactElement {
  const { t } = useTranslation("activity");
  const state = useAddressedList("-date");
  const actionText = useActionText();
  const { filters } = state.query;
  return (
    <>
      <PageHeading title={t("audit.title")} />
      <ServerTable
        label={t("audit.title")}
        state={state}
        queryKey={["audit"]}
        fetch={fetchAudit}
        columns={useAuditColumns()}
        keyOf={(event) => event.identifier}
        searchLabel={t("audit.search")}
        emptyTitle={t("audit.empty")}
        filters={
          <>
            <NativeSelect
              aria-label={t("audit.action")}
              w={170}
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
