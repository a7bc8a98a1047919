import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { fetchUsers, type UserItem } from "../api/users.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";

/** All users that the person may see. */
export function UsersPage(): ReactElement {
  const { t } = useTranslation("users");
  const state = useAddressedList("username");
  const columns: Column<UserItem>[] = [
    { key: "username", heading: t("list.username"), isSortable: true, render: (user) => user.username },
    { key: "fullName", heading: t("list.fullName"), isSortable: true, render: (user) => user.fullName },
    { key: "organization", heading: t("list.organization"), isSortable: true, render: (user) => user.organization },
    { key: "lastActive", heading: t("list.lastActive"), isSortable: true, render: (user) => user.lastActive },
  ];
  return (
    <>
      <PageHeading title={t("list.title")} />
      <ServerTable
        label={t("list.title")}
        state={state}
        queryKey={["users", "list"]}
        fetch={fetchUsers}
        columns={columns}
        keyOf={(user) => user.username}
        searchLabel={t("list.search")}
        emptyTitle={t("list.emptyTitle")}
      />
    </>
  );
}
