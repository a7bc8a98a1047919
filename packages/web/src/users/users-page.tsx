import { Button, NativeSelect } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { holds } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { fetchUsers } from "../api/users.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { BulkActions } from "./bulk-actions.tsx";
import { GroupFilter } from "./group-filter.tsx";
import { NewUserDialog } from "./new-user-dialog.tsx";
import { useUserColumns } from "./user-columns.tsx";
import { UserMenu } from "./user-menu.tsx";

/** All users that the person may see. */
export function UsersPage(): ReactElement {
  const { t } = useTranslation("users");
  const state = useAddressedList("username");
  const own = useQuery(permissionsQuery).data;
  const mayCreate = own !== undefined && holds(own, "CREATE_USER");
  const [isCreating, creation] = useDisclosure();
  const [copyOf, setCopyOf] = useState<string>();
  const { filters } = state.query;
  const filter = (change: Readonly<Record<string, string>>) => state.change({ filters: { ...filters, ...change } });

  const create = (source?: string) => {
    setCopyOf(source);
    creation.open();
  };
  return (
    <>
      <PageHeading
        title={t("list.title")}
        actions={
          mayCreate && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => create()}>
              {t("list.add")}
            </Button>
          )
        }
      />
      <ServerTable
        label={t("list.title")}
        state={state}
        queryKey={["users", "list"]}
        fetch={fetchUsers}
        columns={useUserColumns()}
        keyOf={(user) => user.username}
        searchLabel={t("list.search")}
        filters={
          <>
            <NativeSelect
              aria-label={t("list.stateFilter")}
              value={filters.disabled ?? ""}
              onChange={(event) => filter({ disabled: event.currentTarget.value })}
              data={[
                { value: "", label: t("list.allStates") },
                { value: "false", label: t("list.enabledOnly") },
                { value: "true", label: t("list.disabledOnly") },
              ]}
            />
            <GroupFilter value={filters.group ?? ""} onChange={(group) => filter({ group })} />
          </>
        }
        rowMenu={(user) => <UserMenu user={user} onCopy={mayCreate ? () => create(user.username) : undefined} />}
        bulkActions={(selection) => <BulkActions selection={selection} />}
        emptyTitle={t("list.emptyTitle")}
      />
      <NewUserDialog copyOf={copyOf} opened={isCreating} onClose={creation.close} />
    </>
  );
}
