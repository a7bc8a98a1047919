import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useAuditColumns } from "../activity/audit-columns.tsx";
import { fetchAudit } from "../api/activity.ts";
import type { Subject } from "../api/permissions.ts";
import { useLocalList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";

/** What was done to a user or a group, from the audit log. Needs the texts of the namespace "activity". */
export function EventsTab({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const state = useLocalList("-date");
  return (
    <ServerTable
      label={t("tab.events")}
      state={state}
      queryKey={["audit", subject]}
      fetch={(query) => fetchAudit({ ...query, filters: { objectKind: subject.kind, objectIdentifier: subject.name } })}
      columns={useAuditColumns()}
      keyOf={(event) => event.identifier}
      emptyTitle={t("events.none")}
    />
  );
}
