import { Badge, Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type ConnectionRecord, fetchConnectionRecords, fetchLoginRecords, type LoginRecord } from "../api/activity.ts";
import { LinkButton } from "../shell/links.tsx";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { type ListState, useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { DownloadButton } from "./download-button.tsx";
import { durationText } from "./durations.ts";
import { RangeFilter } from "./range-filter.tsx";

/** Who was at which desktop, when and for how long. */
export function DesktopHistoryPage(): ReactElement {
  const { t } = useTranslation("activity");
  const state = useAddressedList("-startDate");
  const connection: Column<ConnectionRecord> = {
    key: "connectionName",
    heading: t("column.connection"),
    isSortable: true,
    render: (record) => record.connectionName,
  };
  const [name, ...rest] = useColumns<ConnectionRecord>();
  return (
    <HistoryFrame shown="desktops">
      <ServerTable
        {...tableProps(t("history.desktops"), t("history.search"), state, "history/connections")}
        fetch={fetchConnectionRecords}
        columns={name ? [name, connection, ...rest] : []}
        keyOf={(record) => record.identifier}
        emptyTitle={t("history.empty")}
      />
    </HistoryFrame>
  );
}

/** Who signed in, when and from where. */
export function LoginHistoryPage(): ReactElement {
  const { t } = useTranslation("activity");
  const state = useAddressedList("-startDate");
  return (
    <HistoryFrame shown="logins">
      <ServerTable
        {...tableProps(t("history.logins"), t("history.searchLogins"), state, "history/logins")}
        fetch={fetchLoginRecords}
        columns={useColumns<LoginRecord>()}
        keyOf={(record) => record.identifier}
        emptyTitle={t("history.emptyLogins")}
      />
    </HistoryFrame>
  );
}

/** What both tables have in common. @param list its path in the API */
function tableProps(label: string, searchLabel: string, state: ListState, list: string) {
  return {
    label,
    searchLabel,
    state,
    queryKey: [list],
    filters: <RangeFilter state={state} />,
    actions: <DownloadButton list={list} query={state.query} />,
  };
}

const kinds = [
  { kind: "desktops", to: "/settings/history" },
  { kind: "logins", to: "/settings/history/logins" },
] as const;

function HistoryFrame({ shown, children }: { shown: "desktops" | "logins"; children: ReactElement }): ReactElement {
  const { t } = useTranslation("activity");
  return (
    <>
      <PageHeading
        title={t("history.title")}
        actions={
          <Button.Group aria-label={t("history.kind")}>
            {kinds.map(({ kind, to }) => (
              <LinkButton
                key={kind}
                to={to}
                variant={kind === shown ? "light" : "default"}
                aria-current={kind === shown ? "page" : undefined}
              >
                {t(`history.${kind}`)}
              </LinkButton>
            ))}
          </Button.Group>
        }
      />
      {children}
    </>
  );
}

/** The columns of all kinds of history: whose it was comes first. */
function useColumns<Entry extends LoginRecord>(): readonly Column<Entry>[] {
  const { t, i18n } = useTranslation("activity");
  const moment = (time: number) => formatMoment(time, i18n.language);
  return [
    { key: "username", heading: t("column.username"), isSortable: true, render: (entry) => entry.username },
    { key: "startDate", heading: t("column.start"), isSortable: true, render: (entry) => moment(entry.startDate) },
    {
      key: "endDate",
      heading: t("column.end"),
      isSecondary: true,
      render: (entry) => (entry.endDate === null ? <OpenEnd entry={entry} /> : moment(entry.endDate)),
    },
    {
      key: "duration",
      heading: t("column.duration"),
      render: (entry) => (entry.duration === null ? "—" : durationText(entry.duration)),
    },
    { key: "remoteHost", heading: t("column.address"), isSecondary: true, render: (entry) => entry.remoteHost ?? "" },
  ];
}

function OpenEnd({ entry }: { entry: LoginRecord }): ReactElement {
  const { t } = useTranslation("activity");
  if (entry.active) {
    return (
      <Badge variant="light" color="green">
        {t("history.active")}
      </Badge>
    );
  }
  return (
    <Badge variant="light" color="yellow" title={t("history.doubtfulText")}>
      {t("history.doubtful")}
    </Badge>
  );
}
