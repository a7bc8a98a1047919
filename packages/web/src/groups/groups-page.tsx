import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { fetchUserGroups, type UserGroupItem } from "../api/groups.ts";
import { holds } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { RowLink } from "../table/row-link.tsx";
import { ServerTable } from "../table/server-table.tsx";
import { GroupMenu } from "./group-menu.tsx";
import { NewGroupDialog } from "./new-group-dialog.tsx";

/** All user groups that the person may see. */
export function GroupsPage(): ReactElement {
  const { t } = useTranslation("users");
  const state = useAddressedList("identifier");
  const own = useQuery(permissionsQuery).data;
  const mayCreate = own !== undefined && holds(own, "CREATE_USER_GROUP");
  const [isCreating, creation] = useDisclosure();
  const [copyOf, setCopyOf] = useState<string>();
  const columns: Column<UserGroupItem>[] = [
    {
      key: "identifier",
      heading: t("groups.identifier"),
      isSortable: true,
      render: ({ identifier }) => (
        <RowLink to="/settings/groups/$name" params={{ name: identifier }}>
          {identifier}
        </RowLink>
      ),
    },
    { key: "memberUsers", heading: t("groups.memberUsers"), render: (group) => group.memberUsers },
    {
      key: "memberGroups",
      heading: t("groups.memberGroups"),
      isSecondary: true,
      render: (group) => group.memberGroups,
    },
    {
      key: "state",
      heading: t("list.state"),
      render: ({ disabled }) =>
        disabled && (
          <Badge variant="light" color="red" tt="none">
            {t("groups.disabled")}
          </Badge>
        ),
    },
  ];
  const create = (source?: string) => {
    setCopyOf(source);
    creation.open();
  };
  return (
    <>
      <PageHeading
        title={t("groups.title")}
        actions={
          mayCreate && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => create()}>
              {t("groups.add")}
            </Button>
          )
        }
      />
      <ServerTable
        label={t("groups.title")}
        state={state}
        queryKey={["userGroups", "list"]}
        fetch={fetchUserGroups}
        columns={columns}
        keyOf={(group) => group.identifier}
        searchLabel={t("groups.search")}
        rowMenu={(group) => (
          <GroupMenu
            identifier={group.identifier}
            mayDelete={group.permissions.includes("DELETE")}
            onCopy={mayCreate ? () => create(group.identifier) : undefined}
          />
        )}
        emptyTitle={t("groups.emptyTitle")}
        emptyText={t("groups.emptyText")}
      />
      <NewGroupDialog copyOf={copyOf} opened={isCreating} onClose={creation.close} />
    </>
  );
}
