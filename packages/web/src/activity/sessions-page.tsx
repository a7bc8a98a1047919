import { Badge, Button, Menu } from "@mantine/core";
import { IconMessage, IconPlugX } from "@tabler/icons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { endSession, fetchSessions, type LiveSession } from "../api/activity.ts";
import { mayOnConnection } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { RowActions } from "../table/row-actions.tsx";
import { ServerTable } from "../table/server-table.tsx";
import { durationText } from "./durations.ts";
import { MessageDialog } from "./message-dialog.tsx";

/** People come and go: the list looks again by itself, every few seconds. */
const interval = 5_000;

/** Who is at which desktop now; to write to them, or to end what should not be. */
export function SessionsPage(): ReactElement {
  const { t, i18n } = useTranslation("activity");
  const state = useAddressedList("-startDate");
  const queryClient = useQueryClient();
  const permissions = useSuspenseQuery(permissionsQuery).data;
  const mayWrite = (session: LiveSession) => mayOnConnection(permissions, session.connectionIdentifier, "UPDATE");
  const [ending, setEnding] = useState<readonly LiveSession[]>([]);
  const [addressees, setAddressees] = useState<readonly LiveSession[]>([]);

  const columns: readonly Column<LiveSession>[] = [
    { key: "username", heading: t("column.username"), isSortable: true, render: nameOf },
    {
      key: "connectionName",
      heading: t("column.connection"),
      isSortable: true,
      render: (session) => session.connectionName,
    },
    { key: "state", heading: t("column.state"), render: (session) => <StateBadge state={session.state} /> },
    {
      key: "remoteHost",
      heading: t("column.address"),
      isSecondary: true,
      render: (session) => session.remoteHost ?? "",
    },
    {
      key: "startDate",
      heading: t("column.start"),
      isSortable: true,
      isSecondary: true,
      render: (session) => formatMoment(session.startDate, i18n.language),
    },
    {
      key: "duration",
      heading: t("column.duration"),
      render: (session) => durationText(Date.now() - session.startDate),
    },
  ];

  const end = async () => {
    await Promise.all(ending.map(({ identifier }) => endSession(identifier)));
    await queryClient.invalidateQueries({ queryKey: ["sessions"] });
  };
  const [first] = ending;
  return (
    <>
      <PageHeading title={t("sessions.title")} />
      <ServerTable
        label={t("sessions.title")}
        state={state}
        queryKey={["sessions"]}
        fetch={fetchSessions}
        columns={columns}
        keyOf={(session) => session.identifier}
        nameOf={(session) => `${nameOf(session)}, ${session.connectionName}`}
        searchLabel={t("sessions.search")}
        emptyTitle={t("sessions.empty")}
        refetchInterval={interval}
        rowMenu={(session) =>
          (session.mayEnd || mayWrite(session)) && (
            <RowActions label={t("sessions.actions", { name: nameOf(session) })}>
              {mayWrite(session) && (
                <Menu.Item leftSection={<IconMessage size={16} />} onClick={() => setAddressees([session])}>
                  {t("message.action")}
                </Menu.Item>
              )}
              {session.mayEnd && (
                <Menu.Item leftSection={<IconPlugX size={16} />} onClick={() => setEnding([session])}>
                  {t("sessions.end")}
                </Menu.Item>
              )}
            </RowActions>
          )
        }
        bulkActions={({ items }) => (
          <>
            <Button size="xs" variant="default" disabled={!items.every(mayWrite)} onClick={() => setAddressees(items)}>
              {t("message.action")}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={!items.every(({ mayEnd }) => mayEnd)}
              onClick={() => setEnding(items)}
            >
              {t("sessions.end")}
            </Button>
          </>
        )}
      />
      <ConfirmDialog
        title={t("sessions.endTitle", { count: ending.length })}
        text={
          ending.length === 1 && first
            ? t("sessions.endOne", { username: nameOf(first), connection: first.connectionName })
            : t("sessions.endText")
        }
        action={t("sessions.endConfirm")}
        opened={ending.length > 0}
        onClose={() => setEnding([])}
        onConfirm={end}
      />
      <MessageDialog sessions={addressees} onClose={() => setAddressees([])} />
    </>
  );
}

/** Whose session it is; nothing where the person may not know. */
function nameOf({ username }: LiveSession): string {
  return username ?? "—";
}

const colors: Readonly<Record<string, string>> = { active: "green", detached: "yellow", reconnecting: "yellow" };

function StateBadge({ state }: { state: string }): ReactElement {
  const { t } = useTranslation("activity");
  return (
    <Badge variant="light" color={colors[state] ?? "gray"}>
      {t(`state.${state}` as "state.active", state)}
    </Badge>
  );
}
