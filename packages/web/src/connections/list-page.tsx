import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { groupsQuery } from "../api/connection-groups.ts";
import type { ConnectionItem } from "../api/connections.ts";
import { fetchList, type ListQuery } from "../api/lists.ts";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { RowLink } from "../table/row-link.tsx";
import { ServerTable } from "../table/server-table.tsx";
import { BulkButtons } from "./bulk-buttons.tsx";
import { ConnectionsHeading } from "./connections-heading.tsx";
import { ObjectMenu } from "./object-menu.tsx";
import { computerText, keyOf, type TreeObject } from "./tree-object.ts";
import { useObjectActions } from "./use-object-actions.tsx";

type ConnectionRow = TreeObject & { readonly kind: "connection" };

async function fetchConnections(query: ListQuery) {
  const { total, items } = await fetchList<ConnectionItem>("connections", query);
  return { total, items: items.map((item): ConnectionRow => ({ ...item, kind: "connection" })) };
}

/** All connections that the person may see, whatever group they are in, page by page. */
export function ConnectionListPage(): ReactElement {
  const { t, i18n } = useTranslation("connections");
  const state = useAddressedList("name");
  const actions = useObjectActions(useQuery(groupsQuery).data ?? []);
  const columns: Column<ConnectionRow>[] = [
    {
      key: "name",
      heading: t("tree.name"),
      isSortable: true,
      render: ({ identifier, name, permissions }) =>
        permissions.includes("UPDATE") ? (
          <RowLink to="/settings/connections/$id" params={{ id: identifier }}>
            {name}
          </RowLink>
        ) : (
          name
        ),
    },
    {
      key: "path",
      heading: t("list.group"),
      isSortable: true,
      isSecondary: true,
      render: ({ path }) => path.join(" / "),
    },
    { key: "hostname", heading: t("tree.computer"), isSortable: true, isSecondary: true, render: computerText },
    {
      key: "activeConnections",
      heading: t("tree.inUse"),
      render: ({ activeConnections }) => activeConnections > 0 && activeConnections,
    },
    {
      key: "lastActive",
      heading: t("list.lastActive"),
      isSortable: true,
      isSecondary: true,
      render: ({ lastActive }) => lastActive !== null && formatMoment(lastActive, i18n.language),
    },
  ];
  return (
    <>
      <ConnectionsHeading view="list" />
      <ServerTable
        label={t("title")}
        state={state}
        queryKey={["connections", "list"]}
        fetch={fetchConnections}
        columns={columns}
        keyOf={keyOf}
        nameOf={(connection) => connection.name}
        searchLabel={t("search")}
        rowMenu={(connection) => <ObjectMenu object={connection} actions={actions} />}
        bulkActions={(selection) => <BulkButtons selection={selection} actions={actions} />}
        emptyTitle={t("list.emptyTitle")}
        emptyText={t("list.emptyText")}
      />
      {actions.dialog}
    </>
  );
}
