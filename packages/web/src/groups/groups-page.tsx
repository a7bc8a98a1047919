import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { fetchUserGroups, type UserGroupItem } from "../api/groups.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";

/** All user groups that the person may see. */
export function GroupsPage(): ReactElement {
  const { t } = useTranslation("users");
  const state = useAddressedList("identifier");
  const columns: Column<UserGroupItem>[] = [
    { key: "identifier", heading: t("groups.identifier"), isSortable: true, render: (group) => group.identifier },
    { key: "memberUsers", heading: t("groups.memberUsers"), render: (group) => group.memberUsers },
    { key: "memberGroups", heading: t("groups.memberGroups"), render: (group) => group.memberGroups },
  ];
  return (
    <>
      <PageHeading title={t("groups.title")} />
      <ServerTable
        label={t("groups.title")}
        state={state}
        queryKey={["userGroups", "list"]}
        fetch={fetchUserGroups}
        columns={columns}
        keyOf={(group) => group.identifier}
        searchLabel={t("groups.search")}
        emptyTitle={t("groups.emptyTitle")}
      />
    </>
  );
}
